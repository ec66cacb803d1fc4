import type { RunState } from "./state";
import type { Place } from "./structure";

/** A step with the two numbers by which it is called: its place among all steps, and in its phase. */
export interface NumberedStep extends Place {
  /** From 1, through all phases in the order of the state. */
  number: number;
  /** `3.2`: the second step of the third phase. */
  label: string;
}

export function numberedSteps(state: RunState): NumberedStep[] {
  let number = 0;
  return state.phases.flatMap((phase, phaseIndex) =>
    phase.steps.map((step, stepIndex) => {
      number += 1;
      return { phase, phaseIndex, step, stepIndex, number, label: `${phaseIndex + 1}.${stepIndex + 1}` };
    }),
  );
}

export type NamedStep =
  | { ok: true; found: NumberedStep }
  | { ok: false; message: string; candidates: NumberedStep[] };

const MOST_CANDIDATES = 10;

/**
 * The step that a person at a command line means: its id, its number (`7`, or `3.2` for the second of the third phase),
 * or the beginning of its id or words of its title where they fit one step alone.
 */
export function nameStep(state: RunState, name: string): NamedStep {
  const wanted = name.trim().toLowerCase();
  const steps = numberedSteps(state);
  const exact = steps.find(({ step, number, label }) =>
    [step.id.toLowerCase(), String(number), label].includes(wanted),
  );
  if (exact) return { ok: true, found: exact };
  const byId = wanted === "" ? [] : steps.filter(({ step }) => step.id.toLowerCase().startsWith(wanted));
  const inTitle = wanted === "" ? [] : steps.filter(({ step }) => step.title.toLowerCase().includes(wanted));
  const begins = inTitle.filter(({ step }) => step.title.toLowerCase().startsWith(wanted));
  const fitting = [byId, begins, inTitle].find((each) => each.length > 0) ?? [];
  const [first, another] = fitting;
  if (first && !another) return { ok: true, found: first };
  const message = first
    ? `“${name}” may mean several steps.`
    : `This run has no step “${name}”. A step is named by its id, its number, the beginning of its id, or words of its title.`;
  return { ok: false, message, candidates: fitting.slice(0, MOST_CANDIDATES) };
}
