import type { Change } from "@/lib/run/amendment-state";

/** Weighty ones first, each group in the order of the text. */
export function byWeight(changes: readonly Change[]): Change[] {
  return [...changes.filter(({ weighty }) => weighty), ...changes.filter(({ weighty }) => !weighty)];
}

/** `3 differences in meaning, 1 of them weighty`. */
export function changeCount(changes: readonly Change[]): string {
  const weighty = changes.filter((change) => change.weighty).length;
  const all = changes.length === 1 ? "1 difference in meaning" : `${changes.length} differences in meaning`;
  if (changes.length === 0) return "No difference in meaning";
  if (weighty === 0) return all;
  return changes.length === 1 ? `${all}, a weighty one` : `${all}, ${weighty} of them weighty`;
}
