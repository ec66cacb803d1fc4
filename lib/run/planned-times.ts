import type { DecisionPointState } from "./decision-state";
import { plusMinutes } from "./instant";
import type { RunState } from "./state";
import type { PhaseState, StepState } from "./step-state";
import { isMainLine } from "./structure";

/** T-0 as it stood at that moment: moving it shifts only what has not started (T.12). */
function t0At(state: RunState, at: string | null): string {
  const later = at === null ? undefined : state.t0Moves.find((move) => move.at > at);
  return later?.from ?? state.t0;
}

/** When the first step of the phase was first started; null before. */
function begunAt(phase: PhaseState): string | null {
  const starts = phase.steps
    .flatMap((step) => [step.startedAt, ...step.attempts.map((attempt) => attempt.startedAt)])
    .filter((at) => at !== null);
  return starts.toSorted()[0] ?? null;
}

/** When the phase was to begin: T-0 and its offset. Null where the runbook gives none. */
export function phasePlannedAt(state: RunState, phase: PhaseState): string | null {
  return phase.offset === null ? null : plusMinutes(t0At(state, begunAt(phase)), phase.offset);
}

/** The first planned moment of a run, of its window or its phases: a run may be started days before it. */
export function plannedBeginning(state: RunState): string {
  const planned = state.phases.filter(isMainLine).flatMap((phase) => phasePlannedAt(state, phase) ?? []);
  const first = [state.t0, ...planned].toSorted()[0] ?? state.t0;
  return state.window && state.window.start < first ? state.window.start : first;
}

/** Minutes of the steps together, as far as they are known; null where none is. */
export function plannedMinutes(phase: PhaseState, steps: StepState[] = phase.steps): number | null {
  const known = steps.flatMap((step) => step.durationMinutes ?? []);
  return known.length > 0 ? known.reduce((sum, minutes) => sum + minutes, 0) : null;
}

/** When the point was to be decided: its own offset, else the planned end of the phase that it follows. */
export function decisionPlannedAt(state: RunState, point: DecisionPointState): string | null {
  const decidedAt = state.decisions.find((decision) => decision.id === point.decisionId)?.at ?? null;
  const t0 = t0At(state, decidedAt);
  if (point.offset !== null) return plusMinutes(t0, point.offset);
  const after = state.phases.find((phase) => phase.id === point.afterPhaseId);
  if (!after || after.offset === null) return null;
  return plusMinutes(t0, after.offset + (after.durationMinutes ?? plannedMinutes(after) ?? 0));
}

/** Minutes that a phase takes: as written, as the sum of its steps, or until the next phase is planned to begin. */
export function phaseMinutes(phase: PhaseState, next: PhaseState | undefined): number | null {
  const gap = phase.offset !== null && next?.offset != null ? next.offset - phase.offset : null;
  return phase.durationMinutes ?? plannedMinutes(phase) ?? (gap !== null && gap > 0 ? gap : null);
}
