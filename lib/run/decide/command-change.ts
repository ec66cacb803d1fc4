import type { CommandOf } from "../commands";
import { type Decision, reject } from "../decision";
import { notFound } from "../rejections";
import type { RunState } from "../state";

export function lapseOffer(_command: CommandOf<"LapseOffer">, _state: RunState): Decision {
  return reject(notFound("Not built yet."));
}

export function nameDeputy(
  _command: CommandOf<"NameDeputy">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}

export function assumeCommand(_command: CommandOf<"AssumeCommand">, _state: RunState): Decision {
  return reject(notFound("Not built yet."));
}

export function appointDecider(
  _command: CommandOf<"AppointDecider">,
  _state: RunState,
  _role: string | null,
): Decision {
  return reject(notFound("Not built yet."));
}
