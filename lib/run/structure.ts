import type { DecisionPointState } from "./decision-state";
import type { PhaseKind } from "./definition";
import type { RunState } from "./state";
import type { PhaseState, StepState } from "./step-state";

/** Where a phase stands in the run: the main line leads to GO, the others open by events of the run's life. */
export type PhaseGroup = "main" | "hypercare" | "containment" | "rollback" | "post-rollback";

const GROUP: Record<PhaseKind, PhaseGroup> = {
  preconditions: "main",
  prepare: "main",
  execute: "main",
  verify: "main",
  decide: "main",
  containment: "containment",
  rollback: "rollback",
  "post-rollback": "post-rollback",
  hypercare: "hypercare",
  completion: "hypercare",
};

export function groupOf(kind: PhaseKind): PhaseGroup {
  return GROUP[kind];
}

export function isMainLine(phase: { kind: PhaseKind }): boolean {
  return GROUP[phase.kind] === "main";
}

/** Phases that a halt or a rollback opens: the decider may leave steps of them out (a partial rollback). */
export function isBackOut(phase: { kind: PhaseKind }): boolean {
  const group = GROUP[phase.kind];
  return group !== "main" && group !== "hypercare";
}

export interface Place {
  phase: PhaseState;
  phaseIndex: number;
  step: StepState;
  stepIndex: number;
}

/** Finds a step with its phase; null where the run has no such step. */
export function locate(state: RunState, stepId: string): Place | null {
  for (const [phaseIndex, phase] of state.phases.entries()) {
    const stepIndex = phase.steps.findIndex((step) => step.id === stepId);
    const step = phase.steps[stepIndex];
    if (step) return { phase, phaseIndex, step, stepIndex };
  }
  return null;
}

/** Whether the step has its result, of whatever kind. */
export function hasResult(step: StepState): boolean {
  return step.status !== "waiting" && step.status !== "running";
}

/** True where the runbook asks for a second pair of eyes on the result, and nobody's has seen it (R12.3). */
export function awaitsVerification(step: StepState): boolean {
  const toVerify = step.status === "passed" || step.status === "warned";
  return toVerify && step.verifier !== null && step.verifiedBy === null;
}

/** WARN counts as done (R7), FAIL never does; what an amendment has taken out of the text owes nothing. */
export function isDone(step: StepState): boolean {
  if (step.removed) return step.status !== "running";
  return hasResult(step) && step.status !== "failed" && !awaitsVerification(step);
}

export function isPhaseDone(phase: PhaseState): boolean {
  return phase.steps.every(isDone);
}

export function phasesOf(state: RunState, group: PhaseGroup): PhaseState[] {
  return state.phases.filter((phase) => groupOf(phase.kind) === group);
}

/** Preconditions of the run, wherever the text has them. */
export function preconditionSteps(state: RunState): StepState[] {
  return state.phases.filter((phase) => phase.kind === "preconditions").flatMap((phase) => phase.steps);
}

export function pointById(state: RunState, id: string): DecisionPointState | null {
  return state.decisionPoints.find((point) => point.id === id) ?? null;
}

/** The point that is decided next; null when all are. */
export function openPoint(state: RunState): DecisionPointState | null {
  return state.decisionPoints.find((point) => point.verdict === null) ?? null;
}

/** The main-line phases that must be complete for GO at this point: those up to and with `afterPhaseId`. */
export function phasesBefore(state: RunState, point: DecisionPointState): PhaseState[] {
  const last = state.phases.findIndex((phase) => phase.id === point.afterPhaseId);
  const named = state.phases[last];
  if (named && isMainLine(named)) return state.phases.slice(0, last + 1).filter(isMainLine);
  return point.position === "final" ? phasesOf(state, "main") : [];
}

/** True where the text lets the step be left out: itself, by its condition, or with its whole phase. */
export function isOptional(place: { phase: PhaseState; step: StepState }): boolean {
  return place.step.optional || place.step.condition !== null || place.phase.optional;
}

export function phaseName(phase: PhaseState): string {
  return phase.label ? `${phase.label} ${phase.title}` : phase.title;
}
