import { likeness } from "../run/compare/texts";

/** Indices of two lines that stand beside each other; null where there is none on that side. */
type Beside = readonly [before: number | null, after: number | null];

/** Lines that share less than half of their words are not one line that changed. */
const ALIKE = 0.5;
/** Blocks with more pairs of lines than this are laid side by side in their order. */
const MOST_PAIRS = 10_000;

/** Lays a block of lines that went beside the block that came, alike lines beside each other, both in their order. */
export function alignLines(gone: readonly string[], come: readonly string[]): Beside[] {
  const pairs = gone.length * come.length > MOST_PAIRS ? [] : alikePairs(gone, come);
  const rows: Beside[] = [];
  const at = { before: 0, after: 0 };
  for (const [before, after] of [...pairs, [gone.length, come.length] as const]) {
    rows.push(...between(at.before, before, at.after, after));
    if (before < gone.length && after < come.length) rows.push([before, after]);
    at.before = before + 1;
    at.after = after + 1;
  }
  return rows;
}

/** What lies between two pairs: first what went, then what came. */
function between(fromBefore: number, toBefore: number, fromAfter: number, toAfter: number): Beside[] {
  const rows: Beside[] = [];
  for (let index = fromBefore; index < toBefore; index++) rows.push([index, null]);
  for (let index = fromAfter; index < toAfter; index++) rows.push([null, index]);
  return rows;
}

/** The pairs of alike lines that keep both orders and are most alike in sum. */
function alikePairs(gone: readonly string[], come: readonly string[]): (readonly [number, number])[] {
  const width = come.length + 1;
  const score = gone.map((before) => come.map((after) => likeness(before, after)));
  const best = new Float64Array((gone.length + 1) * width);
  const of = (i: number, j: number) => best[i * width + j] ?? 0;
  const pair = (i: number, j: number) => {
    const alike = score[i]?.[j] ?? 0;
    return alike >= ALIKE ? alike + of(i + 1, j + 1) : -1;
  };
  for (let i = gone.length - 1; i >= 0; i--)
    for (let j = come.length - 1; j >= 0; j--)
      best[i * width + j] = Math.max(of(i + 1, j), of(i, j + 1), pair(i, j));
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < gone.length && j < come.length) {
    if (pair(i, j) > 0 && pair(i, j) === of(i, j)) pairs.push([i++, j++]);
    else if (of(i + 1, j) >= of(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
