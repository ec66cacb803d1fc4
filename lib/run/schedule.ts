import { MINUTE_MS, plusMinutes } from "./instant";
import { decisionPlannedAt, phaseMinutes, plannedMinutes } from "./planned-times";
import { isRollbackDone, leftOutOfRollback, rollbackPhases } from "./rollback-scope";
import type { RunState } from "./state";
import type { PhaseState } from "./step-state";
import { isDone, phasesOf } from "./structure";
import { timetable } from "./timetable";

/** Minutes still to go in a phase: the known lengths of what is undone, else its share of the phase's length. */
function remainingMinutes(phase: PhaseState, next: PhaseState | undefined): number | null {
  const undone = phase.steps.filter((step) => !isDone(step));
  if (undone.length === 0) return 0;
  const known = plannedMinutes(phase, undone);
  if (known !== null) return known;
  const whole = phaseMinutes(phase, next);
  return whole === null ? null : (whole * undone.length) / phase.steps.length;
}

/** The moment that the main line ends as things stand: what is undone after one another, and no point before its time. */
function mainLineEnd(state: RunState, now: string): number | null {
  const phases = phasesOf(state, "main");
  const open = phases.filter((phase) => !phase.steps.every(isDone));
  const known = open.some(
    (phase) => phase.offset !== null || phaseMinutes(phase, phases[phases.indexOf(phase) + 1]) !== null,
  );
  const ends = timetable(state, now).flatMap(({ steps }) =>
    steps.flatMap(({ forecast }) => forecast.end ?? []),
  );
  const at = Math.max(Date.parse(now), ...ends.map((end) => Date.parse(end)));
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
      : mainLineEnd(state, state.startedAt !== null && state.startedAt > now ? state.startedAt : now);
  return end === null || Number.isNaN(end) ? null : new Date(end).toISOString();
}

/** When the cutover was to end: its last step and its final decision by the plan; null where the plan gives no lengths. */
export function plannedEnd(state: RunState, now: string): string | null {
  const steps = timetable(state, now).flatMap((phase) => phase.planned.end ?? []);
  const final = state.decisionPoints.find((point) => point.final);
  const decided = final ? decisionPlannedAt(state, final) : null;
  return [...steps, ...(decided ? [decided] : [])].toSorted().at(-1) ?? null;
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
