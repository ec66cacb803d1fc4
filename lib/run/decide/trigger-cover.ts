import type { TriggerState } from "../hazard-state";
import type { RunState } from "../state";
import type { StepState } from "../step-state";

/** A trigger that speaks of something failing: what fails stands before the word. */
const FAILING = /^(.*\S)\s+fail(?:s|ed|ing|ure)?\b/i;

/** A name that no sentence holds by chance: a call, a path, an identifier, or more than one word. */
const TELLING = /[_/()]|\S\s+\S/;

function plain(text: string): string {
  return text.replaceAll("`", "").trim().toLowerCase();
}

/** What the trigger says fails, in the words that a step would use for it; null where it speaks of something else. */
function failingThing({ text }: TriggerState): string | null {
  const thing = FAILING.exec(plain(text))?.[1] ?? null;
  return thing !== null && TELLING.test(thing) ? thing : null;
}

function covers(trigger: TriggerState, step: StepState, reason: string): boolean {
  const text = plain(trigger.text);
  if (text.length > 2 && plain(reason).includes(text)) return true;
  const thing = failingThing(trigger);
  const said = [step.title, ...step.commands.map((command) => command.text)];
  return thing !== null && said.some((each) => plain(each).includes(thing));
}

/**
 * The rollback triggers that a FAIL of this step, given this reason, is an observation of (R5.11): the reason names the
 * trigger, or the trigger says that what the step does fails. Kept narrow: another FAIL starts no clock.
 */
export function coveringTriggers(state: RunState, step: StepState, reason: string): TriggerState[] {
  return state.triggers.filter((trigger) => covers(trigger, step, reason));
}
