import type { RunState } from "../state";
import type { EventOf } from "./event-of";

export function variablesSet(state: RunState, _event: EventOf<"VariablesSet">): RunState {
  return state;
}

export function t0Moved(state: RunState, _event: EventOf<"T0Moved">): RunState {
  return state;
}

export function windowExtensionRequested(
  state: RunState,
  _event: EventOf<"WindowExtensionRequested">,
): RunState {
  return state;
}

export function windowExtended(state: RunState, _event: EventOf<"WindowExtended">): RunState {
  return state;
}
