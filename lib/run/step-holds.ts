import { alternativesOf, chosenOf } from "./alternatives";
import type { Blocker } from "./blocker";
import { roleByKey, roleName } from "./people";
import type { RunState } from "./state";
import type { StepState } from "./step-state";
import { isBackOut, locate, type Place } from "./structure";

/** The subject under which the named roles sign before a step starts. */
export function stepSubject(stepId: string): string {
  return `step:${stepId}`;
}

function alternativeBlocker(state: RunState, step: StepState): Blocker | null {
  if (step.alternative === null) return null;
  const chosen = chosenOf(state, step.alternative);
  if (chosen === step.id) return null;
  const titles = alternativesOf(state, step.alternative).map((each) => `“${each.title}”`);
  const text =
    chosen === null
      ? `“${step.title}” is one of several ways: the decider chooses between ${titles.join(", ")} first.`
      : `“${locate(state, chosen)?.step.title ?? chosen}” was chosen instead of “${step.title}”.`;
  return { rule: "R2", text, stepId: step.id };
}

/** An amendment holds the steps that it touches until it is answered; the way back waits for no paper (R2.16). */
function amendmentBlocker(state: RunState, place: Place): Blocker | null {
  const { step, phase } = place;
  if (!state.amendment?.stepIds.includes(step.id) || isBackOut(phase)) return null;
  const text = `“${step.title}” waits for the answer to the amendment to version ${state.amendment.runbookVersion}.`;
  return { rule: "R8", text, stepId: step.id };
}

/** Keys of the roles that have signed for the step as it is now: what was signed for an earlier attempt is used up (R2.19). */
export function signedRoles(state: RunState, step: StepState): Set<string | null> {
  const since = step.attempts.at(-1)?.finishedAt ?? null;
  const given = (state.signOffs ?? []).filter(
    (each) => each.subject === stepSubject(step.id) && (since === null || each.at > since),
  );
  return new Set(given.map((each) => each.role));
}

/**
 * A run starts with all its roles held; an amendment may ask for one that nobody has been given yet (R2.20). Without
 * its verifier a result would never count; a way back waits for its owner alone, who is the one to do it.
 */
function vacancyBlockers(state: RunState, { step, phase }: Place): Blocker[] {
  const needed = [step.role, isBackOut(phase) ? null : step.verifier].filter((key) => key !== null);
  return [...new Set(needed)]
    .filter((key) => roleByKey(state, key)?.holder === null)
    .map((key) => ({
      rule: "R1",
      text: `${roleName(state, key)} has nobody: the decider assigns the role first.`,
      stepId: step.id,
    }));
}

function signOffBlockers(state: RunState, step: StepState): Blocker[] {
  const signed = signedRoles(state, step);
  return step.signOffs
    .filter((role) => !signed.has(role))
    .map((role) => ({
      rule: "R1",
      text: `Sign-off of “${step.title}” by ${roleName(state, role)} is missing.`,
      stepId: step.id,
    }));
}

/** What people still have to say before this step starts: which way is taken, the amendment, the sign-offs. */
export function holdBlockers(state: RunState, place: Place): Blocker[] {
  const { step } = place;
  const gone: Blocker[] = step.removed
    ? [{ rule: "R8", text: `“${step.title}” stands in the text no more.`, stepId: step.id }]
    : [];
  const alternative = alternativeBlocker(state, step);
  const amendment = amendmentBlocker(state, place);
  return [
    ...gone,
    ...vacancyBlockers(state, place),
    ...(alternative ? [alternative] : []),
    ...(amendment ? [amendment] : []),
    ...signOffBlockers(state, step),
  ];
}
