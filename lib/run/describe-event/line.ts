/** The seven colours that mean something (screens.md, *Meaning has one look*). */
export type Tone = "go" | "nogo" | "halt" | "rollback" | "hold" | "live" | "quiet";

/** What a fact looks like in the timeline: its word, its sentence, and what a person may want beside it. */
export interface Line {
  tone: Tone;
  word: string;
  text: string;
  detail: string | null;
}

export function line(tone: Tone, word: string, text: string, detail: string | null = null): Line {
  return { tone, word, text, detail };
}
