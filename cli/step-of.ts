import { type NumberedStep, nameStep } from "../lib/run/name-step";
import type { RunState } from "../lib/run/state";
import { Failure } from "./failure";
import { EXIT, plain } from "./terminal";

/** The step that is named, or the end of the command with what it may have meant. */
export function stepOf(state: RunState, name: string): NumberedStep {
  const named = nameStep(state, name);
  if (named.ok) return named.found;
  const missing = named.candidates.map(({ number, step }) => `${number}  ${step.id}  ${plain(step.title)}`);
  throw new Failure(EXIT.unusable, { code: "no-such-step", message: named.message, missing });
}
