import { personOf } from "../people";
import type { RunState } from "../state";
import type { EventOf } from "./event-of";
import { reopened } from "./step-changes";
import { withStep } from "./steps";

export function variablesSet(state: RunState, event: EventOf<"VariablesSet">): RunState {
  const all = { ...state.variables, ...event.payload.variables };
  return { ...state, variables: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")) };
}

/** Only T-0 moves; the window stands (T.12). Attestations that are bound to a time wait again (T.13). */
export function t0Moved(state: RunState, event: EventOf<"T0Moved">): RunState {
  const { from, to, reason, reopens } = event.payload;
  const move = { from, to, reason, by: personOf(event.actor), at: event.recordedAt };
  const moved: RunState = { ...state, t0: to, t0Moves: [...state.t0Moves, move] };
  return reopens.reduce(
    (next, stepId) => withStep(next, stepId, (step) => reopened(step, reason, [move.by], event.recordedAt)),
    moved,
  );
}

/** A new request takes the place of an open one. */
export function windowExtensionRequested(
  state: RunState,
  event: EventOf<"WindowExtensionRequested">,
): RunState {
  const { requestId, end, reason } = event.payload;
  const windowExtension = { id: requestId, end, reason, by: personOf(event.actor), at: event.recordedAt };
  return { ...state, windowExtension };
}

export function windowExtensionWithdrawn(
  state: RunState,
  event: EventOf<"WindowExtensionWithdrawn">,
): RunState {
  return state.windowExtension?.id === event.payload.requestId ? { ...state, windowExtension: null } : state;
}

export function windowExtended(state: RunState, event: EventOf<"WindowExtended">): RunState {
  const { start, end } = event.payload;
  return { ...state, window: { start, end }, windowExtension: null };
}
