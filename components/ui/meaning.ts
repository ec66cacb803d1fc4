import type { IconName } from "./icon";

/** The seven colours that mean something, and nothing else does. */
export type Tone = "go" | "nogo" | "halt" | "rollback" | "hold" | "live" | "quiet";

/** One look for one meaning: word, icon and colour always come together. */
export interface Meaning {
  tone: Tone;
  word: string;
  icon: IconName;
}

export const meanings = {
  go: { tone: "go", word: "GO", icon: "check" },
  "no-go": { tone: "nogo", word: "NO-GO", icon: "slash" },
  rollback: { tone: "rollback", word: "ROLLBACK", icon: "turn-back" },
  hold: { tone: "hold", word: "HOLD", icon: "pause" },
  continue: { tone: "live", word: "CONTINUE", icon: "arrow-right" },
  resume: { tone: "live", word: "RESUME", icon: "arrow-right" },
  halt: { tone: "halt", word: "HALT", icon: "octagon" },

  passed: { tone: "go", word: "PASS", icon: "check" },
  failed: { tone: "halt", word: "FAIL", icon: "octagon" },
  warned: { tone: "hold", word: "WARN", icon: "triangle" },
  due: { tone: "hold", word: "DUE", icon: "triangle" },
  overdue: { tone: "halt", word: "OVERDUE", icon: "octagon" },
  now: { tone: "live", word: "NOW", icon: "dot" },
  waiting: { tone: "quiet", word: "WAITING", icon: "ring" },
  locked: { tone: "quiet", word: "WAITING", icon: "lock" },
  "not-applicable": { tone: "quiet", word: "N/A", icon: "slash" },

  planned: { tone: "quiet", word: "PLANNED", icon: "clock" },
  running: { tone: "live", word: "RUNNING", icon: "dot" },
  held: { tone: "hold", word: "HOLD", icon: "pause" },
  halted: { tone: "halt", word: "HALTED", icon: "octagon" },
  "rolling-back": { tone: "rollback", word: "ROLLING BACK", icon: "turn-back" },
  hypercare: { tone: "go", word: "GO · HYPERCARE", icon: "check" },
  concluding: { tone: "quiet", word: "CONCLUDING", icon: "document" },
  closed: { tone: "quiet", word: "CLOSED", icon: "lock" },

  complete: { tone: "go", word: "COMPLETE", icon: "check" },
  "rolled-back": { tone: "rollback", word: "ROLLED BACK", icon: "turn-back" },
  "partially-rolled-back": { tone: "rollback", word: "PARTLY ROLLED BACK", icon: "turn-back" },
  blocker: { tone: "halt", word: "CLOSED ON A BLOCKER", icon: "octagon" },
  cancelled: { tone: "quiet", word: "CANCELLED", icon: "cross" },
} as const satisfies Record<string, Meaning>;

type MeaningKey = keyof typeof meanings;

function isMeaning(key: string): key is MeaningKey {
  return Object.hasOwn(meanings, key);
}

/** The look of a state by its name; a state that nobody has given a look shows its own word in grey. */
export function meaningOf(key: string): Meaning {
  return isMeaning(key) ? meanings[key] : { tone: "quiet", word: key.toUpperCase(), icon: "ring" };
}

/** Text colour of a tone, and the colour that `tinted` mixes its surface from. */
export const toneClass: Record<Tone, string> = {
  go: "tone-go",
  nogo: "tone-nogo",
  halt: "tone-halt",
  rollback: "tone-rollback",
  hold: "tone-hold",
  live: "tone-live",
  quiet: "tone-quiet",
};
