import type { RunState } from "@/lib/run/state";
import type { PhaseState } from "@/lib/run/step-state";
import { phasesOf } from "@/lib/run/structure";

/** What a ROLLBACK is asked for: `chosen` null is the whole plan. */
export interface RollbackChoice {
  chosen: readonly string[] | null;
  drill: boolean;
}

export const WHOLE_ROLLBACK: RollbackChoice = { chosen: null, drill: false };

/** The phases that a partial rollback may leave out. */
export function rollbackPlan(state: RunState): PhaseState[] {
  return phasesOf(state, "rollback");
}

/** The part of the command that says it: in the plan's order, and nothing where it is the whole plan. */
export function rollbackPayload(
  choice: RollbackChoice,
  plan: readonly PhaseState[],
): { phases?: string[]; drill?: boolean } {
  const phases = plan.flatMap(({ id }) => (choice.chosen?.includes(id) ? [id] : []));
  return {
    ...(choice.chosen !== null && phases.length < plan.length ? { phases } : {}),
    ...(choice.drill ? { drill: true } : {}),
  };
}

/** Chooses or leaves out a phase; with all of them chosen it is the whole plan again. */
export function togglePhase(choice: RollbackChoice, id: string, plan: readonly PhaseState[]): RollbackChoice {
  const before = choice.chosen ?? plan.map((phase) => phase.id);
  const after = before.includes(id) ? before.filter((each) => each !== id) : [...before, id];
  return { ...choice, chosen: plan.every((phase) => after.includes(phase.id)) ? null : after };
}
