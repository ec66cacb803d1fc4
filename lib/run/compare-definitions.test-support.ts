import type { Change } from "./amendment-state";
import { compareDefinitions } from "./compare-definitions";
import type { PhaseDefinition, RunbookDefinition, StepDefinition } from "./definition";
import { sampleDefinition } from "./sample-definition.test-support";

export const command = (text: string, line = 1) => ({ language: "bash", text, line });

/** The sample with one of its steps changed. */
export function withStep(
  id: string,
  change: Partial<StepDefinition>,
  of = sampleDefinition(),
): RunbookDefinition {
  const within = (phases: PhaseDefinition[]) =>
    phases.map((each) => ({
      ...each,
      steps: each.steps.map((one) => (one.id === id ? { ...one, ...change } : one)),
    }));
  return {
    ...of,
    phases: within(of.phases),
    rollback: { ...of.rollback, phases: within(of.rollback.phases) },
  };
}

export function withPhase(
  id: string,
  change: (phase: PhaseDefinition) => Partial<PhaseDefinition>,
): RunbookDefinition {
  const of = sampleDefinition();
  return { ...of, phases: of.phases.map((each) => (each.id === id ? { ...each, ...change(each) } : each)) };
}

export const against = (after: RunbookDefinition, before = sampleDefinition()) =>
  compareDefinitions(before, after);
export const brief = (changes: Change[]) => changes.map(({ kind, about, stepId }) => [kind, about, stepId]);
export const weights = (changes: Change[]) => changes.map(({ weighty }) => weighty);
