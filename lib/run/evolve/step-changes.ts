import type { RunState } from "../state";
import type { EventOf } from "./event-of";

export function stepVerified(state: RunState, _event: EventOf<"StepVerified">): RunState {
  return state;
}

export function voidRequested(state: RunState, _event: EventOf<"VoidRequested">): RunState {
  return state;
}

export function resultVoided(state: RunState, _event: EventOf<"ResultVoided">): RunState {
  return state;
}

export function alternativeChosen(state: RunState, _event: EventOf<"AlternativeChosen">): RunState {
  return state;
}

export function stepsCarriedOver(state: RunState, _event: EventOf<"StepsCarriedOver">): RunState {
  return state;
}
