import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";

/** What stands under the word. */
interface Sentences {
  first: string;
  second: string | null;
  /** When the second was said, where it is a broadcast that events may have overtaken. */
  since: string | null;
}

/** On the way that was planned the last broadcast speaks; off it the state does, and the broadcast with its time. */
export function sentencesOf({ sentence, meaning, tone, broadcasts }: StakeholderSummary): Sentences {
  if (sentence === null) return { first: meaning, second: null, since: null };
  if (tone === "live") return { first: sentence, second: null, since: null };
  if (tone === "go") return { first: sentence, second: meaning, since: null };
  return { first: meaning, second: sentence, since: broadcasts[0]?.at ?? null };
}
