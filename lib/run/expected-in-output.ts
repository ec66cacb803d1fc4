import type { CheckDefinition } from "./definition";
import { checkBlockers } from "./step-checks";
import type { StepState } from "./step-state";

/** Lines of an output that are looked at, from its end. */
const MOST_LINES = 20_000;

function bare(text: string): string {
  return text.trim().replace(/^["'`]+|["'`.]+$/g, "");
}

export function linesOf(output: string): string[] {
  return output
    .split(/\r?\n/)
    .slice(-MOST_LINES)
    .map(bare)
    .filter((line) => line !== "");
}

/** `VERDICT: PASS`, `ready = true`: a label and its value. */
const LABELLED = /^([^:=]{1,60})(?::|=)\s*(\S.{0,100})$/;

/** Whether the output states just this line: the only one that it has, or the only value under its label. */
function isStated(expected: string, lines: readonly string[]): boolean {
  const wanted = bare(expected);
  const label = LABELLED.exec(wanted)?.[1];
  if (label === undefined) return lines.length === 1 && lines[0] === wanted;
  const same = (line: string) => LABELLED.exec(line)?.[1]?.trim() === label.trim();
  const stated = lines.filter(same);
  const spaced = (line: string) => line.replace(/\s+/g, "");
  return stated.length > 0 && stated.every((line) => spaced(line) === spaced(wanted));
}

function speaksOf(text: string, check: CheckDefinition): boolean {
  const folded = text.toLowerCase();
  return folded.includes(check.left.toLowerCase()) && folded.includes(check.right.toLowerCase());
}

/** Whether all that the text says is checks, each of which has its value: what is left besides are signs and fillers. */
function isChecked(step: StepState, expected: string, fields: Record<string, string>): boolean {
  const checks = step.checks.filter((check) => speaksOf(expected, check));
  if (checks.length === 0 || checks.some((check) => (fields[check.left] ?? "").trim() === "")) return false;
  const rest = checks
    .flatMap(({ left, right }) => [left, right])
    .reduce((text, part) => text.replace(part.toLowerCase(), " "), expected.toLowerCase());
  const words = rest.match(/[\p{L}\p{N}]+/gu) ?? [];
  const fillers = /^(?:is|are|equals?|to|of|must|be|and|the|a|at|with|returns?|shows?|exactly|only|status)$/;
  return words.every((word) => fillers.test(word)) && checkBlockers(step, fields).length === 0;
}

/** The expected results of a step that neither its values nor the output's lines settle. */
export function openExpectations(
  step: StepState,
  fields: Record<string, string>,
  lines: readonly string[],
): string[] {
  return step.expected.filter((expected) => !isChecked(step, expected, fields) && !isStated(expected, lines));
}
