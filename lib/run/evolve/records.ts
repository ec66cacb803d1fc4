import { personOf } from "../people";
import type { RunState } from "../state";
import type { EventOf } from "./event-of";

export function evidenceAttached(state: RunState, event: EventOf<"EvidenceAttached">): RunState {
  const item = { ...event.payload, by: personOf(event.actor), at: event.recordedAt };
  return { ...state, evidence: [...state.evidence, item] };
}

export function writeFreezeSet(state: RunState, event: EventOf<"WriteFreezeSet">): RunState {
  return { ...state, writeFreeze: { ...event.payload, at: event.recordedAt } };
}

export function broadcastSent(state: RunState, event: EventOf<"BroadcastSent">): RunState {
  const { broadcastId, templateId, text, basis } = event.payload;
  const broadcast = {
    id: broadcastId,
    number: state.broadcasts.length + 1,
    templateId,
    text,
    by: personOf(event.actor),
    at: event.recordedAt,
    basis,
  };
  return { ...state, broadcasts: [...state.broadcasts, broadcast] };
}
