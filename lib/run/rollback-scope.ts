import { isLeftOutByChoice } from "./alternatives";
import type { RunState } from "./state";
import type { PhaseState, StepState } from "./step-state";
import { groupOf, isDone, isOptional, phasesOf } from "./structure";

/** Whether the phase is part of what the decider ordered: all of them, or the chosen ones of a partial rollback. */
export function isInScope(state: RunState, phase: PhaseState): boolean {
  return (
    groupOf(phase.kind) !== "rollback" ||
    state.rollbackScope === null ||
    state.rollbackScope.includes(phase.id)
  );
}

/** The phases of the rollback that was ordered, or that would be if it were now. */
export function rollbackPhases(state: RunState): PhaseState[] {
  return phasesOf(state, "rollback").filter((phase) => isInScope(state, phase));
}

/**
 * Whether nothing more comes of the step: done, or failed with no exceptions, which nothing lifts (R4). Backing out ends
 * with such a FAIL named as what stays; else the run could never be closed.
 */
export function isOverWith(step: StepState): boolean {
  return isDone(step) || isFailedForGood(step);
}

function isFailedForGood(step: StepState): boolean {
  return step.noExceptions && step.status === "failed" && !step.removed;
}

/** Left out after it had failed: what was drilled did not work. A FAIL that was voided says nothing. */
function isLeftOutFailing(step: StepState): boolean {
  const earlier = step.attempts.slice(0, -1).findLast((attempt) => !attempt.voided);
  return step.status === "not-applicable" && earlier?.status === "failed" && !step.removed;
}

/** Whether something of the rollback that was ordered failed and was not done again: it is no PASS, a drill neither (L.28). */
export function hasFailedRollback(state: RunState): boolean {
  return rollbackPhases(state).some((phase) =>
    phase.steps.some((step) => isFailedForGood(step) || isLeftOutFailing(step)),
  );
}

export function isRollbackDone(state: RunState): boolean {
  return rollbackPhases(state).every((phase) => phase.steps.every(isOverWith));
}

/** Titles of steps that a whole rollback would have done and that this one leaves undone, or that failed for good. */
export function leftOutOfRollback(state: RunState): string[] {
  return phasesOf(state, "rollback").flatMap((phase) =>
    phase.steps
      .filter(
        (step) =>
          isFailedForGood(step) ||
          (!step.removed && !isOptional({ phase, step }) && !isLeftOutByChoice(state, step)),
      )
      .filter(
        (step) =>
          isFailedForGood(step) ||
          step.status === "not-applicable" ||
          (!isInScope(state, phase) && !isDone(step)),
      )
      .map((step) => step.title),
  );
}
