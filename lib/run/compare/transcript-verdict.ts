import {
  TRANSCRIPT_PARTS,
  type TranscriptComparison,
  type TranscriptDifference,
} from "./compare-transcripts";
import { short } from "./texts";
import type { TranscriptItem, TranscriptPart } from "./transcript-items";

/** Words for the things of a transcript, one and several. */
export const PART_WORDS: Record<TranscriptPart, { one: string; several: string }> = {
  command: { one: "command", several: "commands" },
  artifact: { one: "artifact", several: "artifacts" },
  gate: { one: "gate", several: "gates" },
  check: { one: "expected result", several: "expected results" },
  action: { one: "action", several: "actions" },
  record: { one: "field of the final record", several: "fields of the final record" },
};

/** How many things of one kind are the same in both, and in how many places they are not. */
export interface PartCount {
  part: TranscriptPart;
  same: number;
  differs: number;
}

export function countParts({ same, differs }: TranscriptComparison): PartCount[] {
  const parts = Object.keys(PART_WORDS) as TranscriptPart[];
  return parts.map((part) => ({
    part,
    same: same.filter((each) => each.part === part).length,
    differs: differs.filter((each) => each.part === part).length,
  }));
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The verdict in one or two sentences, for a person and for the top of a page. */
export function transcriptVerdict(comparison: TranscriptComparison): string {
  const counts = countParts(comparison);
  const bound = counts.filter(({ part }) => TRANSCRIPT_PARTS.includes(part));
  if (comparison.identical) {
    const besides = counts.filter(({ part, differs }) => !TRANSCRIPT_PARTS.includes(part) && differs > 0);
    const rest = besides.map(({ part, differs }) => `${differs} ${wordOf(part, differs)}`);
    const told = rest.length === 0 ? "" : ` Besides, ${listed(rest)} differ.`;
    return `Transcript-identical in commands, artifacts and gates: ${listed(bound.map(({ part, same }) => `${same} ${wordOf(part, same)}`))}.${told}`;
  }
  const same = bound.filter(({ differs }) => differs === 0);
  const other = bound.filter(({ differs }) => differs > 0);
  const is =
    same.length === 0
      ? ""
      : ` Identical in ${listed(same.map(({ part, same: n }) => `all ${n} ${wordOf(part, n)}`))}.`;
  const places = other.map(
    ({ part, differs }) => `${PART_WORDS[part].several} in ${differs} ${differs === 1 ? "place" : "places"}`,
  );
  return `Not transcript-identical: it differs in ${listed(places)}.${is}`;
}

function wordOf(part: TranscriptPart, count: number): string {
  return count === 1 ? PART_WORDS[part].one : PART_WORDS[part].several;
}

/** Where an item stands: `P1 Width alignment, “Correct the width”, line 41`. */
export function placeText({ phase, step, text, line }: TranscriptItem): string {
  const within = step !== null && step !== text && !text.startsWith(step) ? `“${short(step)}”` : null;
  return [phase, within, `line ${line}`].filter((part) => part !== null).join(", ");
}

/** One difference in one sentence, with the lines of both texts. */
export function differenceSentence(each: TranscriptDifference): string {
  const { one } = PART_WORDS[each.part];
  const lines = (items: readonly TranscriptItem[]) => listed(items.map(({ line }) => `${line}`));
  const [runbook, checklist] = [each.runbook[0], each.checklist[0]];
  if (each.kind === "missing" && runbook)
    return `The checklist lacks the ${one} of line ${runbook.line}: ${short(runbook.text)}`;
  if (each.kind === "extra" && checklist)
    return `Only the checklist has the ${one} of its line ${checklist.line}: ${short(checklist.text)}`;
  const where = `line ${lines(each.runbook)} of the runbook, line ${lines(each.checklist)} of the checklist`;
  if (each.kind === "moved")
    return `The ${one} stands elsewhere in the checklist (${where}): ${short(runbook?.text ?? "")}`;
  const only = [
    ...(each.onlyRunbook.length > 0 ? [`only the runbook says ${quoted(each.onlyRunbook)}`] : []),
    ...(each.onlyChecklist.length > 0 ? [`only the checklist says ${quoted(each.onlyChecklist)}`] : []),
    ...(each.displaced ? ["it stands elsewhere, too"] : []),
  ];
  return `The ${one} is worded otherwise (${where})${only.length > 0 ? `: ${only.join("; ")}` : ""}.`;
}

function quoted(words: readonly string[]): string {
  return listed(words.slice(0, 12).map((word) => `“${word}”`));
}
