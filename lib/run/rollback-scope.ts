import { isLeftOutByChoice } from "./alternatives";
import type { RunState } from "./state";
import type { PhaseState } from "./step-state";
import { groupOf, isDone, isOptional, isPhaseDone, phasesOf } from "./structure";

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

export function isRollbackDone(state: RunState): boolean {
  return rollbackPhases(state).every(isPhaseDone);
}

/** Titles of steps that a whole rollback would have done and that this one leaves undone. */
export function leftOutOfRollback(state: RunState): string[] {
  return phasesOf(state, "rollback").flatMap((phase) =>
    phase.steps
      .filter((step) => !step.removed && !isOptional({ phase, step }) && !isLeftOutByChoice(state, step))
      .filter((step) => step.status === "not-applicable" || (!isInScope(state, phase) && !isDone(step)))
      .map((step) => step.title),
  );
}
