import type { RunState } from "./state";
import type { StepState } from "./step-state";

/** The steps of which the decider picks one, in the order of the runbook (R2). */
export function alternativesOf(state: RunState, key: string): StepState[] {
  return state.phases.flatMap((phase) =>
    phase.steps.filter((step) => step.alternative === key && !step.removed),
  );
}

/** The id of the step that was picked of these alternatives; null where nobody has chosen. */
export function chosenOf(state: RunState, key: string): string | null {
  return Object.hasOwn(state.alternatives, key) ? (state.alternatives[key] ?? null) : null;
}

/** Whether another of its alternatives was picked: the step is left out by that choice, not by anybody's N/A. */
export function isLeftOutByChoice(state: RunState, step: StepState): boolean {
  if (step.alternative === null) return false;
  const chosen = chosenOf(state, step.alternative);
  return chosen !== null && chosen !== step.id;
}
