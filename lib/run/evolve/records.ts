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
