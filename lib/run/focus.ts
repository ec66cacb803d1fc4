import { startBlockers } from "./blockers";
import type { DecisionPointState } from "./decision-state";
import { heldRole } from "./people";
import type { RoleState, RunState } from "./state";
import type { PhaseState, StepState } from "./step-state";
import { awaitsVerification, groupOf, isDone, locate, openPoint, type PhaseGroup } from "./structure";

/** Which kind of phase leads in each status, in the order of urgency. */
function leadingGroups(state: RunState): PhaseGroup[] {
  switch (state.status) {
    case "running":
    case "held":
      return ["main"];
    case "halted":
      return ["containment", "main", "hypercare"];
    case "rolling-back":
      return ["rollback", "post-rollback", "containment"];
    case "hypercare":
      return ["hypercare"];
    case "concluding":
      return ["post-rollback"];
    default:
      return [];
  }
}

function openPhases(state: RunState): PhaseState[] {
  return leadingGroups(state).flatMap((group) =>
    state.phases.filter((phase) => phase.status === "open" && groupOf(phase.kind) === group),
  );
}

/** The phase that is worked on: the first open one of the kind that the run's status calls for; null when none is. */
export function currentPhase(state: RunState): PhaseState | null {
  return openPhases(state)[0] ?? null;
}

export function findStep(state: RunState, stepId: string): StepState | null {
  return locate(state, stepId)?.step ?? null;
}

/** The roles that a person holds in this run. */
export function rolesOf(state: RunState, personId: string): RoleState[] {
  return state.roles.filter((role) => role.holder?.personId === personId);
}

function holds(state: RunState, key: string | null, personId: string): boolean {
  return state.roles.some((role) => role.key === key && role.holder?.personId === personId);
}

/**
 * Whether the step waits for this person: by role, by claim, or, unowned and unclaimed, as an operator's. A result that
 * waits for verification is the verifier's.
 */
function isMine(state: RunState, step: StepState, personId: string): boolean {
  if (awaitsVerification(step)) {
    return holds(state, step.verifier, personId) && step.finishedBy?.personId !== personId;
  }
  if (step.role !== null) return holds(state, step.role, personId);
  if (step.startedBy && step.status !== "waiting") return step.startedBy.personId === personId;
  return heldRole(state, personId, ["operator"]) !== null;
}

/** The undone steps of open phases that wait for this person, in the order of the runbook. */
export function mySteps(state: RunState, personId: string): StepState[] {
  return openPhases(state)
    .flatMap((phase) => phase.steps)
    .filter((step) => !isDone(step) && isMine(state, step, personId));
}

function canStart(state: RunState, step: StepState): boolean {
  const place = locate(state, step.id);
  return step.status === "waiting" && place !== null && startBlockers(state, place).length === 0;
}

/**
 * What this person, and nobody else, can begin now: steps of their roles that can start, and results that wait for
 * their verification.
 */
export function readySteps(state: RunState, personId: string): StepState[] {
  return mySteps(state, personId).filter(
    (step) => awaitsVerification(step) || (step.role !== null && canStart(state, step)),
  );
}

/**
 * The step to open for this person: one of theirs that runs, then one to verify, then one that can start, then one that failed; without
 * any, where the current phase stands.
 */
export function focusStep(state: RunState, personId: string): StepState | null {
  const mine = mySteps(state, personId);
  const current = currentPhase(state)?.steps ?? [];
  const owned = mine.filter((step) => step.role !== null || step.status !== "waiting");
  return (
    mine.find((step) => step.status === "running") ??
    mine.find(awaitsVerification) ??
    owned.find((step) => canStart(state, step)) ??
    mine.find((step) => canStart(state, step)) ??
    mine.find((step) => step.status === "failed") ??
    current.find((step) => step.status === "running") ??
    current.find((step) => !isDone(step)) ??
    mine[0] ??
    null
  );
}

/** The decision point that comes next; null once all are decided, or the run has left the way to GO. */
export function nextDecisionPoint(state: RunState): DecisionPointState | null {
  const onTheWay = ["planned", "running", "held", "halted"].includes(state.status);
  return onTheWay ? openPoint(state) : null;
}

export function phaseProgress(phase: PhaseState): { done: number; total: number } {
  return { done: phase.steps.filter(isDone).length, total: phase.steps.length };
}
