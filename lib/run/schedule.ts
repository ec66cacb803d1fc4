import type { DecisionPointState } from "./decision-state";
import { MINUTE_MS, plusMinutes } from "./instant";
import { isRollbackDone, leftOutOfRollback, rollbackPhases } from "./rollback-scope";
import type { RunState } from "./state";
import type { PhaseState, StepState } from "./step-state";
import { isDone, phasesOf } from "./structure";

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

function plannedMinutes(phase: PhaseState, steps: StepState[] = phase.steps): number | null {
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
function phaseMinutes(phase: PhaseState, next: PhaseState | undefined): number | null {
  const gap = phase.offset !== null && next?.offset != null ? next.offset - phase.offset : null;
  return phase.durationMinutes ?? plannedMinutes(phase) ?? (gap !== null && gap > 0 ? gap : null);
}

/** Minutes still to go in a phase: the known lengths of what is undone, else its share of the phase's length. */
function remainingMinutes(phase: PhaseState, next: PhaseState | undefined): number | null {
  const undone = phase.steps.filter((step) => !isDone(step));
  if (undone.length === 0) return 0;
  const known = plannedMinutes(phase, undone);
  if (known !== null) return known;
  const whole = phaseMinutes(phase, next);
  return whole === null ? null : (whole * undone.length) / phase.steps.length;
}

/** The moment that the main line ends as things stand: what is undone, one phase after another, none before its time. */
function mainLineEnd(state: RunState, nowMs: number): number | null {
  const phases = phasesOf(state, "main");
  let at = nowMs;
  let known = false;
  for (const [index, phase] of phases.entries()) {
    const remaining = remainingMinutes(phase, phases[index + 1]);
    if (remaining === 0) continue;
    const planned = phasePlannedAt(state, phase);
    if (planned !== null) at = Math.max(at, Date.parse(planned));
    if (planned !== null || remaining !== null) known = true;
    at += (remaining ?? 0) * MINUTE_MS;
  }
  const final = state.decisionPoints.find((point) => point.final && point.verdict === null);
  const decidedAt = final ? decisionPlannedAt(state, final) : null;
  if (decidedAt !== null) return Math.max(at, Date.parse(decidedAt));
  return known ? at : null;
}

/** The moment that the rollback ends as things stand: by what is left of it, else by how long it took in rehearsal. */
function rollbackEnd(state: RunState, nowMs: number): number | null {
  const minutes = rollbackPhases(state).map((phase) => remainingMinutes(phase, undefined));
  if (minutes.some((each) => each !== null) || isRollbackDone(state)) {
    return nowMs + minutes.reduce<number>((sum, each) => sum + (each ?? 0), 0) * MINUTE_MS;
  }
  if (state.measuredRollbackMinutes === null || state.rollbackAt === null) return null;
  return Math.max(nowMs, Date.parse(state.rollbackAt) + state.measuredRollbackMinutes * MINUTE_MS);
}

/** When the cutover ends as things stand at `now`; its actual end once it has; null where no estimate is known. */
export function forecastEnd(state: RunState, now: string): string | null {
  const ended = state.hypercareAt ?? state.rollbackFinishedAt;
  if (ended !== null && state.status !== "rolling-back") return ended;
  const live = ["planned", "running", "held", "halted", "rolling-back"].includes(state.status);
  if (!live) return null;
  const end =
    state.status === "rolling-back"
      ? rollbackEnd(state, Date.parse(now))
      : mainLineEnd(
          state,
          Math.max(Date.parse(now), state.startedAt === null ? 0 : Date.parse(state.startedAt)),
        );
  return end === null || Number.isNaN(end) ? null : new Date(end).toISOString();
}

/** Minutes that a whole rollback takes: as measured in rehearsal, else by the runbook's estimates; null without either. */
function rollbackMinutes(state: RunState): number | null {
  if (state.measuredRollbackMinutes !== null) return state.measuredRollbackMinutes;
  const known = phasesOf(state, "rollback").flatMap(
    (phase) => phase.durationMinutes ?? plannedMinutes(phase) ?? [],
  );
  return known.length > 0 ? known.reduce((sum, minutes) => sum + minutes, 0) : null;
}

/** The last moment at which a rollback would still end inside the window; null without window or estimate. */
export function pointOfNoReturn(state: RunState): string | null {
  const minutes = rollbackMinutes(state);
  return state.window === null || minutes === null ? null : plusMinutes(state.window.end, -minutes);
}

const BEFORE_ROLLBACK = ["running", "held", "halted", "hypercare"];

/** *Back out now, finished at*: while rolling back, when it ends as things stand. Null where nobody can say. */
export function backOutEnd(state: RunState, now: string): string | null {
  if (state.status === "rolling-back") return forecastEnd(state, now);
  const minutes = BEFORE_ROLLBACK.includes(state.status) ? rollbackMinutes(state) : null;
  return minutes === null ? null : plusMinutes(now, minutes);
}

/** Minutes that this run's rollback took, drilled or real. Null before its end, and for a partial one: it says too little. */
export function measuredRollback(state: RunState): number | null {
  const { rollbackAt, rollbackFinishedAt, rollbackScope } = state;
  if (rollbackAt === null || rollbackFinishedAt === null || rollbackScope !== null) return null;
  if (leftOutOfRollback(state).length > 0) return null;
  return (Date.parse(rollbackFinishedAt) - Date.parse(rollbackAt)) / MINUTE_MS;
}
