import type { Structure } from "../compare/laid-out";
import { matchDefinitions } from "../compare/match-steps";
import type { RunbookDefinition, StepDefinition } from "../definition";
import type { RunState } from "../state";
import type { PhaseState, StepState, SubstepState } from "../step-state";
import { phaseStates } from "./planning";

function stepDefinition(step: StepState): StepDefinition {
  const { fieldDefinitions: fields, substeps } = step;
  return { ...step, fields, substeps: substeps.map(({ id, title, fields }) => ({ id, title, fields })) };
}

/** What the run executes now, as a comparison reads it; steps that an earlier amendment took out are no part of it. */
function structureOf(state: RunState): Structure {
  return {
    phases: state.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.filter((step) => !step.removed).map(stepDefinition),
    })),
    rollback: { phases: [] },
    decisionPoints: [],
  };
}

/** Whether anything was done about the step that has to stay on record. */
function hasHistory(state: RunState, step: StepState): boolean {
  const untouched =
    step.status === "waiting" &&
    step.attempts.length === 0 &&
    step.voidRequest === null &&
    step.carriedFrom === null &&
    Object.keys(step.fields).length === 0 &&
    step.substeps.every((substep) => substep.result === null);
  return (
    !untouched ||
    state.evidence.some((item) => item.stepId === step.id) ||
    state.waivers.some(({ subject }) => subject.kind === "step" && subject.stepId === step.id)
  );
}

function answered(substep: SubstepState, before: readonly SubstepState[]): SubstepState {
  const same =
    before.find((each) => each.id === substep.id) ?? before.find((each) => each.title === substep.title);
  return same ? { ...substep, result: same.result, by: same.by, at: same.at } : substep;
}

/**
 * The step as the new text has it, with everything that was done about it. A FAIL without exceptions stays one,
 * whatever the new text says of the step (R8.25).
 */
function continued(step: StepState, before: StepState): StepState {
  return {
    ...step,
    noExceptions: step.noExceptions || (before.noExceptions && before.status === "failed"),
    fields: before.fields,
    substeps: step.substeps.map((substep) => answered(substep, before.substeps)),
    status: before.status,
    attempt: before.attempt,
    startedBy: before.startedBy,
    startedAt: before.startedAt,
    finishedBy: before.finishedBy,
    finishedAt: before.finishedAt,
    reason: before.reason,
    warnAccepted: before.warnAccepted,
    notComputed: before.notComputed,
    attempts: before.attempts,
    verifiedBy: before.verifiedBy,
    voidRequest: before.voidRequest,
    exceptionUsed: before.exceptionUsed,
    waiverId: before.waiverId,
    carriedFrom: before.carriedFrom,
  };
}

/** Puts a step that the text has no more where it stood: behind the one that came before it, else at the front. */
function putBack(phase: PhaseState, step: StepState, previousId: string | null): PhaseState {
  const at = previousId === null ? -1 : phase.steps.findIndex((each) => each.id === previousId);
  return { ...phase, steps: phase.steps.toSpliced(at + 1, 0, { ...step, removed: true }) };
}

/** The phases as the new text has them, and what became of the old ids. */
export interface AmendedPhases {
  phases: PhaseState[];
  /** Ids after, by ids before; a step that stays on record keeps its own. */
  stepIds: ReadonlyMap<string, string>;
}

/** Where a phase that the text has no more goes: behind the one that came before it. */
function placeOf(phases: readonly PhaseState[], predecessor: string | null): number {
  return predecessor === null ? 0 : phases.findIndex((phase) => phase.id === predecessor) + 1;
}

/** Puts back the steps that stay on record; a phase stays with them where the new text has none in its place. */
function withRemoved(
  fresh: PhaseState[],
  old: readonly PhaseState[],
  heirs: { phases: ReadonlyMap<string, string>; steps: ReadonlyMap<string, string> },
  kept: ReadonlySet<StepState>,
): PhaseState[] {
  const phases = [...fresh];
  let predecessor: string | null = null;
  for (const phase of old) {
    const heir: string | undefined = heirs.phases.get(phase.id);
    const stays = phase.steps.some((step) => kept.has(step));
    if (heir === undefined && stays) {
      const emptied = { ...phase, abortGates: [], mutating: false, steps: [] };
      phases.splice(placeOf(phases, predecessor), 0, emptied);
    }
    const id: string | null = heir ?? (stays ? phase.id : null);
    predecessor = id ?? predecessor;
    let previous: string | null = null;
    for (const step of phase.steps) {
      const index = phases.findIndex((each) => each.id === id);
      const into = phases[index];
      if (kept.has(step) && into) phases[index] = putBack(into, step, previous);
      previous = kept.has(step) ? step.id : (heirs.steps.get(step.id) ?? previous);
    }
  }
  return phases;
}

/** A new step may have been given the id of one that stays on record: then the old one gives way, under another. */
function freeIds(kept: ReadonlySet<StepState>, fresh: readonly PhaseState[]): Map<StepState, StepState> {
  const taken = new Set(fresh.flatMap((phase) => phase.steps.map((step) => step.id)));
  const renamed = new Map<StepState, StepState>();
  for (const step of kept) {
    let { id } = step;
    while (taken.has(id)) id = `${id}-removed`;
    taken.add(id);
    if (id !== step.id) renamed.set(step, { ...step, id });
  }
  return renamed;
}

/**
 * The phases of a new text with the history of the old: a step that is the same (by id, else by likeness) keeps its
 * status, attempts, blanks, sub-results and people under its new id; one that is gone stays on record in its phase,
 * `removed`, where anything was done about it, and vanishes where nothing was (R8.18, R8.23).
 */
export function amendedPhases(state: RunState, definition: RunbookDefinition): AmendedPhases {
  const matched = matchDefinitions(structureOf(state), definition);
  const old = new Map(state.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step] as const)));
  const heirOf = new Map(matched.stepIds);
  const taken = new Set(matched.stepIds.values());
  // A text that brings back what an earlier amendment took out finds its history again.
  for (const { step } of matched.steps.added) {
    if (old.get(step.id)?.removed && !taken.has(step.id)) heirOf.set(step.id, step.id);
  }
  const before = new Map([...heirOf].map(([oldId, newId]) => [newId, old.get(oldId)] as const));
  const fresh = phaseStates(definition).map((phase) => ({
    ...phase,
    steps: phase.steps.map((step) => {
      const history = before.get(step.id);
      return history ? continued(step, history) : step;
    }),
  }));
  const kept = new Set(
    [...old.values()].filter((step) => !heirOf.has(step.id) && (step.removed || hasHistory(state, step))),
  );
  const renamed = freeIds(kept, fresh);
  for (const [step, { id }] of renamed) heirOf.set(step.id, id);
  const named = (step: StepState) => renamed.get(step) ?? step;
  const records = state.phases.map((phase) => ({ ...phase, steps: phase.steps.map(named) }));
  const heirs = { phases: matched.phaseIds, steps: heirOf };
  return { phases: withRemoved(fresh, records, heirs, new Set([...kept].map(named))), stepIds: heirOf };
}
