import { isAttached } from "./artifact-standing";
import type { Blocker } from "./blocker";
import type { FieldDefinition } from "./definition";
import { askedInstead, isEvidenceWaived } from "./hard-gates";
import type { RunState } from "./state";
import type { StepState } from "./step-state";

/** A blank of a step or of one of its sub-steps, with the key under which its value is recorded. */
export interface Blank {
  key: string;
  field: FieldDefinition;
  substepId: string | null;
}

/** All blanks that a person fills; an `outcome` is answered by the result itself. */
export function blanksOf(step: StepState): Blank[] {
  const fillable = (field: FieldDefinition) => field.type !== "outcome";
  const own = step.fieldDefinitions
    .filter(fillable)
    .map((field) => ({ key: field.name, field, substepId: null }));
  const nested = step.substeps.flatMap((substep) =>
    substep.fields
      .filter(fillable)
      .map((field) => ({ key: `${substep.id}/${field.name}`, field, substepId: substep.id })),
  );
  return [...own, ...nested];
}

/** The value of a blank: under its own key, or, for a sub-step's, under its plain name. */
export function blankValue(fields: Record<string, string>, blank: Blank): string | undefined {
  // A blank may be called as anything that every object has, such as "constructor".
  const name = [blank.key, blank.field.name].find((each) => Object.hasOwn(fields, each));
  return name === undefined ? undefined : fields[name];
}

function blankBlockers(step: StepState, fields: Record<string, string>): Blocker[] {
  return blanksOf(step)
    .filter((blank) => blank.field.required && !(blankValue(fields, blank) ?? "").trim())
    .map((blank) => ({ rule: "R9", text: `“${blank.field.name}” is not filled in.`, stepId: step.id }));
}

function artifactBlockers(state: RunState, step: StepState): Blocker[] {
  return step.artifacts
    .filter((name) => !isAttached(state, step, name))
    .filter((name) => step.noExceptions || !isEvidenceWaived(state, name))
    .map((name) => ({
      rule: "R9",
      text: `Evidence “${name}” is not attached.${askedInstead(state, name)}`,
      stepId: step.id,
    }));
}

function substepBlockers(step: StepState): Blocker[] {
  return step.substeps.flatMap((substep): Blocker[] => {
    if (substep.result === "pass") return [];
    const text =
      substep.result === "fail" ? `“${substep.title}” has failed.` : `“${substep.title}” has no result.`;
    return [{ rule: "R9", text, stepId: step.id }];
  });
}

/** What is missing before a result that counts as done: blanks, artifacts, sub-steps (R9.1, R9.2, R9.4). */
export function completionBlockers(
  state: RunState,
  step: StepState,
  fields: Record<string, string>,
): Blocker[] {
  return [...blankBlockers(step, fields), ...artifactBlockers(state, step), ...substepBlockers(step)];
}
