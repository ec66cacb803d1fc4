import type { Blocker } from "../blocker";
import { startBlockers } from "../blockers";
import type { EventDraft } from "../events";
import { conflict, notFound, type Rejection, wrongStatus } from "../rejections";
import type { RunState } from "../state";
import { lifeBlocker } from "../step-order";
import { locate, type Place } from "../structure";

/** A refusal that lists everything that stands against it, under the rule that leads. */
export function refusalOf(blockers: Blocker[], sentence: string): Rejection | null {
  const [first] = blockers;
  if (!first) return null;
  const missing = blockers.map((blocker) => blocker.text);
  return { code: "rule", rule: first.rule, message: `${sentence} ${first.text}`, missing };
}

/** Why the step may not start: 409 where the run's life forbids it, 422 where a rule does. */
export function startRefusal(state: RunState, place: Place): Rejection | null {
  const life = lifeBlocker(state, place);
  if (life) return wrongStatus(life.rule, life.text);
  return refusalOf(startBlockers(state, place), `“${place.step.title}” cannot start:`);
}

export function startEvent(place: Place, role: string | null, note: string | null): EventDraft {
  const { id, attempt } = place.step;
  return { type: "StepStarted", role, payload: { stepId: id, attempt, note } };
}

export type Target = { ok: true; place: Place; start: EventDraft[] } | { ok: false; rejection: Rejection };

/**
 * The step of a result, with the start that the result implies where it is ready and was not started (R2.6).
 * Refuses a step that has its result already.
 */
export function resultTarget(state: RunState, stepId: string, role: string | null): Target {
  const place = locate(state, stepId);
  if (!place) return { ok: false, rejection: notFound("This run has no such step.") };
  const { step } = place;
  if (step.status === "running") return { ok: true, place, start: [] };
  if (step.status !== "waiting") {
    const advice = step.status === "failed" ? " Retry it first." : "";
    return { ok: false, rejection: conflict(`“${step.title}” has its result already.${advice}`, "R7") };
  }
  const rejection = startRefusal(state, place);
  return rejection ? { ok: false, rejection } : { ok: true, place, start: [startEvent(place, role, null)] };
}
