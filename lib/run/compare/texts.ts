import type { Change } from "../amendment-state";

/** The text without case, punctuation and spacing: two titles that differ in these alone say the same. */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Text as it is compared: runs of blanks count as one, and those at the ends not at all. */
export function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function wordsOf(text: string): Set<string> {
  return new Set(plain(text).split(" ").filter(Boolean));
}

/** How alike two texts are: twice the words they share, of all their words; 0 to 1. */
export function likeness(before: string, after: string): number {
  const [one, two] = [wordsOf(before), wordsOf(after)];
  let shared = 0;
  for (const word of one) if (two.has(word)) shared += 1;
  const all = one.size + two.size;
  return all === 0 ? 0 : (2 * shared) / all;
}

/** How one list of texts became another. */
interface ListDifference {
  added: string[];
  removed: string[];
  /** What took another's place: one that went with one that came, in their order. */
  changed: { before: string; after: string }[];
  /** The same texts in another order. */
  reordered: boolean;
}

function without(texts: readonly string[], taken: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of taken) counts.set(text, (counts.get(text) ?? 0) + 1);
  return texts.filter((text) => {
    const left = counts.get(text) ?? 0;
    if (left > 0) counts.set(text, left - 1);
    return left === 0;
  });
}

function listDifference(before: readonly string[], after: readonly string[]): ListDifference {
  const gone = without(before, after);
  const come = without(after, before);
  const pairs = Math.min(gone.length, come.length);
  const changed = gone.slice(0, pairs).map((text, index) => ({ before: text, after: come[index] ?? "" }));
  const same = gone.length === 0 && come.length === 0;
  return {
    added: come.slice(pairs),
    removed: gone.slice(pairs),
    changed,
    reordered: same && before.some((text, index) => text !== after[index]),
  };
}

/** What a change is about, whichever way it went. */
export interface Subject {
  about: Change["about"];
  stepId: string | null;
  weighty: boolean;
  /** Where it stands, in words: “Restore the dump”, the policy. */
  where: string;
  /** One of the list, with its article: "a command". */
  one: string;
}

const SHORT = 80;

/** A text as a sentence names it: one line, cut where it is long. */
export function short(text: string): string {
  const line = spaced(text);
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
}

/** The changes of a list, each in a sentence. Order counts where it says so. */
export function listChanges(
  subject: Subject,
  before: readonly string[],
  after: readonly string[],
  ordered = false,
): Change[] {
  const { about, stepId, weighty, where, one } = subject;
  const common = { about, stepId, weighty };
  const found = listDifference(before, after);
  const changes: Change[] = [
    ...found.changed.map((pair) => ({
      ...common,
      kind: "changed" as const,
      text: `${where}: ${one} is another now: ${short(pair.after)}`,
      ...pair,
    })),
    ...found.removed.map((text) => ({
      ...common,
      kind: "removed" as const,
      text: `${where} loses ${one}: ${short(text)}`,
      before: text,
      after: null,
    })),
    ...found.added.map((text) => ({
      ...common,
      kind: "added" as const,
      text: `${where} gains ${one}: ${short(text)}`,
      before: null,
      after: text,
    })),
  ];
  if (!ordered || !found.reordered) return changes;
  const text = `${where}: the order is another.`;
  return [{ ...common, kind: "moved", text, before: before.join("\n"), after: after.join("\n") }];
}

/** The change of one value; none where it says the same. */
export function valueChange(
  subject: Omit<Subject, "one">,
  what: string,
  before: string | null,
  after: string | null,
): Change[] {
  if (before === after) return [];
  const { where, ...about } = subject;
  return [{ ...about, kind: "changed", text: `${where}: ${what}.`, before, after }];
}
