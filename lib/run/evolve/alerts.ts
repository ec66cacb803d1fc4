import type { RunState } from "../state";
import type { EventOf } from "./event-of";

/** What was seen by an alert: it is known by its fingerprint, and a later beginning takes the earlier one's place. */
export function alertSeen(state: RunState, event: EventOf<"TriggerObserved">): RunState {
  const { alert, triggerId } = event.payload;
  if (!alert) return state;
  const seen = { ...alert, triggerId, count: 1, lastAt: event.recordedAt, resolvedAt: null };
  return {
    ...state,
    alerts: [...state.alerts.filter(({ fingerprint }) => fingerprint !== alert.fingerprint), seen],
  };
}

/** It fires on: counted, where it is shown, and nothing that was decided about it is undone (R6.12). */
export function alertRepeated(state: RunState, event: EventOf<"AlertRepeated">): RunState {
  const { fingerprint, triggerId } = event.payload;
  const counted = <T extends { triggerId: string; observations: number }>(each: T): T =>
    each.triggerId === triggerId ? { ...each, observations: each.observations + 1 } : each;
  const alerts = state.alerts.map((alert) =>
    alert.fingerprint === fingerprint
      ? { ...alert, count: alert.count + 1, lastAt: event.recordedAt }
      : alert,
  );
  return { ...state, alerts, observed: state.observed.map(counted), clocks: state.clocks.map(counted) };
}

export function alertResolved(state: RunState, event: EventOf<"AlertResolved">): RunState {
  const alerts = state.alerts.map((alert) =>
    alert.fingerprint === event.payload.fingerprint ? { ...alert, resolvedAt: event.payload.endsAt } : alert,
  );
  return { ...state, alerts };
}
