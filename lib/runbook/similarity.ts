/** Words that say nothing about which step is meant: a checklist says "done" where the command sheet says "run". */
const GENERIC = new Set(
  `a an and the of to in on for by with or is are be been as at via from this that all any no not if it its
   completed complete done executed execute run running taken take verified fixed performed confirmed ensure make
   check checks result pass fail passed failed ok yes ref refs please must should will step use using
   python python3 bash sh node npm npx`.split(/\s+/),
);

/** A light stem, so that "verification" meets "verify" and "migrations" meets "migrate". */
function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word;
  const cut = word
    .replace(/ifications?$|ified$|ifies$|ify$|ifying$/, "if")
    .replace(/(?:ations?|ating|ated|ates|ate|ions?|ing|ment|ments|ed|es|s|e)$/, "");
  return cut.length >= 3 ? cut : word;
}

/** The telling words of a text as stems; splits on punctuation, `_`, `/` and camelCase is left whole. */
export function tokensOf(text: string): Set<string> {
  const tokens = new Set<string>();
  for (const word of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    if (word === "" || GENERIC.has(word)) continue;
    tokens.add(stem(word));
  }
  return tokens;
}

export function sharedCount(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  for (const token of small) if (large.has(token)) shared++;
  return shared;
}

/** |A ∩ B| / |A ∪ B|, 0 for empty sets. */
export function jaccard(a: Set<string>, b: Set<string>): number {
  const shared = sharedCount(a, b);
  const union = a.size + b.size - shared;
  return union === 0 ? 0 : shared / union;
}

/** Index of the candidate that shares the most tokens; the later one on a tie; null when none shares any. */
export function bestByTokens(wanted: Set<string>, candidates: Set<string>[]): number | null {
  let best: number | null = null;
  let bestScore = 0;
  candidates.forEach((candidate, index) => {
    const score = sharedCount(wanted, candidate);
    if (score > 0 && score >= bestScore) {
      best = index;
      bestScore = score;
    }
  });
  return best;
}
