import type { StartClearance } from "../clearance";
import { personOf } from "../people";
import { hasFailedRollback } from "../rollback-scope";
import { countedRehearsals } from "../start-clearance";
import type { RunOutcome, RunState } from "../state";
import type { EventOf } from "./event-of";

/** Rollback times of rehearsals that the start may rest on, the newest first. */
function measuredBefore(clearance: StartClearance | null): number | null {
  const measured = clearance
    ? countedRehearsals(clearance).flatMap((each) => each.rollbackMinutes ?? [])
    : [];
  return measured[0] ?? null;
}

export function runStarted(state: RunState, event: EventOf<"RunStarted">): RunState {
  const { clearance } = event.payload;
  return {
    ...state,
    status: "running",
    startedAt: event.recordedAt,
    clearance,
    measuredRollbackMinutes: measuredBefore(clearance),
  };
}

export function runCancelled(state: RunState, event: EventOf<"RunCancelled">): RunState {
  return { ...state, status: "closed", outcome: "cancelled", closedAt: event.recordedAt, commandOffer: null };
}

export function hypercareStarted(state: RunState, event: EventOf<"HypercareStarted">): RunState {
  return { ...state, status: "hypercare", hypercareAt: event.recordedAt };
}

/** A drill ends as the rehearsal would have: its rollback was the exercise (L.20). */
function outcomeOf(state: RunState, remaining: string | null): RunOutcome {
  if (state.drill && !hasFailedRollback(state)) return "complete";
  return remaining === null ? "rolled-back" : "partially-rolled-back";
}

export function rollbackFinished(state: RunState, event: EventOf<"RollbackFinished">): RunState {
  return {
    ...state,
    status: "concluding",
    outcome: outcomeOf(state, event.payload.remaining),
    rollbackFinishedAt: event.recordedAt,
    rollbackRemaining: event.payload.remaining,
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
