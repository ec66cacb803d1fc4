import { artifactKey } from "../artifact-standing";
import type { EventDraft } from "../events";
import { malformed, notFound, type Rejection } from "../rejections";
import { quantity } from "../step-checks";
import { type Blank, blanksOf } from "../step-completion";
import type { StepState } from "../step-state";
import { firstOf, LINE, textRefusal } from "../text-rules";

interface Recordable {
  /** The name under which the value is stored. */
  name: string;
  blank: Blank | null;
}

/** The blank that a name means, however it is cased; a check's left side may be recorded as well (R9.5). */
function recordable(step: StepState, name: string): Recordable | null {
  const key = artifactKey(name);
  const blanks = blanksOf(step);
  const exact = blanks.find((blank) => artifactKey(blank.key) === key);
  if (exact) return { name: exact.key, blank: exact };
  const [plain, another] = blanks.filter((blank) => artifactKey(blank.field.name) === key);
  // Of several sub-steps that have a blank of this name, one value would fill them all.
  if (plain && another) return null;
  if (plain) return { name: plain.field.name, blank: plain };
  const check = step.checks.find((each) => artifactKey(each.left) === key);
  return check ? { name: check.left, blank: null } : null;
}

/** A value of the wrong kind for the blank that the runbook has (R9.7). */
function unfit(message: string, missing: string[]): Rejection {
  return { ...malformed(message, missing), rule: "R9" };
}

function valueRefusal(blank: Blank | null, name: string, value: string): Rejection | null {
  const empty = textRefusal(value, `A value for “${name}”`, LINE);
  if (empty || !blank) return empty;
  const { type, options } = blank.field;
  if (type === "number" && quantity(value) === null) return unfit(`“${name}” takes a number.`, [name]);
  if (type === "choice" && options && options.length > 0 && !options.includes(value.trim())) {
    return unfit(`“${name}” takes one of: ${options.join(", ")}.`, options);
  }
  return null;
}

export type Values =
  | { ok: true; events: EventDraft[]; fields: Record<string, string> }
  | { ok: false; rejection: Rejection };

/** Names the blanks that there are, each so that it can be meant. */
function unknownBlank(step: StepState, name: string): Rejection {
  const blanks = blanksOf(step);
  const names = blanks.map(({ key, field }) =>
    blanks.filter((other) => artifactKey(other.field.name) === artifactKey(field.name)).length > 1
      ? key
      : field.name,
  );
  const has = names.length > 0 ? ` It has: ${names.join(", ")}.` : "";
  return { ...notFound(`“${step.title}” has no blank “${name}”.${has}`), missing: names };
}

/** Reads blanks as a person or a script names them; the events record them, `fields` is what then stands. */
export function readValues(step: StepState, given: Record<string, string>, role: string | null): Values {
  const events: EventDraft[] = [];
  let fields = { ...step.fields };
  for (const [name, value] of Object.entries(given)) {
    const found = recordable(step, name);
    if (!found) return { ok: false, rejection: unknownBlank(step, name) };
    const rejection = firstOf(valueRefusal(found.blank, found.name, value));
    if (rejection) return { ok: false, rejection };
    fields = { ...fields, [found.name]: value.trim() };
    const payload = { stepId: step.id, name: found.name, value: value.trim() };
    events.push({ type: "FieldRecorded", role, payload });
  }
  return { ok: true, events, fields };
}
