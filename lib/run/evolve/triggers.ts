import type { DecisionClock, ObservedTrigger } from "../hazard-state";
import { personOf } from "../people";
import type { RunState } from "../state";
import { alertSeen } from "./alerts";
import type { EventOf } from "./event-of";

function observedAgain(state: RunState, event: EventOf<"TriggerObserved">): ObservedTrigger[] {
  const { triggerId, text, action } = event.payload;
  const index = state.observed.findIndex((trigger) => trigger.triggerId === triggerId);
  const before = state.observed[index];
  if (before) {
    return state.observed.with(index, { ...before, observations: before.observations + 1, answered: null });
  }
  const first = { triggerId, text, action, observations: 1, firstAt: event.recordedAt, answered: null };
  return [...state.observed, first];
}

/** One clock a rule: a repeat counts up and never moves the deadline (R6.3). The earliest leads. */
export function triggerObserved(state: RunState, event: EventOf<"TriggerObserved">): RunState {
  const { triggerId, text, dueAt } = event.payload;
  const next = alertSeen({ ...state, observed: observedAgain(state, event) }, event);
  const index = state.clocks.findIndex((clock) => clock.triggerId === triggerId);
  const running = state.clocks[index];
  if (running) {
    const counted = { ...running, observations: running.observations + 1 };
    return { ...next, clocks: state.clocks.with(index, counted) };
  }
  if (dueAt === null) return next;
  const clock: DecisionClock = {
    triggerId,
    text,
    startedAt: event.recordedAt,
    dueAt,
    expired: false,
    observations: 1,
    observedBy: personOf(event.actor),
  };
  return { ...next, clocks: [...state.clocks, clock].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1)) };
}

export function decisionClockExpired(state: RunState, event: EventOf<"DecisionClockExpired">): RunState {
  const clocks = state.clocks.map((clock) =>
    clock.triggerId === event.payload.triggerId ? { ...clock, expired: true } : clock,
  );
  return { ...state, clocks };
}
