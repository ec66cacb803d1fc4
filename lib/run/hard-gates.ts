import { artifactKey, hasEvidence } from "./artifact-standing";
import type { Blocker } from "./blocker";
import type { RunState } from "./state";
import { disownedBy, doubtWords, undoneWords } from "./step-standing";
import type { PhaseState, StepState } from "./step-state";
import {
  awaitsVerification,
  isDone,
  isMainLine,
  type Place,
  phaseName,
  preconditionSteps,
} from "./structure";
import { evidenceWaiver } from "./waived";

/** What an open or doubtful precondition says against a mutating step and against GO; null where it holds (R3.1). */
function preconditionBlocker(state: RunState, step: StepState): Blocker | null {
  if (step.removed) return null;
  const name = `Precondition “${step.title}”`;
  if (!isDone(step)) {
    const told = step.status === "failed" || awaitsVerification(step);
    return {
      rule: "R3",
      text: `${name} ${told ? undoneWords(state, step) : "is still open"}.`,
      stepId: step.id,
    };
  }
  const disowning = disownedBy(state, step);
  if (disowning !== null) {
    const text = `${name}: ${disowning}, who recorded it, says that it was marked by mistake.`;
    return { rule: "R3", text, stepId: step.id };
  }
  const doubt = doubtWords(step);
  if (doubt === null) return null;
  const warned = `${name} stands at WARN, which the decider has not accepted.`;
  return {
    rule: "R3",
    text: step.status === "warned" ? warned : `${name} ${doubt}.`,
    stepId: step.id,
  };
}

export function preconditionBlockers(state: RunState): Blocker[] {
  return preconditionSteps(state).flatMap((step) => preconditionBlocker(state, step) ?? []);
}

const NOT_BEFORE_EXECUTION = new Set(["go", "decision", "close", "closing", "completion"]);

/** Whether the text wants the artifact in before anything is changed: "before execution", or a phase that it names. */
function isBeforeExecution(requiredBefore: string | null, place: Place | null): boolean {
  if (requiredBefore === null) return false;
  if (NOT_BEFORE_EXECUTION.has(requiredBefore)) return false;
  if (requiredBefore === "execution" || place === null) return true;
  return requiredBefore === place.phase.id;
}

/** Whether a granted waiver lifts the duty to have this artifact (R11). */
export function isEvidenceWaived(state: RunState, name: string): boolean {
  const key = artifactKey(name);
  return evidenceWaiver(state, "granted", (other) => artifactKey(other) === key) !== null;
}

/** Whether the artifact still stands against anything: neither attached nor waived. */
export function isEvidenceOwed(state: RunState, name: string): boolean {
  return !hasEvidence(state, name) && !isEvidenceWaived(state, name);
}

/** What is on its way in the artifact's place, for a refusal: the waiver that an approver has not answered. */
export function askedInstead(state: RunState, name: string): string {
  const key = artifactKey(name);
  const asked = evidenceWaiver(state, "requested", (other) => artifactKey(other) === key);
  return asked ? ` Waiver ${asked.ticket} waits for an approver.` : "";
}

/** Artifacts that must be in before execution and are not (R3.2); for one step, those before its phase too. */
export function preExecutionEvidenceBlockers(state: RunState, place: Place | null): Blocker[] {
  return state.requiredEvidence
    .filter((item) => isBeforeExecution(item.requiredBefore, place) && isEvidenceOwed(state, item.name))
    .map((item) => ({
      rule: "R3",
      text: `Evidence “${item.name}” is required before execution and missing.${askedInstead(state, item.name)}`,
    }));
}

/** What stands against starting a step that changes something. Rolling back never waits for a gate. */
export function hardGateBlockers(state: RunState, place: Place): Blocker[] {
  const { step, phase, phaseIndex } = place;
  if (!step.mutating || !isMainLine(phase) || phase.kind === "preconditions") return [];
  const start = state.decisionPoints.find(
    (point) => point.position === "start" && point.verdict !== "go" && (point.reach ?? -1) < phaseIndex,
  );
  const undecided: Blocker[] = start
    ? [{ rule: "R3", text: `“${start.title}” has no GO yet, and only its GO opens mutating steps.` }]
    : [];
  return [...preconditionBlockers(state), ...preExecutionEvidenceBlockers(state, place), ...undecided];
}

/** Where the phase stands, for refusals: `T-30 Backup: 2 of 5 done`. */
export function progressText(phase: PhaseState): string {
  return `${phaseName(phase)} (${phase.steps.filter(isDone).length} of ${phase.steps.length} done)`;
}
