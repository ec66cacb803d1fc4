/** Two things that are the same one, before and after. */
export interface Pair<T> {
  before: T;
  after: T;
}

/** What belongs together, what went and what came, each in its order. */
export interface Pairing<T> {
  pairs: Pair<T>[];
  removed: T[];
  added: T[];
}

/** What makes two things the same; null where it says nothing about this one. */
export type Likeness<T> = (item: T, side: "before" | "after") => string | null;

function buckets<T>(items: readonly T[], key: (item: T) => string | null): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === null) continue;
    const bucket = found.get(name);
    if (bucket) bucket.push(item);
    else found.set(name, [item]);
  }
  return found;
}

/** Pairs by one likeness what is still without its other half; several that are alike go by their order. */
export function pairBy<T>(pairing: Pairing<T>, likeness: Likeness<T>): Pairing<T> {
  if (pairing.removed.length === 0 || pairing.added.length === 0) return pairing;
  const waiting = buckets(pairing.added, (item) => likeness(item, "after"));
  const pairs = [...pairing.pairs];
  const taken = new Set<T>();
  const removed = pairing.removed.filter((before) => {
    const name = likeness(before, "before");
    const after = name === null ? undefined : waiting.get(name)?.shift();
    if (after === undefined) return true;
    pairs.push({ before, after });
    taken.add(after);
    return false;
  });
  return { pairs, removed, added: pairing.added.filter((item) => !taken.has(item)) };
}

/** Pairs by the likenesses in turn, the surest first. */
export function pairUp<T>(
  before: readonly T[],
  after: readonly T[],
  likenesses: readonly Likeness<T>[],
): Pairing<T> {
  const start: Pairing<T> = { pairs: [], removed: [...before], added: [...after] };
  return likenesses.reduce(pairBy, start);
}

/**
 * Which of the pairs changed their place among the others: the fewest that, taken out, leave the rest in order
 * (the longest increasing run stays). `pairs` come in the order of before; `rank` is the place after.
 */
export function movedOf<T>(pairs: readonly T[], rank: (pair: T) => number): Set<T> {
  const tails: number[] = [];
  const previous: number[] = [];
  const ranks = pairs.map(rank);
  for (const [index, value] of ranks.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranks[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const stays = new Set<number>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) stays.add(index);
  return new Set(pairs.filter((_, index) => !stays.has(index)));
}
