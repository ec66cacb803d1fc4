import type { CommandOf } from "../commands";
import { type Decision, reject } from "../decision";
import { notFound } from "../rejections";
import type { RunState } from "../state";

export function proposeAmendment(
  _command: CommandOf<"ProposeAmendment">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}

export function approveAmendment(
  _command: CommandOf<"ApproveAmendment">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}

export function rejectAmendment(
  _command: CommandOf<"RejectAmendment">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}
