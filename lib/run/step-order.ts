import type { Blocker } from "./blocker";
import { statusWords } from "./blocker";
import { progressText } from "./hard-gates";
import { barringPhase, barringPoint, lifeOpens } from "./phase-status";
import { isRollbackDone } from "./rollback-scope";
import type { RunState } from "./state";
import { undoneWords } from "./step-standing";
import type { StepState } from "./step-state";
import { awaitsVerification, groupOf, isDone, locate, type Place, phaseName } from "./structure";

/** What the run's life says against a start in this phase (L.14); null where it is open. */
export function lifeBlocker(state: RunState, place: Place): Blocker | null {
  const { status } = state;
  const group = groupOf(place.phase.kind);
  if (status === "planned" || status === "unplanned")
    return { rule: "R1", text: "The run has not been started." };
  if (status === "closed") return { rule: "R10", text: "The run is closed and sealed." };
  if (status === "held")
    return { rule: "R1", text: "The run is on hold: nothing starts until it is resumed." };
  if (status === "halted" && group !== "containment") {
    return { rule: "R5", text: "The run is halted: nothing starts but containment." };
  }
  if (lifeOpens(state, place.phase)) return null;
  if (group === "rollback" && status === "rolling-back") {
    return { rule: "R2", text: `${phaseName(place.phase)} is not part of the rollback that was ordered.` };
  }
  const when = {
    main: "nothing of the main line starts any more",
    hypercare: "it opens in hypercare",
    containment: "it opens when the run halts",
    rollback: "it opens with ROLLBACK",
    "post-rollback": "it opens when the rollback is done",
  }[group];
  return { rule: "R2", text: `${phaseName(place.phase)}: the run is ${statusWords(status)}; ${when}.` };
}

function phaseBlockers(state: RunState, place: Place): Blocker[] {
  const point = barringPoint(state, place.phaseIndex);
  const earlier = barringPhase(state, place.phaseIndex, place.step.stream);
  const blockers: Blocker[] = [];
  if (point)
    blockers.push({ rule: "R2", text: `${phaseName(place.phase)} waits for GO at “${point.title}”.` });
  if (earlier) blockers.push({ rule: "R2", text: `${progressText(earlier)} comes first.` });
  if (place.phase.kind === "post-rollback" && !isRollbackDone(state) && !earlier) {
    blockers.push({ rule: "R2", text: "The rollback is not done." });
  }
  return blockers;
}

/** Steps of the same stream wait for each other; a step without a stream waits for all, and all for it (R2.5). */
export function comesFirst(earlier: StepState, step: StepState): boolean {
  return earlier.stream === null || step.stream === null || earlier.stream === step.stream;
}

function waitsFor(state: RunState, step: StepState): Blocker {
  const text = `“${step.title}” comes first and ${undoneWords(state, step)}.`;
  return { rule: awaitsVerification(step) ? "R12" : "R2", text, stepId: step.id };
}

/** Steps that this one comes after, at first hand: the earlier ones of its ordered phase, and those named by `after`. */
function openBefore(state: RunState, { phase, step, stepIndex }: Place): StepState[] {
  const earlier = phase.ordered ? phase.steps.slice(0, stepIndex).filter((s) => comesFirst(s, step)) : [];
  const named = step.after.flatMap((id) => locate(state, id)?.step ?? []);
  return [...new Set([...earlier, ...named])].filter((candidate) => !isDone(candidate));
}

/**
 * What the result of a started step waits for: what it rests on may have been voided, or reopened, since its start
 * (R2.21). What the text has no more rests on nothing.
 */
export function groundBlockers(state: RunState, place: Place): Blocker[] {
  return place.step.removed ? [] : openBefore(state, place).map((step) => waitsFor(state, step));
}

/** What R2 says against a start: earlier phases, earlier steps of an ordered phase, and steps named by `after`. */
export function orderBlockers(state: RunState, place: Place): Blocker[] {
  return [...phaseBlockers(state, place), ...openBefore(state, place).map((step) => waitsFor(state, step))];
}
