"use client";

import type { DecisionPointState } from "@/lib/run/decision-state";
import { Button } from "../ui/button";
import { meaningOf } from "../ui/meaning";
import { StatePill } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { DecisionFacts } from "./decision-facts";
import { useRoom } from "./room-context";
import { roleName } from "./t-label";
import { useAct } from "./use-act";

/** A point of decision: what it rests on while it is open, and its record once it is taken. */
export function DecisionView({ point }: { point: DecisionPointState }) {
  const { state } = useRoom();
  const record = state.decisions.find((decision) => decision.id === point.decisionId);
  return (
    <section aria-labelledby={`point-${point.id}`} className="grid gap-4">
      <h2
        id={`point-${point.id}`}
        className="flex flex-wrap items-center gap-3 text-xl font-[650] tracking-[-0.01em]"
      >
        {point.title}
        {record ? <StatePill state={meaningOf(record.verdict)} /> : null}
      </h2>
      {record ? (
        <p>
          D-{record.number}, {record.decider.name} at{" "}
          <Instant iso={record.at} zone={state.timeZone} style="clock" />: {record.reason}
          {record.staleScreen ? (
            <span className="text-hold"> · recorded from a screen that was behind</span>
          ) : null}
        </p>
      ) : (
        <p className="text-muted">
          {point.position === "start"
            ? "Its GO opens the steps that change something."
            : point.final
              ? "The final point: its GO is the go-live."
              : "Its GO opens what follows."}
          {point.implied ? " The runbook names none, so one is taken here." : ""}
        </p>
      )}
      <DecisionFacts point={point} />
      {record ? null : <SignOffs point={point} />}
    </section>
  );
}

function SignOffs({ point }: { point: DecisionPointState }) {
  const { state, me, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  if (point.signOffs.length === 0) return null;
  const statement = point.statement ?? `Signed off for ${point.title}.`;
  const draft = { type: "SignOff" as const, payload: { subject: point.id, statement } };
  const mine = state.roles.some(
    (role) => point.signOffs.includes(role.key) && role.holder?.personId === me.personId,
  );
  const barred = refuse(draft);
  return (
    <div className="grid gap-2">
      <p className="text-muted">
        Needs the sign-off of {point.signOffs.map((key) => roleName(state.roles, key)).join(", ")}.
      </p>
      {mine ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button busy={busy} disabled={barred !== null} onClick={() => act(draft)}>
            Sign off
          </Button>
          {barred ? <span className="text-[0.8125rem] text-muted">{barred.message}</span> : null}
        </div>
      ) : null}
      <ActProblemLine problem={problem} />
    </div>
  );
}
