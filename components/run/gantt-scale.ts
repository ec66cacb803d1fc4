import type { RunState } from "@/lib/run/state";
import type { PhaseTimes, Span } from "@/lib/run/timetable";

/** The stretch of time that a chart shows; milliseconds. */
export interface Scale {
  from: number;
  to: number;
}

/** Percent of the chart's width. */
export interface BarPlace {
  left: number;
  width: number;
}

function instants(phases: readonly PhaseTimes[]): number[] {
  const spans = phases.flatMap(({ steps, planned, forecast }) => [
    planned,
    forecast,
    ...steps.flatMap((step) => [step.planned, step.forecast, step.actual]),
  ]);
  return spans
    .flatMap(({ start, end }) => [start, end])
    .flatMap((at) => (at === null ? [] : [Date.parse(at)]));
}

/** From the first to the last moment of the plan, the window and what came of it, with a little air. */
export function scaleOf(state: RunState, phases: readonly PhaseTimes[], now: number): Scale {
  const live = state.status !== "planned" && state.status !== "closed";
  const moments = [
    ...instants(phases),
    Date.parse(state.t0),
    ...(state.window ? [Date.parse(state.window.start), Date.parse(state.window.end)] : []),
    ...(live ? [now] : []),
  ];
  const [from, to] = [Math.min(...moments), Math.max(...moments)];
  const air = Math.max(60_000, (to - from) * 0.02);
  return { from: from - air, to: to + air };
}

export function place({ from, to }: Scale, at: number): number {
  return Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100));
}

/** Where a bar lies; null where a moment of it is unknown. An end that is unknown is drawn to `openEnd`. */
export function barPlace(scale: Scale, { start, end }: Span, openEnd: number | null = null): BarPlace | null {
  const last = end === null ? openEnd : Date.parse(end);
  if (start === null || last === null) return null;
  const left = place(scale, Date.parse(start));
  return { left, width: Math.max(0.4, place(scale, last) - left) };
}

const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440];

/** Instants for the chart's axis: on full units, at most so many of them. */
export function ticks({ from, to }: Scale, most: number): number[] {
  const unit = (STEPS_MINUTES.find((minutes) => (to - from) / (minutes * 60_000) <= most) ?? 2880) * 60_000;
  const first = Math.ceil(from / unit) * unit;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / unit) + 1) }, (_, n) => first + n * unit);
}
