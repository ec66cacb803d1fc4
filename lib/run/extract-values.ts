import type { CheckDefinition } from "./definition";
import { quantity } from "./step-checks";
import type { StepState } from "./step-state";
import { LINE } from "./text-rules";
import { labelledValue, loneIdentifier, type ReadLine, readLine } from "./value-in-line";

/** The end of an output is what counts; more of it is not read. */
const LONGEST_TEXT = 1_048_576;

/** What is read of one line: a longer one is no report. */
const LONGEST_LINE = 2_000;

/** Lines that say something, from the end; each costs time for every check, and a report that long is a dump. */
const MOST_LINES = 20_000;

/** A left side that speaks of a revision, whose value tools print without a name. */
const NAMELESS = /\b(?:current|head|heads|revision|version|commit|hash|sha|tag|id)\b/i;

/** The text without terminal colours. */
function plain(text: string): string {
  const [first = "", ...rest] = text.split("\u001b[");
  return first + rest.map((piece) => piece.replace(/^[0-9;]{0,20}[A-Za-z]/, "")).join("");
}

/** Lines in one string, so that a name which none of them has costs one search. */
interface Report {
  lines: ReadLine[];
  folded: string;
  /** Where each line begins in `folded`. */
  starts: number[];
}

function reportOf(text: string): Report {
  const lines = plain(text.slice(-LONGEST_TEXT))
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(-MOST_LINES)
    .map((line) => readLine(line.slice(0, LONGEST_LINE)));
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.folded.length + 1;
  }
  return { lines, folded: lines.map((line) => line.folded).join("\n"), starts };
}

/** The index of the line that the place lies in. */
function lineAt(starts: number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What the last line says that states a value for the name. */
function lastStated({ lines, folded, starts }: Report, name: string, numeric: boolean): string | null {
  const needle = readLine(name.trim()).folded;
  let place = needle === "" ? -1 : folded.lastIndexOf(needle);
  while (place >= 0) {
    const index = lineAt(starts, place);
    const line = lines[index];
    const value = line ? labelledValue(line, name, numeric) : null;
    if (value !== null) return value;
    const before = (starts[index] ?? 0) - 1;
    place = before < 0 ? -1 : folded.lastIndexOf(needle, before);
  }
  return null;
}

function wanted(check: CheckDefinition): { name: string; numeric: boolean }[] {
  const own = { name: check.left, numeric: quantity(check.right) !== null };
  const pair = check.pair ? [check.pair.left, check.pair.right] : [];
  return [own, ...pair.map((name) => ({ name, numeric: true }))];
}

/**
 * The values that a command's output states for a step's checks, by the name under which a check wants them:
 * `name: value`, `name = value`, `"name": value`, `| name | value |` and `N name`; the last line that states one wins.
 * A comparison of a revision takes the one identifier that stands alone on its line in a short text. What is not stated
 * plainly is not read: the same text gives the same values, in time that grows with its length alone.
 */
export function extractValues(step: Pick<StepState, "checks">, text: string): Record<string, string> {
  const report = reportOf(text);
  const found = new Map<string, string>();
  for (const check of step.checks) {
    for (const { name, numeric } of wanted(check)) {
      const value = lastStated(report, name, numeric);
      if (value !== null) found.set(name, value.slice(0, LINE));
    }
    const nameless = (check.op === "==" || check.op === "!=") && NAMELESS.test(check.left);
    const lone = nameless && !found.has(check.left) ? loneIdentifier(report.lines, check.right) : null;
    if (lone !== null) found.set(check.left, lone);
  }
  return Object.fromEntries(found);
}
