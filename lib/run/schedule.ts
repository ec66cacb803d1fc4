import type { DecisionPointState } from "./decision-state";
import { MINUTE_MS, plusMinutes } from "./instant";
import type { RunState } from "./state";
import type { PhaseState, StepState } from "./step-state";
import { groupOf, isDone, phasesOf } from "./structure";

/** When the phase was to begin: T-0 and its offset. Null where the runbook gives none. */
export function phasePlannedAt(state: RunState, phase: PhaseState): string | null {
  return phase.offset === null ? null : plusMinutes(state.t0, phase.offset);
}

function plannedMinutes(phase: PhaseState, steps: StepState[] = phase.steps): number | null {
  const known = steps.flatMap((step) => step.durationMinutes ?? []);
  return known.length > 0 ? known.reduce((sum, minutes) => sum + minutes, 0) : null;
}

/** When the point was to be decided: its own offset, else the planned end of the phase that it follows. */
export function decisionPlannedAt(state: RunState, point: DecisionPointState): string | null {
  if (point.offset !== null) return plusMinutes(state.t0, point.offset);
  const after = state.phases.find((phase) => phase.id === point.afterPhaseId);
  if (!after || after.offset === null) return null;
  return plusMinutes(state.t0, after.offset + (after.durationMinutes ?? plannedMinutes(after) ?? 0));
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

/** The moment that the rollback ends as things stand. */
function rollbackEnd(state: RunState, nowMs: number): number | null {
  const phases = phasesOf(state, "rollback");
  const minutes = phases.map((phase) => remainingMinutes(phase, undefined));
  if (minutes.every((each) => each === null)) return null;
  return nowMs + minutes.reduce<number>((sum, each) => sum + (each ?? 0), 0) * MINUTE_MS;
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

/** Minutes that a whole rollback takes by the runbook's estimates; null where it gives none. */
function rollbackMinutes(state: RunState): number | null {
  const known = state.phases
    .filter((phase) => groupOf(phase.kind) === "rollback")
    .flatMap((phase) => phase.durationMinutes ?? plannedMinutes(phase) ?? []);
  return known.length > 0 ? known.reduce((sum, minutes) => sum + minutes, 0) : null;
}

/** The last moment at which a rollback would still end inside the window; null without window or estimate. */
export function pointOfNoReturn(state: RunState): string | null {
  const minutes = rollbackMinutes(state);
  return state.window === null || minutes === null ? null : plusMinutes(state.window.end, -minutes);
}
