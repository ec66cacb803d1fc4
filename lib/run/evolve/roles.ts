import { deciderRole } from "../people";
import type { PersonRef } from "../person";
import type { RunState } from "../state";
import type { EventOf } from "./event-of";

function withHolder(state: RunState, key: string, holder: PersonRef): RunState {
  return { ...state, roles: state.roles.map((role) => (role.key === key ? { ...role, holder } : role)) };
}

export function roleAssigned(state: RunState, event: EventOf<"RoleAssigned">): RunState {
  const { role, personId, name } = event.payload;
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
  const role = deciderRole(state);
  const next = role ? withHolder(state, role.key, event.payload.to) : state;
  return { ...next, commandOffer: null };
}

export function commandDeclined(state: RunState): RunState {
  return { ...state, commandOffer: null };
}
