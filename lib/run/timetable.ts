import { MINUTE_MS } from "./instant";
import { phaseMinutes, phasePlannedAt } from "./planned-times";
import { isRollbackDone, rollbackPhases } from "./rollback-scope";
import type { RunState } from "./state";
import type { PhaseState, StepState } from "./step-state";
import { isDone, phasesOf } from "./structure";

/** From when to when, as instants; null where nobody can say. */
export interface Span {
  start: string | null;
  end: string | null;
}

export interface StepTimes {
  id: string;
  title: string;
  status: StepState["status"];
  planned: Span;
  /** For what is done, its actual times. */
  forecast: Span;
  actual: Span;
}

export interface PhaseTimes {
  id: string;
  title: string;
  label: string | null;
  planned: Span;
  forecast: Span;
  actual: Span;
  steps: StepTimes[];
}

/** Milliseconds; null where nobody can say. */
interface Bar {
  start: number | null;
  end: number | null;
}

const NOWHERE: Bar = { start: null, end: null };

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/** Minutes that each step of the phase takes: as written, else its share of the phase's; null where nothing is known. */
function minutesOf(phase: PhaseState, next: PhaseState | undefined): (step: StepState) => number | null {
  if (phase.steps.some((step) => step.durationMinutes !== null)) return (step) => step.durationMinutes ?? 0;
  const whole = phaseMinutes(phase, next);
  return () => (whole === null ? null : whole / phase.steps.length);
}

/**
 * Lays the steps of a phase after one another: those of one stream follow each other, a step without a stream waits
 * for all and all wait for it, and `after` is waited for wherever it stands (R2.4, R2.5).
 *
 * @param barOf what a step takes when it may begin at `ready`; null for `ready` where nobody can say
 */
function lay(
  phase: PhaseState,
  begin: number | null,
  bars: Map<string, Bar>,
  barOf: (step: StepState, ready: number | null) => Bar,
): void {
  const streams = new Map<string, number | null>();
  let joined = begin;
  for (const step of phase.steps) {
    const own =
      step.stream === null ? [...streams.values(), joined] : [streams.get(step.stream) ?? joined, joined];
    const before = step.after.map((id) => bars.get(id)?.end ?? null);
    const bar = barOf(step, latest([...own, ...before]));
    bars.set(step.id, bar);
    const end = bar.end ?? latest(own);
    if (step.stream === null) {
      joined = end;
      streams.clear();
    } else streams.set(step.stream, end);
  }
}

function plannedBars(state: RunState, phases: readonly PhaseState[], first: number | null): Map<string, Bar> {
  const bars = new Map<string, Bar>();
  let cursor = first;
  for (const [index, phase] of phases.entries()) {
    const planned = phasePlannedAt(state, phase);
    const begin = planned === null ? cursor : Date.parse(planned);
    const minutes = minutesOf(phase, phases[index + 1]);
    lay(phase, begin, bars, (step, ready) => {
      const length = minutes(step);
      return ready === null
        ? NOWHERE
        : { start: ready, end: length === null ? null : ready + length * MINUTE_MS };
    });
    const whole =
      begin === null || phase.durationMinutes === null ? null : begin + phase.durationMinutes * MINUTE_MS;
    cursor = latest([begin, whole, ...phase.steps.map((step) => bars.get(step.id)?.end ?? null)]);
  }
  return bars;
}

function actualBar(step: StepState): Bar {
  const start = step.startedAt === null ? null : Date.parse(step.startedAt);
  const end = isDone(step) && step.finishedAt !== null ? Date.parse(step.finishedAt) : null;
  return { start: start ?? end, end };
}

/** Where the steps stand and will stand as things are at `now`: what is done as it was, the rest after one another. */
function forecastBars(state: RunState, phases: readonly PhaseState[], now: number): Map<string, Bar> {
  const bars = new Map<string, Bar>();
  let cursor = now;
  for (const [index, phase] of phases.entries()) {
    const planned = phasePlannedAt(state, phase);
    const begin = planned === null ? cursor : Math.max(cursor, Date.parse(planned));
    const minutes = minutesOf(phase, phases[index + 1]);
    lay(phase, begin, bars, (step, ready) => {
      const actual = actualBar(step);
      if (isDone(step)) return actual;
      const length = (minutes(step) ?? 0) * MINUTE_MS;
      const start = actual.start ?? Math.max(ready ?? begin, begin);
      return { start, end: Math.max(now, start + length) };
    });
    const open = phase.steps.filter((step) => !isDone(step));
    cursor = Math.max(cursor, latest(open.map((step) => bars.get(step.id)?.end ?? null)) ?? cursor);
  }
  return bars;
}

const iso = (ms: number | null) => (ms === null || Number.isNaN(ms) ? null : new Date(ms).toISOString());
const spanOf = ({ start, end }: Bar): Span => ({ start: iso(start), end: iso(end) });

function around(bars: readonly Bar[], whole: boolean): Bar {
  const complete = whole && bars.length > 0 && bars.every(({ end }) => end !== null);
  return {
    start: earliest(bars.map(({ start }) => start)),
    end: complete ? latest(bars.map(({ end }) => end)) : null,
  };
}

function timesOf(
  state: RunState,
  phases: readonly PhaseState[],
  first: number | null,
  now: number,
): PhaseTimes[] {
  const planned = plannedBars(state, phases, first);
  const forecast = forecastBars(state, phases, now);
  return phases.map((phase) => {
    const of = (bars: Map<string, Bar>) => phase.steps.map((step) => bars.get(step.id) ?? NOWHERE);
    const actual = phase.steps.map(actualBar);
    return {
      ...{ id: phase.id, title: phase.title, label: phase.label },
      planned: spanOf(around(of(planned), true)),
      forecast: spanOf(around(of(forecast), true)),
      actual: spanOf(around(actual, phase.steps.every(isDone))),
      steps: phase.steps.map((step) => ({
        ...{ id: step.id, title: step.title, status: step.status },
        planned: spanOf(planned.get(step.id) ?? NOWHERE),
        forecast: spanOf(forecast.get(step.id) ?? NOWHERE),
        actual: spanOf(actualBar(step)),
      })),
    };
  });
}

/** Planned, forecast and actual times of every step and phase of the main line, as things stand at `now` (T.21). */
export function timetable(state: RunState, now: string): PhaseTimes[] {
  const at = Math.max(Date.parse(now), state.startedAt === null ? 0 : Date.parse(state.startedAt));
  return timesOf(state, phasesOf(state, "main"), null, at);
}

/** The same of the rollback, from its beginning on; empty before it. */
export function rollbackTimetable(state: RunState, now: string): PhaseTimes[] {
  if (state.rollbackAt === null) return [];
  const begun = Date.parse(state.rollbackAt);
  const phases = rollbackPhases(state);
  return timesOf(state, phases, begun, isRollbackDone(state) ? begun : Date.parse(now));
}
