import { CHANGE_EVENTS, describeChange } from "./describe-event/changes";
import { DECISION_EVENTS, describeDecision } from "./describe-event/decisions";
import { describeOther } from "./describe-event/life";
import type { Line } from "./describe-event/line";
import { describeStep, STEP_EVENTS } from "./describe-event/steps";
import type { EventType, RunEvent } from "./events";
import { MINUTE_MS } from "./instant";
import type { RunState } from "./state";

/** One line of the timeline. `word` may be empty; `late` is true where it was recorded more than a minute after. */
export interface Description extends Line {
  late: boolean;
}

/** True for what was written down more than a minute after it happened (T.4): *recorded late*. */
function isRecordedLate(event: { occurredAt: string; recordedAt: string }): boolean {
  return Date.parse(event.recordedAt) - Date.parse(event.occurredAt) > MINUTE_MS;
}

function isOneOf<T extends EventType>(
  event: RunEvent,
  types: readonly T[],
): event is Extract<RunEvent, { type: T }> {
  return types.some((type) => type === event.type);
}

function lineOf(event: RunEvent, state: RunState): Line {
  if (isOneOf(event, STEP_EVENTS)) return describeStep(event, state);
  if (isOneOf(event, DECISION_EVENTS)) return describeDecision(event, state);
  if (isOneOf(event, CHANGE_EVENTS)) return describeChange(event, state);
  return describeOther(event, state);
}

/** An event in the room's words. `state` is any state of the run: it only lends the names. */
export function describeEvent(event: RunEvent, state: RunState): Description {
  return { ...lineOf(event, state), late: isRecordedLate(event) };
}
