import type { CommandOf } from "../commands";
import { type Decision, reject } from "../decision";
import { notFound } from "../rejections";
import type { RunState } from "../state";

export function setVariables(
  _command: CommandOf<"SetVariables">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}

export function moveT0(_command: CommandOf<"MoveT0">, _state: RunState, _role: string | null): Decision {
  return reject(notFound("Not built yet."));
}

export function extendWindow(
  _command: CommandOf<"ExtendWindow">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}
