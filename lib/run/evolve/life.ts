import { personOf } from "../people";
import type { RunState } from "../state";
import type { EventOf } from "./event-of";

export function runStarted(state: RunState, event: EventOf<"RunStarted">): RunState {
  return { ...state, status: "running", startedAt: event.recordedAt, clearance: event.payload.clearance };
}

export function runCancelled(state: RunState, event: EventOf<"RunCancelled">): RunState {
  return { ...state, status: "closed", outcome: "cancelled", closedAt: event.recordedAt, commandOffer: null };
}

export function hypercareStarted(state: RunState, event: EventOf<"HypercareStarted">): RunState {
  return { ...state, status: "hypercare", hypercareAt: event.recordedAt };
}

export function rollbackFinished(state: RunState, event: EventOf<"RollbackFinished">): RunState {
  return {
    ...state,
    status: "concluding",
    outcome: event.payload.remaining === null ? "rolled-back" : "partially-rolled-back",
    rollbackFinishedAt: event.recordedAt,
  };
}

export function criterionConfirmed(state: RunState, event: EventOf<"CriterionConfirmed">): RunState {
  const confirmedBy = personOf(event.actor);
  const criteria = state.criteria.map((criterion) =>
    criterion.id === event.payload.criterionId
      ? { ...criterion, confirmedBy, confirmedAt: event.recordedAt }
      : criterion,
  );
  return { ...state, criteria };
}

export function completionDeclared(state: RunState, event: EventOf<"CompletionDeclared">): RunState {
  return { ...state, declaredAt: event.recordedAt };
}

export function finalRecordSigned(state: RunState, event: EventOf<"FinalRecordSigned">): RunState {
  const finalRecord = { fields: event.payload.fields, by: personOf(event.actor), at: event.recordedAt };
  return { ...state, finalRecord };
}

export function runClosed(state: RunState, event: EventOf<"RunClosed">): RunState {
  return {
    ...state,
    status: "closed",
    outcome: event.payload.outcome,
    closedAt: event.recordedAt,
    commandOffer: null,
    halt: null,
  };
}
