import type { EvidenceState, RunState } from "./state";
import type { StepState } from "./step-state";
import { hasResult, locate } from "./structure";

/** The name as artifacts are compared: however it is cased. */
export function artifactKey(name: string): string {
  return name.trim().toLowerCase();
}

/** When the attempt ended that the step's present one, or its present result, follows; null for the first. */
function presentSince(step: StepState): string | null {
  const stands = hasResult(step) && step.status !== "failed";
  return step.attempts.at(stands ? -2 : -1)?.finishedAt ?? null;
}

/** Whether it came in after the attempts of the step that failed or were voided: those prove nothing of the next (R9.9). */
function isSince(item: EvidenceState, step: StepState): boolean {
  const since = presentSince(step);
  return since === null || item.at > since;
}

/** Whether what was attached to a step is of its present attempt; what was attached to none is nobody's. */
function isPresent(state: RunState, { stepId, ...item }: EvidenceState): boolean {
  const step = stepId === null ? null : locate(state, stepId)?.step;
  return !step || isSince({ stepId, ...item }, step);
}

function named(state: RunState, name: string): EvidenceState[] {
  const key = artifactKey(name);
  return state.evidence.filter((item) => artifactKey(item.name) === key);
}

/** Whether the run has the artifact; what belongs to an attempt that failed or was voided does not count. */
export function hasEvidence(state: RunState, name: string): boolean {
  return named(state, name).some((item) => isPresent(state, item));
}

/**
 * Whether the artifact counts for this step. What another step brought in counts as long as it counts for that one;
 * what was attached to no step is as old as it is.
 */
export function isAttached(state: RunState, step: StepState, name: string): boolean {
  return named(state, name).some((item) =>
    item.stepId === null ? isSince(item, step) : isPresent(state, item),
  );
}
