import { personOf } from "../people";
import type { RunState } from "../state";
import type { EventOf } from "./event-of";
import { withDecider } from "./roles";

export function commandOfferLapsed(state: RunState): RunState {
  return { ...state, commandOffer: null };
}

export function deputyNamed(state: RunState, event: EventOf<"DeputyNamed">): RunState {
  const { personId, name } = event.payload;
  return { ...state, deputy: { personId, name } };
}

export function commandAssumed(state: RunState, event: EventOf<"CommandAssumed">): RunState {
  return withDecider(state, event.payload.to);
}

/** Another person proposed takes the place of the one before (R1.23). */
export function appointmentProposed(state: RunState, event: EventOf<"AppointmentProposed">): RunState {
  const { appointmentId, to } = event.payload;
  const appointment = { id: appointmentId, to, by: [personOf(event.actor)], at: event.recordedAt };
  return { ...state, appointment };
}

export function deciderAppointed(state: RunState, event: EventOf<"DeciderAppointed">): RunState {
  return withDecider(state, event.payload.to);
}
