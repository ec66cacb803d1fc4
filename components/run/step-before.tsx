"use client";

import { alternativesOf, chosenOf } from "@/lib/run/alternatives";
import { stepSubject } from "@/lib/run/step-holds";
import type { StepState } from "@/lib/run/step-state";
import { locate } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { meanings } from "../ui/meaning";
import { StateWord } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { SignOffButton } from "./sign-off-button";
import { roleName } from "./t-label";

/** What people have to say before the step starts: which way is taken, and who signs. */
export function StepBefore({ step }: { step: StepState }) {
  return (
    <>
      <Alternatives step={step} />
      <SignOffs step={step} />
    </>
  );
}

/** The ways of which the decider picks one, once. */
function Alternatives({ step }: { step: StepState }) {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const key = step.alternative;
  if (key === null) return null;
  const chosen = chosenOf(state, key);
  if (chosen !== null) {
    const title = locate(state, chosen)?.step.title ?? chosen;
    return (
      <p className="mb-3 flex items-center gap-2 text-[0.8125rem] text-muted">
        <Icon name={chosen === step.id ? "check" : "slash"} className="size-3.5" />
        {chosen === step.id ? "The way that was chosen." : `“${title}” was chosen instead.`}
      </p>
    );
  }
  const barred = refuse({ type: "ChooseAlternative", payload: { stepId: step.id, reason: "asked" } });
  return (
    <div className="tinted tone-hold mb-3 grid gap-2 rounded-lg border px-3 py-2.5">
      <p className="flex items-start gap-2">
        <Icon name="diamond" className="mt-0.5" />
        <span className="text-text">One of several ways: the decider picks which one is taken.</span>
      </p>
      {barred ? <p className="text-[0.8125rem] text-muted">{rejectionText(barred)}</p> : null}
      <ul className="grid gap-1.5">
        {alternativesOf(state, key).map((way) => (
          <li key={way.id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <span className="min-w-0 flex-1 text-text">
              {way.title}
              {way.id === step.id ? <span className="text-muted"> (this step)</span> : null}
            </span>
            <Button
              size="sm"
              variant={way.id === step.id ? "hold" : "line"}
              disabled={barred !== null}
              onClick={() => openDialog({ kind: "choose-alternative", stepId: way.id })}
            >
              Take this way…<span className="sr-only"> {way.title}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Named roles that sign before a destructive step starts (R1). */
function SignOffs({ step }: { step: StepState }) {
  const { state, me } = useRoom();
  if (step.signOffs.length === 0) return null;
  const subject = stepSubject(step.id);
  const given = (state.signOffs ?? []).filter((one) => one.subject === subject);
  const holds = (key: string) =>
    state.roles.some((role) => role.key === key && role.holder?.personId === me.personId);
  const mine = step.signOffs.some((key) => holds(key) && !given.some((one) => one.role === key));
  return (
    <section
      aria-label={`Sign-offs of ${step.title}`}
      className="mb-3 grid gap-2 rounded-lg border border-line px-3 py-2.5"
    >
      <ul className="grid gap-1 text-[0.8125rem]">
        {step.signOffs.map((key) => {
          const one = given.find(({ role }) => role === key);
          return (
            <li key={key} className="flex flex-wrap items-baseline gap-x-2">
              <StateWord
                state={
                  one ? { ...meanings.passed, word: "SIGNED" } : { ...meanings.waiting, word: "not signed" }
                }
              />
              <span>{roleName(state.roles, key)}</span>
              {one ? (
                <span className="text-muted">
                  {one.by.name} <Instant iso={one.at} zone={state.timeZone} style="clock" />: “{one.statement}
                  ”
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      {mine && (step.status === "waiting" || step.status === "failed") ? (
        <SignOffButton subject={subject} statement={`${step.title}: may be done now.`} />
      ) : null}
    </section>
  );
}
