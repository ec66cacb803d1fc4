import { type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { comesFirst } from "../step-order";
import type { StepState } from "../step-state";
import { groupOf, isMainLine, locate, type Place, phasesBefore } from "../structure";

/** Whether the result was given on the strength of others: N/A asks for none, and FAIL lets nothing follow. */
function restsOnOthers(step: StepState): boolean {
  return step.status === "passed" || step.status === "warned";
}

/** Steps whose results rest on this one at first hand: those that name it, and the later ones of its ordered phase. */
function dependents(state: RunState, place: Place): StepState[] {
  const { step, phase, stepIndex } = place;
  const naming = state.phases.flatMap((each) => each.steps.filter((other) => other.after.includes(step.id)));
  const later = phase.ordered ? phase.steps.slice(stepIndex + 1).filter((s) => comesFirst(step, s)) : [];
  return [...naming, ...later].filter(restsOnOthers);
}

/** Ids of every result that falls with this one, at any distance, in the order of the run (R4.8). */
export function restingOn(state: RunState, place: Place): string[] {
  const reached = new Set<string>([place.step.id]);
  const open = [place];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const step of dependents(state, next)) {
      const found = reached.has(step.id) ? null : locate(state, step.id);
      if (!found) continue;
      reached.add(step.id);
      open.push(found);
    }
  }
  reached.delete(place.step.id);
  return state.phases.flatMap((phase) => phase.steps.map((s) => s.id).filter((id) => reached.has(id)));
}

/** What was decided on the strength of this result, in words; null where nothing was. */
function decidedOn(state: RunState, { step, phase }: Place): string | null {
  const went = state.decisionPoints.find(
    (point) =>
      point.verdict === "go" &&
      (phase.kind === "preconditions" ||
        point.criteria.some((criterion) => criterion.stepId === step.id) ||
        phasesBefore(state, point).some((each) => each.id === phase.id)),
  );
  if (went) return `The GO at “${went.title}”`;
  if (isMainLine(phase) && state.hypercareAt !== null) return "Hypercare";
  if (isMainLine(phase) && state.drill) return "The drill";
  if (groupOf(phase.kind) === "rollback" && state.rollbackFinishedAt !== null) return "The finished rollback";
  return null;
}

/** A result that a decision rests on is not taken back: what is wrong is told, and decided upon (R4.9). */
export function restRefusal(state: RunState, place: Place, reopens: string[]): Rejection | null {
  for (const id of [place.step.id, ...reopens]) {
    const found = locate(state, id);
    const rest = found && decidedOn(state, found);
    if (!found || !rest) continue;
    return refuse(
      "R4",
      `${rest} rests on the result of “${found.step.title}”: report a trigger or an abort condition instead.`,
      ["a rollback trigger or an abort report"],
    );
  }
  return null;
}
