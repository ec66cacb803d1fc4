import { commandText } from "./command-text";
import { type LaidOut, type LaidPhase, type LaidStep, layOut, type Structure } from "./laid-out";
import { type Likeness, type Pair, type Pairing, pairBy, pairUp } from "./pair-up";
import { likeness, plain } from "./texts";

/** Two definitions with what belongs together in them. */
export interface Matched {
  before: LaidOut;
  after: LaidOut;
  phases: Pairing<LaidPhase>;
  steps: Pairing<LaidStep>;
  /** Ids after, by ids before. */
  phaseIds: ReadonlyMap<string, string>;
  stepIds: ReadonlyMap<string, string>;
}

/** Titles that share at least half of their words name one step, when both stand in the same phase. */
const ALIKE = 0.5;

/** More comparisons of titles than this are not made: what is left is then new. */
const MOST_COMPARED = 20_000;

const PHASE_LIKENESSES: Likeness<LaidPhase>[] = [
  ({ phase }) => phase.id,
  ({ phase, rollback }) => `${rollback} ${phase.kind} ${plain(phase.title)}`,
  ({ phase }) => plain(phase.title) || null,
  ({ phase, rollback }) => (phase.label === null ? null : `${rollback} ${phase.kind} ${phase.label}`),
];

function commandsOf({ step }: LaidStep): string | null {
  if (step.commands.length === 0) return null;
  return step.commands.map(commandText).join("\u0001");
}

function stepLikenesses(placeOf: Likeness<LaidStep>): Likeness<LaidStep>[] {
  const title: Likeness<LaidStep> = ({ step }) => plain(step.title) || null;
  const both = (one: Likeness<LaidStep>, two: Likeness<LaidStep>): Likeness<LaidStep> => {
    return (item, side) => {
      const [first, second] = [one(item, side), two(item, side)];
      return first === null || second === null ? null : `${first}\u0002${second}`;
    };
  };
  return [
    ({ step }) => step.id,
    both(both(placeOf, commandsOf), title),
    both(commandsOf, title),
    both(placeOf, title),
    both(placeOf, commandsOf),
    commandsOf,
    title,
  ];
}

/** Pairs what is left in one phase by the words of the titles, the most alike first. */
function pairByWords(pairing: Pairing<LaidStep>, placeOf: Likeness<LaidStep>): Pairing<LaidStep> {
  if (pairing.removed.length * pairing.added.length > MOST_COMPARED) return pairing;
  const candidates = pairing.removed.flatMap((before) =>
    pairing.added
      .filter((after) => placeOf(before, "before") === placeOf(after, "after"))
      .map((after) => ({ before, after, score: likeness(before.step.title, after.step.title) }))
      .filter(({ score }) => score >= ALIKE),
  );
  const found = new Map<LaidStep, LaidStep>();
  const taken = new Set<LaidStep>();
  for (const { before, after } of candidates.sort((a, b) => b.score - a.score)) {
    if (found.has(before) || taken.has(after)) continue;
    found.set(before, after);
    taken.add(after);
  }
  const key: Likeness<LaidStep> = (item, side) =>
    side === "after" ? (taken.has(item) ? item.step.id : null) : (found.get(item)?.step.id ?? null);
  return pairBy(pairing, key);
}

/** A phase that got another name and label is the one that took most of its steps. */
function pairPhasesBySteps(phases: Pairing<LaidPhase>, steps: readonly Pair<LaidStep>[]): Pairing<LaidPhase> {
  const free = new Set(phases.added);
  const heirs = new Map<LaidPhase, LaidPhase>();
  for (const before of phases.removed) {
    const counts = new Map<LaidPhase, number>();
    for (const pair of steps) {
      if (pair.before.at !== before || !free.has(pair.after.at)) continue;
      counts.set(pair.after.at, (counts.get(pair.after.at) ?? 0) + 1);
    }
    const [heir] = [...counts].sort((a, b) => b[1] - a[1] || a[0].index - b[0].index);
    if (!heir) continue;
    heirs.set(before, heir[0]);
    free.delete(heir[0]);
  }
  const inherited = new Set(heirs.values());
  return pairBy(phases, (item, side) => {
    if (side === "before") return heirs.get(item)?.phase.id ?? null;
    return inherited.has(item) ? item.phase.id : null;
  });
}

function byPlaceBefore<T extends { before: { index: number } }>(pairs: T[], order: (pair: T) => number): T[] {
  return [...pairs].sort((a, b) => order(a) - order(b) || a.before.index - b.before.index);
}

/**
 * Which phase and which step of one definition is which of the other: by id, else by likeness (the same commands,
 * the same title but for case and punctuation, most of the title's words in the same phase). Deterministic.
 */
export function matchDefinitions(before: Structure, after: Structure): Matched {
  const [one, two] = [layOut(before), layOut(after)];
  const named = pairUp(one.phases, two.phases, PHASE_LIKENESSES);
  const placeAfter = new Map(named.pairs.map((pair) => [pair.before, pair.after]));
  const placeOf: Likeness<LaidStep> = ({ at }, side) => {
    const place = side === "after" ? at : placeAfter.get(at);
    return place ? `${place.index}` : null;
  };
  const steps = pairByWords(pairUp(one.steps, two.steps, stepLikenesses(placeOf)), placeOf);
  const phases = pairPhasesBySteps(named, steps.pairs);
  return {
    before: one,
    after: two,
    phases: { ...phases, pairs: byPlaceBefore(phases.pairs, () => 0) },
    steps: { ...steps, pairs: byPlaceBefore(steps.pairs, (pair) => pair.before.at.index) },
    phaseIds: new Map(phases.pairs.map((pair) => [pair.before.phase.id, pair.after.phase.id])),
    stepIds: new Map(steps.pairs.map((pair) => [pair.before.step.id, pair.after.step.id])),
  };
}
