import { type Rejection, refuse } from "../rejections";
import type { StepState } from "../step-state";
import { optionalText } from "../text-rules";

export type Exception = { ok: true; exception: string | null } | { ok: false; rejection: Rejection };

/** The exception that a PASS names, as the approved text grants it, however it is cased (R11.8); null where none is named. */
export function grantedException(step: StepState, named: string | undefined): Exception {
  const wanted = optionalText(named)?.toLowerCase() ?? null;
  if (wanted === null) return { ok: true, exception: null };
  if (step.noExceptions) {
    const message = `“${step.title}” knows only PASS and FAIL, with no exceptions.`;
    return { ok: false, rejection: refuse("R4", message) };
  }
  const exception = step.exceptions.find((each) => each.trim().toLowerCase() === wanted);
  if (exception !== undefined) return { ok: true, exception };
  const message =
    step.exceptions.length > 0
      ? `The text grants “${step.title}” no such exception. It has: ${step.exceptions.join("; ")}.`
      : `The text grants “${step.title}” no exception.`;
  return { ok: false, rejection: refuse("R11", message, step.exceptions) };
}
