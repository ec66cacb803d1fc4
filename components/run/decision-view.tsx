"use client";

import type { DecisionPointState } from "@/lib/run/decision-state";
import { nextDecisionPoint } from "@/lib/run/focus";
import { meaningOf, meanings } from "../ui/meaning";
import { StatePill } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { DecisionFacts } from "./decision-facts";
import { DecisionRecord } from "./decision-record";
import { FactGroup, FactLine } from "./fact-group";
import { pointName } from "./point-name";
import { useRoom } from "./room-context";
import { SignOffButton } from "./sign-off-button";
import { roleName } from "./t-label";

/** A point of decision: what it rests on while it is open, and its frozen record once it is taken. */
export function DecisionView({ point }: { point: DecisionPointState }) {
  const { state } = useRoom();
  const record = state.decisions.find((decision) => decision.id === point.decisionId);
  return (
    <section aria-labelledby={`point-${point.id}`} className="grid gap-4">
      <h2
        id={`point-${point.id}`}
        className="flex flex-wrap items-center gap-3 text-xl font-[650] tracking-[-0.01em]"
      >
        {pointName(state, point)}
        {record ? <StatePill state={meaningOf(record.verdict)} /> : null}
      </h2>
      {record ? (
        <DecisionRecord record={record} />
      ) : (
        <>
          <p className="text-muted">
            {placeOf(point, state.decisionPoints)} {effectOf(point)}
            {point.implied ? " The runbook names none, so one is taken here." : ""}
            {state.status === "closed" ? " It was never decided: the run is closed." : ""}
            {state.status !== "closed" && nextDecisionPoint(state)?.id === point.id
              ? " It is the next one to be decided."
              : ""}
          </p>
          <DecisionFacts point={point} />
          <SignOffs point={point} />
        </>
      )}
    </section>
  );
}

function placeOf(point: DecisionPointState, points: readonly DecisionPointState[]): string {
  return points.length > 1 ? `Point ${points.indexOf(point) + 1} of ${points.length}.` : "";
}

function effectOf(point: DecisionPointState): string {
  if (point.position === "start") return "Its GO opens the steps that change something.";
  return point.final ? "The final point: its GO is the go-live." : "Its GO opens what follows.";
}

/** Whose signature the text asks for here, which are given, and the button for who may give one. */
function SignOffs({ point }: { point: DecisionPointState }) {
  const { state, me } = useRoom();
  if (point.signOffs.length === 0) return null;
  const given = (state.signOffs ?? []).filter(({ subject }) => subject === point.id);
  const mine = state.roles.some(
    (role) =>
      point.signOffs.includes(role.key) &&
      role.holder?.personId === me.personId &&
      !given.some((one) => one.role === role.key),
  );
  return (
    <FactGroup name="Sign-offs">
      {point.signOffs.map((key) => {
        const one = given.find(({ role }) => role === key);
        return (
          <FactLine
            key={key}
            look={one ? { ...meanings.passed, word: "SIGNED" } : { ...meanings.waiting, word: "missing" }}
          >
            {roleName(state.roles, key)}
            {one ? (
              <span className="text-muted">
                {" "}
                {one.by.name} <Instant iso={one.at} zone={state.timeZone} style="clock" />: “{one.statement}”
              </span>
            ) : null}
          </FactLine>
        );
      })}
      {mine && state.status !== "closed" ? (
        <li className="mt-1">
          <SignOffButton subject={point.id} statement={point.statement ?? `Signed off for ${point.title}.`} />
        </li>
      ) : null}
    </FactGroup>
  );
}
