import { personOf } from "../people";
import type { RunState } from "../state";
import type { CheckRecord } from "../time-state";
import type { EventOf } from "./event-of";

export function broadcastSent(state: RunState, event: EventOf<"BroadcastSent">): RunState {
  const { broadcastId, templateId, text, basis, watch } = event.payload;
  const broadcast = {
    id: broadcastId,
    number: state.broadcasts.length + 1,
    templateId,
    text,
    by: personOf(event.actor),
    at: event.recordedAt,
    basis,
    watch: watch ?? null,
  };
  return {
    ...state,
    broadcasts: [...state.broadcasts, broadcast],
    updates: { ...state.updates, snooze: null },
  };
}

export function broadcastSnoozed(state: RunState, event: EventOf<"BroadcastSnoozed">): RunState {
  const snooze = { ...event.payload, by: personOf(event.actor), at: event.recordedAt };
  return { ...state, updates: { ...state.updates, snooze } };
}

export function broadcastMissed(state: RunState, event: EventOf<"BroadcastMissed">): RunState {
  const missed = [...state.updates.missed, { dueAt: event.payload.dueAt, at: event.recordedAt }];
  return { ...state, updates: { missed, snooze: null } };
}

function withRecord(state: RunState, record: CheckRecord): RunState {
  return { ...state, checkRecords: [...state.checkRecords, record] };
}

export function checkRecorded(state: RunState, event: EventOf<"CheckRecorded">): RunState {
  return withRecord(state, { ...event.payload, by: personOf(event.actor), at: event.recordedAt });
}

export function checkMissed(state: RunState, event: EventOf<"CheckMissed">): RunState {
  return withRecord(state, {
    ...event.payload,
    result: "missed",
    note: null,
    by: null,
    at: event.recordedAt,
  });
}

export function reportFiled(state: RunState, event: EventOf<"ReportFiled">): RunState {
  const { reportId: id, fields } = event.payload;
  const report = { id, fields, by: personOf(event.actor), at: event.recordedAt };
  return { ...state, reports: [...state.reports.filter((each) => each.id !== id), report] };
}

export function deadlineReached(state: RunState, event: EventOf<"DeadlineReached">): RunState {
  return { ...state, reached: [...state.reached, { ...event.payload, at: event.recordedAt }] };
}
