import type { IconName } from "../ui/icon";
import type { Tone } from "../ui/meaning";

/** The sign that goes with a state's colour, so that no state is told by colour alone. */
export const toneIcons: Record<Tone, IconName> = {
  go: "check",
  nogo: "slash",
  halt: "octagon",
  rollback: "turn-back",
  hold: "pause",
  live: "dot",
  quiet: "ring",
};
