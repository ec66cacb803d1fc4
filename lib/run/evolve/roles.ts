import { deciderRole } from "../people";
import type { PersonRef } from "../person";
import type { RunState } from "../state";
import type { EventOf } from "./event-of";

function withHolder(state: RunState, key: string, holder: PersonRef): RunState {
  return { ...state, roles: state.roles.map((role) => (role.key === key ? { ...role, holder } : role)) };
}

/**
 * A change of command settles what was asked about it: the offer and the appointment. Who was the deputy and commands
 * now is the deputy no more (R1.22).
 */
export function withDecider(state: RunState, holder: PersonRef): RunState {
  const role = deciderRole(state);
  if (!role) return state;
  const deputy = state.deputy?.personId === holder.personId ? null : state.deputy;
  return { ...withHolder(state, role.key, holder), commandOffer: null, appointment: null, deputy };
}

export function roleAssigned(state: RunState, event: EventOf<"RoleAssigned">): RunState {
  const { role, personId, name } = event.payload;
  if (deciderRole(state)?.key === role) return withDecider(state, { personId, name });
  return withHolder(state, role, { personId, name });
}

export function commandOffered(state: RunState, event: EventOf<"CommandOffered">): RunState {
  const from = deciderRole(state)?.holder ?? null;
  if (!from) return state;
  return {
    ...state,
    commandOffer: {
      id: event.payload.offerId,
      to: event.payload.to,
      from,
      at: event.recordedAt,
      lapsesAt: event.payload.lapsesAt,
    },
  };
}

export function commandAccepted(state: RunState, event: EventOf<"CommandAccepted">): RunState {
  return withDecider(state, event.payload.to);
}

export function commandDeclined(state: RunState): RunState {
  return { ...state, commandOffer: null };
}
