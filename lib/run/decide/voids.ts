import type { CommandOf } from "../commands";
import { type Decision, reject } from "../decision";
import { notFound } from "../rejections";
import type { RunState } from "../state";

export function voidResult(
  _command: CommandOf<"VoidResult">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}

export function verifyStep(
  _command: CommandOf<"VerifyStep">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}
