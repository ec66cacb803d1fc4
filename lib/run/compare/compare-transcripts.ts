import { pairTranscripts, phaseHeirs } from "./pair-transcripts";
import { movedOf, type Pair } from "./pair-up";
import { plain } from "./texts";
import {
  type TranscriptItem,
  type TranscriptPart,
  type TranscriptText,
  transcriptOf,
} from "./transcript-items";
import { onlyIn, sameCheck, weightyWords, wordLikeness } from "./transcript-words";

/** A thing of the runbook that the checklist lacks, has besides, words otherwise or has elsewhere. */
export interface TranscriptDifference {
  kind: "missing" | "extra" | "reworded" | "moved";
  part: TranscriptPart;
  /** As the runbook has it; empty where it is extra. More than one where the checklist says several at once. */
  runbook: TranscriptItem[];
  /** As the checklist has it; empty where it is missing. More than one where it splits what the runbook says at once. */
  checklist: TranscriptItem[];
  /** Weighty words that only one of them has; none for a command or an artifact. */
  onlyRunbook: string[];
  onlyChecklist: string[];
  /** Reworded, and in another place as well. */
  displaced: boolean;
}

/** A thing that both have. */
interface TranscriptMatch {
  part: TranscriptPart;
  text: string;
  runbook: TranscriptItem;
  checklist: TranscriptItem;
  /** True where the runbook has the command in its text, and not as a step. */
  inProse: boolean;
}

export interface TranscriptComparison {
  /** Nothing differs in commands, artifacts and gates. */
  identical: boolean;
  same: TranscriptMatch[];
  differs: TranscriptDifference[];
}

/** The parts that make a checklist transcript-identical; the others are told besides. */
export const TRANSCRIPT_PARTS: readonly TranscriptPart[] = ["command", "artifact", "gate"];

function saysTheSame({ before, after }: Pair<TranscriptItem>): boolean {
  if (before.part === "command" || before.part === "artifact") return before.text === after.text;
  if (plain(before.text) === plain(after.text)) return true;
  if (before.checks.some((check) => after.checks.some((other) => sameCheck(check, other)))) return true;
  if (
    before.part === "gate" &&
    before.step === null &&
    before.phaseId === null &&
    before.artifacts.length > 0
  )
    return true;
  const [one, two] = [weightyWords(before.text), weightyWords(after.text)];
  return onlyIn(one, two).length === 0 && onlyIn(two, one).length === 0;
}

/** Where a command stands in the runbook's text although no step has it. */
function inProse(item: TranscriptItem, { definition, lines }: TranscriptText): TranscriptMatch | null {
  if (item.part !== "command") return null;
  const block = definition.prose.find(({ text }) =>
    text.split("\n").some((line) => line.trim() === item.text),
  );
  if (!block) return null;
  const at = lines.findIndex((line, index) => index + 1 >= block.line && line.trim() === item.text);
  const there: TranscriptItem = {
    ...item,
    phase: null,
    phaseId: null,
    step: null,
    line: at < 0 ? block.line : at + 1,
  };
  return { part: "command", text: item.text, runbook: there, checklist: item, inProse: true };
}

/** A single item of one side that says part of what a pair says already is that pair, split in two. */
function withSplits(
  differs: TranscriptDifference[],
  alone: readonly TranscriptItem[],
  side: "runbook" | "checklist",
  heirs: ReadonlyMap<string, string>,
): TranscriptItem[] {
  const other = side === "runbook" ? "checklist" : "runbook";
  const placeOf = (item: TranscriptItem, of: "runbook" | "checklist") =>
    of === "runbook" || item.phaseId === null ? item.phaseId : heirs.get(item.phaseId);
  return alone.filter((item) => {
    if (item.part !== "gate" || item.step === null) return true;
    const words = weightyWords(item.text);
    const whole = differs.find((each) => {
      const [first] = each[other];
      return (
        each.kind === "reworded" &&
        each.part === "gate" &&
        first !== undefined &&
        first.step !== null &&
        placeOf(first, other) === placeOf(item, side) &&
        wordLikeness(words, weightyWords(first.text)) >= 0.4
      );
    });
    whole?.[side].push(item);
    whole?.[side].sort((a, b) => a.line - b.line);
    return whole === undefined;
  });
}

function difference(
  kind: TranscriptDifference["kind"],
  runbook: TranscriptItem[],
  checklist: TranscriptItem[],
): TranscriptDifference {
  const part = runbook[0]?.part ?? checklist[0]?.part ?? "action";
  return { kind, part, runbook, checklist, onlyRunbook: [], onlyChecklist: [], displaced: false };
}

function withWords(each: TranscriptDifference): TranscriptDifference {
  if (each.kind !== "reworded" || each.part === "command") return each;
  const said = (items: readonly TranscriptItem[]) => weightyWords(items.map(({ text }) => text).join(" "));
  const [one, two] = [said(each.runbook), said(each.checklist)];
  return { ...each, onlyRunbook: onlyIn(one, two), onlyChecklist: onlyIn(two, one) };
}

/** Commands and actions that stand in another order, or in another phase, and artifacts that another command keeps. */
function movedPairs(
  pairs: readonly Pair<TranscriptItem>[],
  rank: (item: TranscriptItem) => number,
  heirs: ReadonlyMap<string, string>,
): Set<Pair<TranscriptItem>> {
  const ordered = pairs
    .filter(({ before }) => before.part === "command" || before.part === "action")
    .toSorted((a, b) => rank(a.before) - rank(b.before));
  const moved = movedOf(ordered, ({ after }) => rank(after));
  for (const pair of pairs) {
    const { before, after } = pair;
    const elsewhere = after.phaseId !== null && heirs.get(after.phaseId) !== before.phaseId;
    if (elsewhere && (before.part === "command" || before.part === "check") && before.phaseId !== null)
      moved.add(pair);
  }
  return moved;
}

/** A command's artifact under another command: the file that is checked would hold another output. */
function keptElsewhere(
  { before, after }: Pair<TranscriptItem>,
  commands: readonly Pair<TranscriptItem>[],
): boolean {
  const [name] = before.artifacts;
  if (before.part !== "artifact" || name === undefined) return false;
  const keepers = commands.filter(
    (pair) => pair.before.artifacts.includes(name) || pair.after.artifacts.includes(name),
  );
  return (
    after.artifacts.length > 0 &&
    keepers.some((pair) => pair.before.artifacts.includes(name) !== pair.after.artifacts.includes(name))
  );
}

/**
 * Holds an operator checklist against its runbook: which commands, artifacts and gates both have, and where they do
 * not say the same, each with its phase, step and line in both texts; expected results, actions and the blanks of the
 * final record besides. Deterministic, and total for any two definitions (R8.27).
 */
export function compareTranscripts(runbook: TranscriptText, checklist: TranscriptText): TranscriptComparison {
  const heirs = phaseHeirs(runbook.definition, checklist.definition);
  const [one, two] = [transcriptOf(runbook), transcriptOf(checklist)];
  const { pairs, removed, added } = pairTranscripts(one, two, heirs);
  const ranks = new Map([...one.entries(), ...two.entries()].map(([rank, item]) => [item, rank]));
  const commands = pairs.filter(({ before }) => before.part === "command");
  const moved = movedPairs(pairs, (item) => ranks.get(item) ?? 0, heirs);
  const same: TranscriptMatch[] = [];
  const differs: TranscriptDifference[] = [];
  for (const pair of pairs) {
    const { before, after } = pair;
    if (!saysTheSame(pair))
      differs.push({ ...difference("reworded", [before], [after]), displaced: moved.has(pair) });
    else if (moved.has(pair) || keptElsewhere(pair, commands))
      differs.push(difference("moved", [before], [after]));
    else
      same.push({ part: before.part, text: before.text, runbook: before, checklist: after, inProse: false });
  }
  const prose = added.flatMap((item) => inProse(item, runbook) ?? []);
  const found = new Set(prose.map(({ checklist: item }) => item));
  const extra = withSplits(
    differs,
    added.filter((item) => !found.has(item)),
    "checklist",
    heirs,
  );
  const missing = withSplits(differs, removed, "runbook", heirs);
  differs.push(
    ...missing.map((item) => difference("missing", [item], [])),
    ...extra.map((item) => difference("extra", [], [item])),
  );
  const told = differs.map(withWords).sort(inReadingOrder);
  return {
    identical: !told.some(({ part }) => TRANSCRIPT_PARTS.includes(part)),
    same: [...same, ...prose],
    differs: told,
  };
}

const ORDER: readonly TranscriptPart[] = ["command", "artifact", "gate", "check", "action", "record"];

function inReadingOrder(a: TranscriptDifference, b: TranscriptDifference): number {
  const line = ({ runbook, checklist }: TranscriptDifference) => runbook[0]?.line ?? checklist[0]?.line ?? 0;
  return ORDER.indexOf(a.part) - ORDER.indexOf(b.part) || line(a) - line(b);
}
