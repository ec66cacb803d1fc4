import { artifactKey } from "./artifact-standing";
import type { Blocker } from "./blocker";
import type { CheckDefinition } from "./definition";
import type { StepState } from "./step-state";

/** Groups of three after one sign, and never after a zero: `0,125` is an eighth somewhere, and no number here. */
const QUANTITY = /^[-+]?(?:[1-9]\d{0,2}([ ,_])\d{3}(?:\1\d{3})*|\d+)(?:\.\d+)?\s*%?$/;

/** Reads `12`, `1,200`, `0.1 %`; null for anything else. */
export function quantity(text: string): number | null {
  const trimmed = text.trim();
  if (!QUANTITY.test(trimmed)) return null;
  const value = Number(trimmed.replace(/[ ,_%]/g, ""));
  return Number.isFinite(value) ? value : null;
}

const UNIT = /^(.*\d)\s*(ms|s|min|m|h|kb|mb|gb)$/;

/** The value without its unit, where the other side has the same unit or none; as it is everywhere else. */
function withoutUnit(text: string, other: string): string {
  const [mine, its] = [UNIT.exec(text), UNIT.exec(other)];
  return mine?.[1] !== undefined && (its === null || its[2] === mine[2]) ? mine[1] : text;
}

/** Both sides as they are spoken: `0 failures` for a check on failures is `0`, `150 ms` is `150`. */
function measured(check: CheckDefinition, value: string): [string, string] {
  const [text, left] = [value.trim().toLowerCase(), check.left.trim().toLowerCase()];
  const spoken = left !== "" && text.endsWith(` ${left}`) ? text.slice(0, -left.length).trim() : text;
  const right = check.right.trim().toLowerCase();
  return [withoutUnit(spoken, right), withoutUnit(right, spoken)];
}

/** A revision or an id of digits: too long, or with too telling a zero in front, to be compared as a number. */
const DIGITS_AS_NAME = /^(?:0\d+|\d{16,})$/;

/** A left side whose value is a name, though it may look like a number: version 1.10 is not 1.1. */
const NAMES_A_NAME = /(?:^|[^a-z])(?:heads?|revision|version|commit|hash|sha\d*|checksum|tag|id)$/i;

/** A quantity's digits without what means nothing: numbers with the same ones are equal, however long they are. */
function significant(text: string): string {
  const plain = text.replace(/[ ,_%+]/g, "").replace(/^(-?)0+(?=\d)/, "$1");
  const short = plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
  return short === "-0" ? "0" : short;
}

function compares(op: CheckDefinition["op"], left: number, right: number): boolean {
  switch (op) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return false;
  }
}

/** Equality of two quantities is that of their digits; of names, that of every sign. A word equals no number, nor differs from one. */
function isEqual(check: CheckDefinition, value: string): boolean | null {
  const [spoken, wanted] = measured(check, value);
  const [left, right] = [quantity(spoken), quantity(wanted)];
  const asName =
    NAMES_A_NAME.test(check.left.trim()) ||
    [value, check.right].some((text) => DIGITS_AS_NAME.test(text.trim()));
  if (asName || right === null) return value.trim() === check.right.trim();
  return left === null ? null : significant(spoken) === significant(wanted);
}

function holds(check: CheckDefinition, value: string): boolean {
  if (check.op === "==" || check.op === "!=") return isEqual(check, value) === (check.op === "==");
  const [left, right] = measured(check, value).map(quantity);
  return left != null && right != null && compares(check.op, left, right);
}

/** The keys under which the blanks of this name are recorded that stand in sub-steps. */
function nestedKeys(fields: Record<string, string>, name: string): string[] {
  const key = artifactKey(name);
  const keys = Object.keys(fields).filter((each) => (fields[each] ?? "").trim() !== "");
  if (keys.some((each) => artifactKey(each) === key)) return [];
  return keys.filter((each) => artifactKey(each).endsWith(`/${key}`));
}

/** What was recorded under a name, or, for a blank of a sub-step, under the sub-step's id and the name. */
function recorded(fields: Record<string, string>, name: string): string | null {
  const key = artifactKey(name);
  const own = Object.keys(fields).find((each) => artifactKey(each) === key);
  const found = own !== undefined && (fields[own] ?? "").trim() !== "" ? own : nestedKeys(fields, name)[0];
  return found === undefined ? null : (fields[found] ?? "").trim();
}

/** The recorded values as a check reads them: once, or once for each of several sub-steps that have blanks of one name. */
function readings(check: CheckDefinition, fields: Record<string, string>): Record<string, string>[] {
  const names = [check.left, ...(check.pair ? [check.pair.left, check.pair.right] : [])];
  const found = names.map((name) => nestedKeys(fields, name));
  if (found.every((keys) => keys.length < 2)) return [fields];
  const nested = new Set(found.flat());
  const substeps = new Set([...nested].map((key) => key.slice(0, key.indexOf("/") + 1)));
  return [...substeps].map((substep) =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => !nested.has(key) || key.startsWith(substep))),
  );
}

/** The relative difference of two quantities in per cent of the larger: 0 when both are 0. */
export function differencePercent(a: number, b: number): number {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  return larger === 0 ? 0 : (Math.abs(a - b) * 100) / larger;
}

/** What a check of two blanks says; null where it holds, or neither is recorded. */
function pairComplaint(
  check: CheckDefinition,
  pair: { left: string; right: string },
  fields: Record<string, string>,
): string | null {
  const [left, right] = [recorded(fields, pair.left), recorded(fields, pair.right)];
  if (left === null && right === null) return null;
  if (left === null || right === null) {
    return `${check.left} is computed from “${pair.left}” and “${pair.right}”, and one of them is empty.`;
  }
  const [a, b] = [quantity(left), quantity(right)];
  if (a === null || b === null) {
    return `${check.left} is computed from two numbers, and “${a === null ? left : right}” is none.`;
  }
  const value = differencePercent(a, b);
  const limit = quantity(check.right);
  if (limit !== null && compares(check.op, value, limit)) return null;
  const shown = `${Number(value.toPrecision(6))} %`;
  return `${check.left} is ${shown} (${left} against ${right}), and must be ${check.op} ${check.right}.`;
}

function complaint(check: CheckDefinition, fields: Record<string, string>): string | null {
  const value = recorded(fields, check.left);
  const pair = check.pair ? pairComplaint(check, check.pair, fields) : null;
  const counted = check.pair && [check.pair.left, check.pair.right].some((name) => recorded(fields, name));
  if (counted || value === null) return pair;
  return holds(check, value) ? null : `${check.left} is ${value}, and must be ${check.op} ${check.right}.`;
}

/** What the check wants a value of, and has none of: its own name, or the two of its pair. */
function missingNames(check: CheckDefinition, fields: Record<string, string>): string[] {
  const isMissing = (name: string) => recorded(fields, name) === null;
  const { left, pair } = check;
  if (!pair) return [left].filter(isMissing);
  const missing = [pair.left, pair.right].filter(isMissing);
  return missing.length === 2 && !isMissing(left) ? [] : missing;
}

/** The step's checks that have no value to compute with, each with the names that it wants one of. */
function uncomputed(
  step: Pick<StepState, "checks">,
  fields: Record<string, string>,
): { check: CheckDefinition; missing: string[] }[] {
  return step.checks
    .map((check) => ({
      check,
      missing: readings(check, fields).flatMap((reading) => missingNames(check, reading)),
    }))
    .filter(({ missing }) => missing.length > 0);
}

/** Checks, in words, that nothing was computed of (R9.17): `failures == 0`. */
export function uncomputedChecks(step: Pick<StepState, "checks">, fields: Record<string, string>): string[] {
  const words = uncomputed(step, fields).map(({ check }) => `${check.left} ${check.op} ${check.right}`);
  return [...new Set(words)];
}

/** Names of the values whose coming would compute another check of the step. */
export function wantedValues(step: Pick<StepState, "checks" | "fields">): string[] {
  return [...new Set(uncomputed(step, step.fields).flatMap(({ missing }) => missing))];
}

/** What the values say against the checks that can be computed from them; the others wait for theirs. */
export function computedBlockers(step: StepState, fields: Record<string, string>): Blocker[] {
  const open = new Set(uncomputed(step, fields).map(({ check }) => check));
  return checkBlockers({ ...step, checks: step.checks.filter((check) => !open.has(check)) }, fields);
}

/** Checks that the recorded values fail (R9.5): computed, not eyeballed. A check without a value fails nothing, and passes nothing (R9.17). */
export function checkBlockers(step: StepState, fields: Record<string, string>): Blocker[] {
  const texts = step.checks.flatMap((check) =>
    readings(check, fields).flatMap((reading) => complaint(check, reading) ?? []),
  );
  return [...new Set(texts)].map((text) => ({ rule: "R9", text, stepId: step.id }));
}
