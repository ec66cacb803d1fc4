import type { CommandOf } from "../commands";
import { type Decision, reject } from "../decision";
import { notFound } from "../rejections";
import type { RunState } from "../state";

export function requestWaiver(
  _command: CommandOf<"RequestWaiver">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}

export function grantWaiver(
  _command: CommandOf<"GrantWaiver">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}

export function denyWaiver(
  _command: CommandOf<"DenyWaiver">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}

export function expireWaiver(_command: CommandOf<"ExpireWaiver">, _state: RunState): Decision {
  return reject(notFound("Not built yet."));
}
