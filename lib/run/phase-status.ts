import { isInScope, isOverWith } from "./rollback-scope";
import type { RunState } from "./state";
import type { PhaseState, PhaseStatus } from "./step-state";
import { groupOf, isDone, isPhaseDone } from "./structure";

/** Whether this moment of the run's life opens phases of this kind at all (L.14). */
export function lifeOpens(state: RunState, phase: PhaseState): boolean {
  const { status } = state;
  switch (groupOf(phase.kind)) {
    case "main":
      return status === "running" || status === "held" || status === "halted";
    case "hypercare":
      return state.hypercareAt !== null && (status === "hypercare" || status === "halted");
    case "containment":
      return status === "halted" || status === "rolling-back";
    case "rollback":
      return status === "rolling-back" && isInScope(state, phase);
    case "post-rollback":
      return state.rollbackAt !== null && (status === "rolling-back" || status === "concluding");
    default:
      return false;
  }
}

function bars(state: RunState, earlier: PhaseState, phase: PhaseState, stream: string | null): boolean {
  const [group, earlierGroup] = [groupOf(phase.kind), groupOf(earlier.kind)];
  if (!isInScope(state, earlier)) return false;
  if (group === "post-rollback" && earlierGroup === "rollback") return !earlier.steps.every(isOverWith);
  if (group !== earlierGroup || group === "hypercare" || group === "containment") return false;
  if (earlier.kind === "preconditions" && !phase.mutating) return false;
  return earlier.steps.some(
    (step) => !isDone(step) && (stream === null || step.stream === null || step.stream === stream),
  );
}

/**
 * The first earlier phase that keeps steps of this stream from starting in the phase at `index` (R2.2, R2.5);
 * null when none does. Preconditions never wait, and bar only phases that change something.
 */
export function barringPhase(state: RunState, index: number, stream: string | null): PhaseState | null {
  const phase = state.phases[index];
  if (!phase || phase.kind === "preconditions") return null;
  for (let i = 0; i < index; i += 1) {
    const earlier = state.phases[i];
    if (earlier && bars(state, earlier, phase, stream)) return earlier;
  }
  return null;
}

/** The undecided point behind which the phase at `index` lies, and whose GO it waits for (R2.10). */
export function barringPoint(state: RunState, index: number) {
  const phase = state.phases[index];
  if (!phase || phase.kind === "preconditions" || groupOf(phase.kind) !== "main") return null;
  return (
    state.decisionPoints.find(
      (point) =>
        point.verdict !== "go" &&
        (point.reach ?? -1) < index &&
        (point.position === "intermediate" || phase.mutating === true),
    ) ?? null
  );
}

function isOpen(state: RunState, phase: PhaseState, index: number): boolean {
  if (!lifeOpens(state, phase) || barringPoint(state, index)) return false;
  if (barringPhase(state, index, null) === null) return true;
  const streams = new Set(phase.steps.map((step) => step.stream));
  return [...streams].some((stream) => stream !== null && barringPhase(state, index, stream) === null);
}

function statusOf(state: RunState, phase: PhaseState, index: number): PhaseStatus {
  const done = isPhaseDone(phase);
  if (done && phase.steps.length > 0) return "complete";
  if (!isOpen(state, phase, index)) return "locked";
  return done ? "complete" : "open";
}

/** Brings the phases' statuses up to date; phases that did not change keep their identity. */
export function withPhaseStatuses(state: RunState): RunState {
  let changed = false;
  const phases = state.phases.map((phase, index) => {
    const status = statusOf(state, phase, index);
    if (status === phase.status) return phase;
    changed = true;
    return { ...phase, status };
  });
  return changed ? { ...state, phases } : state;
}
