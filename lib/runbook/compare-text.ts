import { diffArrays, diffWordsWithSpace } from "diff";
import { alignLines } from "./align-lines";

/** A run of a line's text, and whether the other side lacks it. */
export interface TextPiece {
  text: string;
  changed: boolean;
}

/** A line of one side, 1-based, in pieces. */
export interface TextSide {
  line: number;
  pieces: TextPiece[];
}

/** A row of two texts side by side; null where one side has no line there. */
export interface TextRow {
  kind: "same" | "changed" | "removed" | "added";
  before: TextSide | null;
  after: TextSide | null;
}

export interface TextComparison {
  rows: TextRow[];
  /** Lines that only one side has, changed ones counted on both. */
  removed: number;
  added: number;
  /** True where the texts differ in too many lines to be laid side by side line by line. */
  coarse: boolean;
}

/** More edits than this between two texts are not worth finding the fewest of: everything is replaced. */
const MOST_EDITS = 2_500;
const MOST_WORD_EDITS = 400;
const LONGEST_LINE = 4_000;

/** Compares two texts line by line, and changed lines word by word. Line ends say nothing. Deterministic and bounded. */
export function compareText(before: string, after: string): TextComparison {
  const [one, two] = [linesOf(before), linesOf(after)];
  const found = diffArrays(one, two, { maxEditLength: MOST_EDITS });
  const changes = found ?? [
    { removed: true, added: false, value: one },
    { removed: false, added: true, value: two },
  ];
  const rows: TextRow[] = [];
  const at = { before: 0, after: 0 };
  let gone: string[] = [];
  const settle = (come: readonly string[]) => {
    rows.push(...replaced(gone, come, at));
    at.before += gone.length;
    at.after += come.length;
    gone = [];
  };
  for (const { removed, added, value } of changes) {
    if (removed) gone = value;
    else if (added) settle(value);
    else {
      settle([]);
      rows.push(...value.map((text, index) => same(text, at.before + index + 1, at.after + index + 1)));
      at.before += value.length;
      at.after += value.length;
    }
  }
  settle([]);
  return {
    rows,
    removed: rows.filter(({ kind }) => kind === "removed" || kind === "changed").length,
    added: rows.filter(({ kind }) => kind === "added" || kind === "changed").length,
    coarse: found === undefined,
  };
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function same(text: string, before: number, after: number): TextRow {
  const pieces = [{ text, changed: false }];
  return { kind: "same", before: { line: before, pieces }, after: { line: after, pieces } };
}

/** Lines that went beside the lines that came in their place. */
function replaced(
  gone: readonly string[],
  come: readonly string[],
  at: { before: number; after: number },
): TextRow[] {
  return alignLines(gone, come).map(([i, j]): TextRow => {
    const [old, next] = [i === null ? undefined : gone[i], j === null ? undefined : come[j]];
    const sides = old === undefined || next === undefined ? null : pieces(old, next);
    const before =
      i === null || old === undefined
        ? null
        : { line: at.before + i + 1, pieces: sides?.before ?? whole(old) };
    const after =
      j === null || next === undefined
        ? null
        : { line: at.after + j + 1, pieces: sides?.after ?? whole(next) };
    return { kind: before && after ? "changed" : before ? "removed" : "added", before, after };
  });
}

const whole = (text: string): TextPiece[] => [{ text, changed: true }];

/** The two lines in pieces; null where they share too little for single words to say more than the whole line. */
function pieces(before: string, after: string): { before: TextPiece[]; after: TextPiece[] } | null {
  if (before.length > LONGEST_LINE || after.length > LONGEST_LINE) return null;
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_WORD_EDITS });
  if (changes === undefined) return null;
  const shared = changes.filter(({ added, removed }) => !added && !removed);
  const kept = shared.reduce((sum, { value }) => sum + value.trim().length, 0);
  if (kept * 4 < Math.max(before.length, after.length)) return null;
  const side = (skip: "added" | "removed", mark: "added" | "removed") =>
    joined(
      changes
        .filter((each) => !each[skip])
        .map(({ value, ...each }) => ({ text: value, changed: each[mark] })),
    );
  return { before: side("added", "removed"), after: side("removed", "added") };
}

/** Blanks between two words that both differ belong to them: one mark, not three. */
function joined(parts: readonly TextPiece[]): TextPiece[] {
  const out: TextPiece[] = [];
  parts.forEach(({ text, changed }, index) => {
    const between =
      text.trim() === "" && parts[index - 1]?.changed === true && parts[index + 1]?.changed === true;
    const last = out.at(-1);
    if (last !== undefined && last.changed === (changed || between)) last.text += text;
    else out.push({ text, changed: changed || between });
  });
  return out;
}
