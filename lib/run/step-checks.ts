import type { Blocker } from "./blocker";
import type { CheckDefinition } from "./definition";
import { artifactKey } from "./hard-gates";
import type { StepState } from "./step-state";

const QUANTITY = /^[-+]?(?:\d{1,3}(?:[ ,_]\d{3})+|\d+)(?:\.\d+)?\s*%?$/;

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

/** Both sides as quantities, as they are spoken: `0 failures` for a check on failures is 0, `150 ms` is 150. */
function measured(check: CheckDefinition, value: string): [number | null, number | null] {
  const [text, left] = [value.trim().toLowerCase(), check.left.trim().toLowerCase()];
  const spoken = left !== "" && text.endsWith(` ${left}`) ? text.slice(0, -left.length).trim() : text;
  const right = check.right.trim().toLowerCase();
  return [quantity(withoutUnit(spoken, right)), quantity(withoutUnit(right, spoken))];
}

/** A revision or an id of digits: too long, or with too telling a zero in front, to be compared as a number. */
const DIGITS_AS_NAME = /^(?:0\d+|\d{16,})$/;

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

function holds(check: CheckDefinition, value: string): boolean {
  const [left, right] = measured(check, value);
  const asName = [value, check.right].some((text) => DIGITS_AS_NAME.test(text.trim()));
  const equality = check.op === "==" || check.op === "!=";
  if (left !== null && right !== null && !(asName && equality)) return compares(check.op, left, right);
  const same = value.trim() === check.right.trim();
  return check.op === "==" ? same : check.op === "!=" && !same;
}

/** What was recorded under a name, or, for a blank of a sub-step, under the sub-step's id and the name. */
function recorded(fields: Record<string, string>, name: string): string | null {
  const key = artifactKey(name);
  const keys = Object.keys(fields);
  const found =
    keys.find((each) => artifactKey(each) === key) ??
    keys.find((each) => artifactKey(each).endsWith(`/${key}`));
  const value = found === undefined ? "" : (fields[found] ?? "").trim();
  return value === "" ? null : value;
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

/** Checks that the recorded values fail (R9.5): computed, not eyeballed. A check without a value says nothing. */
export function checkBlockers(step: StepState, fields: Record<string, string>): Blocker[] {
  return step.checks.flatMap((check): Blocker[] => {
    const text = complaint(check, fields);
    return text === null ? [] : [{ rule: "R9", text, stepId: step.id }];
  });
}
