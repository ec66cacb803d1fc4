import { artifactKey } from "@/lib/run/artifact-standing";
import type { CheckDefinition } from "@/lib/run/definition";
import { checkBlockers, differencePercent, quantity } from "@/lib/run/step-checks";
import { blanksOf } from "@/lib/run/step-completion";
import type { StepState } from "@/lib/run/step-state";

/** How a check stands with what is recorded and typed: computed by the rule, not by the eye (R9). */
export interface CheckVerdict {
  check: CheckDefinition;
  /** `open` while there is no value to compute with. */
  verdict: "in" | "out" | "open";
  /** What was computed: the value itself, or the mismatch of a pair. */
  value: string | null;
  /** Why it is out, in the rule's words. */
  complaint: string | null;
}

/** What stands or is typed under a name, however it is cased. */
function valueUnder(fields: Readonly<Record<string, string>>, name: string): string | null {
  const key = artifactKey(name);
  const found = Object.keys(fields).find((each) => {
    const other = artifactKey(each);
    return other === key || other.endsWith(`/${key}`);
  });
  const value = found === undefined ? "" : (fields[found] ?? "").trim();
  return value === "" ? null : value;
}

function mismatch(check: CheckDefinition, fields: Readonly<Record<string, string>>): string | null {
  if (!check.pair) return null;
  const [left, right] = [valueUnder(fields, check.pair.left), valueUnder(fields, check.pair.right)];
  const [a, b] = [left === null ? null : quantity(left), right === null ? null : quantity(right)];
  return a === null || b === null ? null : `${Number(differencePercent(a, b).toPrecision(4))} %`;
}

function isHalf(pair: { left: string; right: string }, fields: Readonly<Record<string, string>>): boolean {
  return (valueUnder(fields, pair.left) === null) !== (valueUnder(fields, pair.right) === null);
}

export function checkVerdicts(step: StepState, fields: Readonly<Record<string, string>>): CheckVerdict[] {
  return step.checks.map((check) => {
    // Of two counts the first is typed before the second: until then nothing is out of tolerance.
    if (check.pair && isHalf(check.pair, fields)) {
      return { check, value: null, complaint: null, verdict: "open" };
    }
    const complaint = checkBlockers({ ...step, checks: [check] }, { ...fields })[0]?.text ?? null;
    const value = mismatch(check, fields) ?? valueUnder(fields, check.left);
    return { check, value, complaint, verdict: complaint ? "out" : value === null ? "open" : "in" };
  });
}

/** Names of checks whose value has no blank of its own in the step: they get one beside the check. */
export function checkBlanks(step: StepState): string[] {
  const known = new Set(
    blanksOf(step).flatMap(({ key, field }) => [artifactKey(key), artifactKey(field.name)]),
  );
  const names = step.checks.filter(({ pair }) => !pair).map(({ left }) => left);
  return [...new Set(names)].filter((name) => !known.has(artifactKey(name)));
}

/** Values by the keys of the step's blanks, where it has blanks of those names; else by the names as they came. */
export function byBlank(step: StepState, values: Readonly<Record<string, string>>): Record<string, string> {
  const blanks = blanksOf(step);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const blank = blanks.find(({ field }) => artifactKey(field.name) === artifactKey(name));
      return [blank?.key ?? name, value];
    }),
  );
}
