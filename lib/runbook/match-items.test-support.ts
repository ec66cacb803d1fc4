import type { Where } from "./expected-import.test-support";

/** How one kind of thing came out: counts, and the misses and inventions in words. */
export interface Score {
  found: number;
  expected: number;
  matched: number;
  misses: string[];
  inventions: string[];
}

export type Measure = Record<string, Score>;

export const precision = (s: Score): number => (s.found === 0 ? 1 : s.matched / s.found);
export const recall = (s: Score): number => (s.expected === 0 ? 1 : s.matched / s.expected);

export const from = (where: Where): number => (typeof where === "number" ? where : where[0]);
export const to = (where: Where): number => (typeof where === "number" ? where : where[1]);
export const lineIn = (where: Where, line: number | null | undefined): boolean =>
  line !== null && line !== undefined && from(where) <= line && line <= to(where);

export const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** One text stands within the other, with marks, case and spaces aside. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)];
  return x !== "" && y !== "" && (x.includes(y) || y.includes(x));
}

interface Match<E, F> {
  pairs: [E, F][];
  missed: E[];
  invented: F[];
}

/** Pairs each expected item with at most one found item, in order. */
export function matchItems<E, F>(expected: readonly E[], found: readonly F[], same: (e: E, f: F) => boolean) {
  const match: Match<E, F> = { pairs: [], missed: [], invented: [...found] };
  for (const item of expected) {
    const at = match.invented.findIndex((other) => same(item, other));
    const other = match.invented[at];
    if (other === undefined) match.missed.push(item);
    else {
      match.pairs.push([item, other]);
      match.invented.splice(at, 1);
    }
  }
  return match;
}

export function score<E extends object | string | number, F>(
  match: Match<E, F>,
  nameMiss: (e: E) => string,
  nameFound: (f: F) => string,
  tolerated: (f: F) => boolean = () => false,
): Score {
  const optional = (e: E) => typeof e === "object" && "optional" in e && e.optional === true;
  const sure = match.pairs.filter(([e]) => !optional(e)).length;
  const missed = match.missed.filter((e) => !optional(e));
  const invented = match.invented.filter((f) => !tolerated(f));
  return {
    found: sure + invented.length,
    expected: sure + missed.length,
    matched: sure,
    misses: missed.map(nameMiss),
    inventions: invented.map(nameFound),
  };
}

const brief = (text: string) => text.replace(/\s+/g, " ").slice(0, 48);
export const at = (where: Where | null, text: string) =>
  `${where === null ? "?" : from(where)} ${brief(text)}`;

interface Judged {
  want: string;
  got: string;
  same: boolean;
  line: number;
}

/** Scores an attribute of things that were found: an empty want expects none, an empty got found none. */
export function tally<T>(items: readonly T[], judge: (item: T) => Judged): Score {
  const judged = items.map(judge);
  const wrong = judged.filter((j) => !j.same);
  return {
    found: judged.filter((j) => j.got !== "").length,
    expected: judged.filter((j) => j.want !== "").length,
    matched: judged.filter((j) => j.same && j.want !== "").length,
    misses: wrong.filter((j) => j.want !== "").map((j) => `${j.line} ${j.want} (not ${j.got || "none"})`),
    inventions: wrong.filter((j) => j.want === "").map((j) => `${j.line} ${j.got}`),
  };
}
