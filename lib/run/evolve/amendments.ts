import type { RunState } from "../state";
import type { EventOf } from "./event-of";

export function amendmentProposed(state: RunState, _event: EventOf<"AmendmentProposed">): RunState {
  return state;
}

export function amendmentApproved(state: RunState, _event: EventOf<"AmendmentApproved">): RunState {
  return state;
}

export function amendmentApplied(state: RunState, _event: EventOf<"AmendmentApplied">): RunState {
  return state;
}

export function amendmentRejected(state: RunState, _event: EventOf<"AmendmentRejected">): RunState {
  return state;
}
