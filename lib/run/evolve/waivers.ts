import type { RunState } from "../state";
import type { EventOf } from "./event-of";

export function waiverRequested(state: RunState, _event: EventOf<"WaiverRequested">): RunState {
  return state;
}

export function waiverGranted(state: RunState, _event: EventOf<"WaiverGranted">): RunState {
  return state;
}

export function waiverDenied(state: RunState, _event: EventOf<"WaiverDenied">): RunState {
  return state;
}

export function waiverExpired(state: RunState, _event: EventOf<"WaiverExpired">): RunState {
  return state;
}
