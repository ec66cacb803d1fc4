"use client";

import { useState } from "react";
import { focusStep, mySteps, phaseProgress } from "@/lib/run/focus";
import type { PhaseState, StepState } from "@/lib/run/step-state";
import { awaitsVerification, isDone } from "@/lib/run/structure";
import { cx } from "../ui/class-names";
import { Progress } from "../ui/progress";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { StepCard } from "./step-card";
import { StepRow } from "./step-row";
import { offsetLabel } from "./t-label";

/** One phase: done steps a line each, what is open as cards, what waits as lines with the reason. */
export function PhaseView({ phase }: { phase: PhaseState }) {
  const { state, me } = useRoom();
  // In the hand, *Now* is for what is to be done; what is done stands under *Steps*.
  const { tab } = useRoomUi();
  const [toggled, setToggled] = useState<Record<string, boolean>>({});
  const focus = focusStep(state, me.personId);
  const mine = new Set(mySteps(state, me.personId).map((step) => step.id));
  const { done, total } = phaseProgress(phase);
  const label = offsetLabel(phase.label, phase.offset);

  const isOpen = (step: StepState) =>
    toggled[step.id] ??
    (step.status === "running" ||
      step.status === "failed" ||
      asksSomebodyElse(step, me.personId) ||
      (step.id === focus?.id && !isDone(step)));
  const toggle = (step: StepState) => setToggled((known) => ({ ...known, [step.id]: !isOpen(step) }));

  return (
    <section aria-labelledby={`phase-${phase.id}`}>
      <h2
        id={`phase-${phase.id}`}
        className="flex items-baseline gap-3 text-xl font-[650] tracking-[-0.01em]"
      >
        {label ? <span className="font-mono font-[550] whitespace-nowrap text-muted">{label}</span> : null}
        <span className="min-w-0">{phase.title}</span>
        <span className="ml-auto text-sm font-medium whitespace-nowrap text-muted">
          {done} of {total}
        </span>
      </h2>
      <Progress value={done} max={total} label={`${phase.title}: steps done`} className="mt-3 mb-4" />
      {phase.optional ? <p className="mb-3 text-[0.8125rem] text-muted">Optional phase.</p> : null}
      <ul className="grid">
        {phase.steps.map((step) => (
          <li
            key={step.id}
            className={cx(isOpen(step) ? "my-3.5" : isDone(step) && tab === "now" && "max-lg:hidden")}
          >
            {isOpen(step) ? (
              <StepCard
                step={step}
                yours={mine.has(step.id)}
                onFold={step.status === "running" ? undefined : () => toggle(step)}
              />
            ) : (
              <StepRow step={step} yours={mine.has(step.id)} onOpen={() => toggle(step)} />
            )}
          </li>
        ))}
      </ul>
      {phase.steps.length === 0 ? <p className="text-muted">This phase has no steps of its own.</p> : null}
    </section>
  );
}

/** Whether it waits for a second person: it stays open before everybody but those who have had their say. */
function asksSomebodyElse(step: StepState, personId: string): boolean {
  if (awaitsVerification(step)) return step.finishedBy?.personId !== personId;
  return step.voidRequest !== null && step.voidRequest.by.personId !== personId;
}
