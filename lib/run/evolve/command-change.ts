import type { RunState } from "../state";
import type { EventOf } from "./event-of";

export function commandOfferLapsed(state: RunState): RunState {
  return state;
}

export function deputyNamed(state: RunState, _event: EventOf<"DeputyNamed">): RunState {
  return state;
}

export function commandAssumed(state: RunState, _event: EventOf<"CommandAssumed">): RunState {
  return state;
}

export function appointmentProposed(state: RunState, _event: EventOf<"AppointmentProposed">): RunState {
  return state;
}

export function deciderAppointed(state: RunState, _event: EventOf<"DeciderAppointed">): RunState {
  return state;
}
