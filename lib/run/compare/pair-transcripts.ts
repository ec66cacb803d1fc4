import type { PhaseKind, RunbookDefinition } from "../definition";
import type { LaidPhase } from "./laid-out";
import { matchDefinitions } from "./match-steps";
import { type Likeness, type Pair, type Pairing, pairBy, pairUp } from "./pair-up";
import { plain } from "./texts";
import type { TranscriptItem } from "./transcript-items";
import { sameCheck, weightyWords, wordLikeness } from "./transcript-words";

type Items = Pairing<TranscriptItem>;

/** Texts of one phase that share at least this much of their words speak of the same thing. */
const ALIKE = 0.4;
/** Elsewhere in the text they have to share more. */
const ALIKE_ELSEWHERE = 0.6;
/** More comparisons of words than this are not made. */
const MOST_COMPARED = 40_000;

/** Kinds of phases of which a runbook has one, whatever it is called. */
const SINGLE = new Set<PhaseKind>(["preconditions", "containment", "decide", "completion"]);

/** Which phase of the runbook a phase of the checklist is; those of one kind that are alone on both sides go together. */
export function phaseHeirs(
  runbook: RunbookDefinition,
  checklist: RunbookDefinition,
): ReadonlyMap<string, string> {
  const { phases } = matchDefinitions(runbook, checklist);
  const alone: Likeness<LaidPhase> = ({ phase }, side) => {
    if (!SINGLE.has(phase.kind)) return null;
    const rest = side === "before" ? phases.removed : phases.added;
    return rest.filter((other) => other.phase.kind === phase.kind).length === 1 ? phase.kind : null;
  };
  return new Map(pairBy(phases, alone).pairs.map(({ before, after }) => [after.phase.id, before.phase.id]));
}

const MANUAL = new Set<TranscriptItem["part"]>(["check", "action"]);

/** What may be held against what: a check of one text may be a step of the other. */
const familyOf = ({ part }: TranscriptItem): string => (MANUAL.has(part) ? "manual" : part);

function wordsKey(item: TranscriptItem): string {
  if (item.part === "command") return item.text;
  return [...weightyWords(item.text)].sort().join(" ") || plain(item.text);
}

/** Pairs, the most alike first, what is left on both sides. */
function pairByWords(
  pairing: Items,
  near: (before: TranscriptItem, after: TranscriptItem) => boolean,
  least: number,
): Items {
  if (pairing.removed.length * pairing.added.length > MOST_COMPARED) return pairing;
  const words = new Map(
    [...pairing.removed, ...pairing.added].map((each) => [each, weightyWords(each.text)]),
  );
  const of = (each: TranscriptItem) => words.get(each) ?? new Set<string>();
  const candidates = pairing.removed
    .flatMap((before) =>
      pairing.added
        .filter((after) => familyOf(before) === familyOf(after) && near(before, after))
        .map((after) => ({ before, after, score: wordLikeness(of(before), of(after)) })),
    )
    .filter(({ before, score }) => score >= (before.part === "artifact" ? ALIKE_ELSEWHERE : least))
    .sort((a, b) => b.score - a.score);
  return takePairs(pairing, candidates);
}

function takePairs(pairing: Items, candidates: readonly Pair<TranscriptItem>[]): Items {
  const taken = new Set<TranscriptItem>();
  const pairs = candidates.filter(({ before, after }) => {
    if (taken.has(before) || taken.has(after)) return false;
    taken.add(before).add(after);
    return true;
  });
  return {
    pairs: [...pairing.pairs, ...pairs.map(({ before, after }) => ({ before, after }))],
    removed: pairing.removed.filter((each) => !taken.has(each)),
    added: pairing.added.filter((each) => !taken.has(each)),
  };
}

/** Pairs by a relation that is no key: the first that holds. */
function pairWhere(pairing: Items, holds: (before: TranscriptItem, after: TranscriptItem) => boolean): Items {
  const candidates = pairing.removed.flatMap((before) =>
    pairing.added.filter((after) => holds(before, after)).map((after) => ({ before, after })),
  );
  return takePairs(pairing, candidates);
}

const sharesCheck = (one: TranscriptItem, two: TranscriptItem) =>
  one.checks.some((check) => two.checks.some((other) => sameCheck(check, other)));

const sharesArtifact = (one: TranscriptItem, two: TranscriptItem) =>
  one.part === "gate" && two.part === "gate" && one.artifacts.some((name) => two.artifacts.includes(name));

/**
 * Which item of the runbook is which of the checklist: the same words in the same phase, the same check, the same
 * artifact of a gate, alike words, the one gate that a phase has; then the same anywhere else in the text.
 */
export function pairTranscripts(
  runbook: readonly TranscriptItem[],
  checklist: readonly TranscriptItem[],
  heirs: ReadonlyMap<string, string>,
): Items {
  const placeOf: Likeness<TranscriptItem> = ({ phaseId }, side) =>
    phaseId === null ? "-" : side === "before" ? phaseId : (heirs.get(phaseId) ?? null);
  const near = (before: TranscriptItem, after: TranscriptItem) =>
    placeOf(before, "before") === placeOf(after, "after");
  const inPlace: Likeness<TranscriptItem> = (each, side) => {
    const place = placeOf(each, side);
    return place === null ? null : `${familyOf(each)}\u0001${place}\u0001${wordsKey(each)}`;
  };
  const loneGate = (pairing: Items): Items =>
    pairBy(pairing, (each, side) => {
      const rest = (side === "before" ? pairing.removed : pairing.added).filter(
        (other) => other.part === "gate" && other.phaseId === each.phaseId && other.step === null,
      );
      const place = placeOf(each, side);
      return rest.length === 1 && rest[0] === each && place !== null && place !== "-" ? place : null;
    });
  const sameWords = pairUp(runbook, checklist, [
    inPlace,
    (each) => `${familyOf(each)}\u0001${wordsKey(each)}`,
  ]);
  const sameThing = pairWhere(
    pairWhere(sameWords, (a, b) => near(a, b) && sharesCheck(a, b)),
    sharesArtifact,
  );
  const alike = loneGate(pairByWords(sameThing, near, ALIKE));
  return pairByWords(alike, () => true, ALIKE_ELSEWHERE);
}
