import type { AbortState } from "../hazard-state";
import { personOf } from "../people";
import type { PersonRef } from "../person";
import type { RunState } from "../state";
import type { EventOf } from "./event-of";

function haltable(status: RunState["status"]): status is "running" | "held" | "hypercare" {
  return status === "running" || status === "held" || status === "hypercare";
}

/**
 * Halts what runs, and voids the poll; while rolling back or halted already it only stands on record (R5.1-R5.3). Who
 * signed for resuming did not know of it, and signs again (R5.10).
 */
export function abortReported(state: RunState, event: EventOf<"AbortReported">): RunState {
  const { abortId, gateId, text, note } = event.payload;
  const abort: AbortState = {
    id: abortId,
    gateId,
    text,
    note,
    by: personOf(event.actor),
    at: event.recordedAt,
    withdrawalBy: [],
    withdrawn: false,
    settledBy: null,
  };
  const next = { ...state, aborts: [...state.aborts, abort] };
  if (state.halt) return { ...next, halt: { ...state.halt, resumeSignOff: null } };
  if (!haltable(state.status)) return next;
  const halt = { abortId, from: state.status, classification: null, rootCause: null, resumeSignOff: null };
  return { ...next, status: "halted", halt, poll: null };
}

function withAbort(state: RunState, abortId: string, change: (abort: AbortState) => AbortState): RunState {
  return { ...state, aborts: state.aborts.map((abort) => (abort.id === abortId ? change(abort) : abort)) };
}

function add(people: PersonRef[], person: PersonRef): PersonRef[] {
  return people.some((other) => other.personId === person.personId) ? people : [...people, person];
}

export function abortWithdrawalRequested(
  state: RunState,
  event: EventOf<"AbortWithdrawalRequested">,
): RunState {
  const by = personOf(event.actor);
  return withAbort(state, event.payload.abortId, (abort) => ({
    ...abort,
    withdrawalBy: add(abort.withdrawalBy, by),
  }));
}

/** The run goes back to where it was once no abort of this halt stands (R5.5). */
export function abortWithdrawn(state: RunState, event: EventOf<"AbortWithdrawn">): RunState {
  const next = withAbort(state, event.payload.abortId, (abort) => ({ ...abort, withdrawn: true }));
  if (!next.halt) return next;
  const standing = next.aborts.find((abort) => !abort.withdrawn && !abort.settledBy);
  if (standing) return { ...next, halt: { ...next.halt, abortId: standing.id } };
  return { ...next, status: next.halt.from, halt: null };
}

/** A new classification voids an approval that was given on the old one (R5.7). */
export function blockerClassified(state: RunState, event: EventOf<"BlockerClassified">): RunState {
  if (!state.halt) return state;
  const { classification, rootCause } = event.payload;
  return { ...state, halt: { ...state.halt, classification, rootCause, resumeSignOff: null } };
}

export function signedOff(state: RunState, event: EventOf<"SignedOff">): RunState {
  const by = personOf(event.actor);
  const { subject, statement } = event.payload;
  const signOffs = [
    ...(state.signOffs ?? []),
    { subject, role: event.role, statement, by, at: event.recordedAt },
  ];
  if (subject !== "resume" || !state.halt) return { ...state, signOffs };
  return { ...state, signOffs, halt: { ...state.halt, resumeSignOff: by } };
}
