import { peopleCount, roleByKey, roleName } from "./people";
import type { RunState } from "./state";
import type { StepState } from "./step-state";
import { awaitsVerification } from "./structure";

/**
 * Who had a hand in the present result: who started it, who recorded it, who recorded its sub-steps. A role that changed
 * hands in between makes nobody of them a second pair of eyes (R12).
 */
export function isExecutor(step: StepState, personId: string): boolean {
  const hands = [step.startedBy, step.finishedBy, ...step.substeps.map((substep) => substep.by)];
  return hands.some((person) => person?.personId === personId);
}

/** Who verifies the step: the role with its holder, or that it takes somebody else where the holder executed it (R12). */
export function verifierWords(state: RunState, step: StepState): string {
  if (step.verifier === null) return "nobody";
  const name = roleName(state, step.verifier);
  const holder = roleByKey(state, step.verifier)?.holder ?? null;
  if (!holder) return `${name}, whom nobody holds`;
  if (!isExecutor(step, holder.personId)) return `${name} (${holder.name})`;
  return `${name}, held by another person than ${holder.name}, who executed it`;
}

/**
 * Who recorded a result that counts as done, and says that it was marked by mistake, while nobody has agreed yet (R4.14);
 * null where nobody does. Somebody alone could never void it: then it stands.
 */
export function disownedBy(state: RunState, { status, voidRequest, finishedBy }: StepState): string | null {
  if (status === "failed" || voidRequest === null) return null;
  const own = voidRequest.by.personId === finishedBy?.personId;
  return own && peopleCount(state) > 1 ? voidRequest.by.name : null;
}

/**
 * Why a result that counts as done proves nothing until the decider accepts it: a WARN, or a PASS that leaves checks not
 * computed, but for one under an exception that the text grants (R7.3, R9.17). Null where it proves what it says.
 */
export function doubtWords(step: StepState): string | null {
  if (step.warnAccepted || step.removed) return null;
  if (step.status === "warned") return "stands at WARN, not accepted";
  if (step.status !== "passed" || step.notComputed.length === 0 || step.exceptionUsed !== null) return null;
  return `passed, and ${step.notComputed.join(", ")} was not computed`;
}

/** Why a step does not count as done, as the end of a sentence. */
export function undoneWords(state: RunState, step: StepState): string {
  if (step.status === "failed") return "has failed";
  if (step.status === "running") return "is running";
  if (awaitsVerification(step)) return `waits for verification by ${verifierWords(state, step)}`;
  return "is not done";
}
