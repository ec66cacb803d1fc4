import { personOf } from "../people";
import type { RunState } from "../state";
import type { WaiverState } from "../waiver-state";
import type { EventOf } from "./event-of";

/** One row of the register more; none is ever removed (R11.7). */
export function waiverRequested(state: RunState, event: EventOf<"WaiverRequested">): RunState {
  const { waiverId, ...asked } = event.payload;
  const waiver: WaiverState = {
    id: waiverId,
    ...asked,
    status: "requested",
    requestedBy: personOf(event.actor),
    requestedAt: event.recordedAt,
    answeredBy: null,
    answeredAt: null,
    statement: null,
    bySelf: false,
  };
  return { ...state, waivers: [...state.waivers, waiver] };
}

function withWaiver(state: RunState, waiverId: string, change: Partial<WaiverState>): RunState {
  const waivers = state.waivers.map((waiver) => (waiver.id === waiverId ? { ...waiver, ...change } : waiver));
  return { ...state, waivers };
}

export function waiverGranted(state: RunState, event: EventOf<"WaiverGranted">): RunState {
  const { waiverId, statement, bySelf } = event.payload;
  const answer = { answeredBy: personOf(event.actor), answeredAt: event.recordedAt };
  return withWaiver(state, waiverId, { status: "granted", statement, bySelf, ...answer });
}

export function waiverDenied(state: RunState, event: EventOf<"WaiverDenied">): RunState {
  const { waiverId, reason } = event.payload;
  const answer = { answeredBy: personOf(event.actor), answeredAt: event.recordedAt };
  return withWaiver(state, waiverId, { status: "denied", statement: reason, ...answer });
}

export function waiverExpired(state: RunState, event: EventOf<"WaiverExpired">): RunState {
  return withWaiver(state, event.payload.waiverId, { status: "expired" });
}
