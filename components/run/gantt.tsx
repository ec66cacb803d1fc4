"use client";

import type { RunState } from "@/lib/run/state";
import type { PhaseTimes, StepTimes } from "@/lib/run/timetable";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { formatInstant } from "../ui/instant-format";
import { meaningOf, toneClass } from "../ui/meaning";
import { GanttLegend } from "./gantt-legend";
import { Axis, Marks } from "./gantt-lines";
import { percent, rowGrid } from "./gantt-place";
import { barPlace, type Scale, scaleOf } from "./gantt-scale";

interface GanttProps {
  state: RunState;
  phases: PhaseTimes[];
  /** Milliseconds; the now-line, and where bars of what runs end. Null in a report of a run that is over. */
  now: number | null;
  /** ISO instant; null where nobody can say. */
  noReturn: string | null;
}

/** Planned against actual: the plan as an outline, what was done as a full bar, what is expected as a pale one. */
export function Gantt({ state, phases, now, noReturn }: GanttProps) {
  const scale = scaleOf(state, phases, now ?? 0);
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-3" aria-label="Planned against actual">
      <GanttLegend window={state.window !== null} noReturn={noReturn !== null} now={now !== null} />
      <Axis scale={scale} zone={state.timeZone} />
      <div className="relative">
        <Marks state={state} scale={scale} now={now} noReturn={noReturn} />
        {phases.map((phase) => (
          <PhaseRows key={phase.id} phase={phase} scale={scale} now={now} zone={state.timeZone} />
        ))}
      </div>
    </figure>
  );
}

function PhaseRows({
  phase,
  scale,
  now,
  zone,
}: {
  phase: PhaseTimes;
  scale: Scale;
  now: number | null;
  zone: string;
}) {
  return (
    <section aria-label={phase.title} className="border-t border-line py-1.5">
      <h3 className="relative w-fit max-w-full truncate bg-ground py-1 pr-2 text-[0.8125rem] font-semibold">
        {phase.label ? <span className="mr-2 font-mono text-muted">{phase.label}</span> : null}
        {phase.title}
      </h3>
      <ul>
        {phase.steps.map((step) => (
          <StepRow key={step.id} step={step} scale={scale} now={now} zone={zone} />
        ))}
      </ul>
    </section>
  );
}

const toneOf: Partial<Record<StepTimes["status"], string>> = {
  passed: "bg-go",
  warned: "bg-hold",
  failed: "bg-halt",
  running: "bg-live",
};

function StepRow({
  step,
  scale,
  now,
  zone,
}: {
  step: StepTimes;
  scale: Scale;
  now: number | null;
  zone: string;
}) {
  const look = meaningOf(step.status === "running" ? "now" : step.status);
  const planned = barPlace(scale, step.planned);
  const actual = barPlace(scale, step.actual, step.status === "running" ? now : null);
  const forecast = step.actual.end === null && now !== null ? barPlace(scale, step.forecast) : null;
  return (
    <li className={cx(rowGrid, "py-0.5")}>
      <span className="relative flex w-fit max-w-full min-w-0 items-center gap-2 bg-ground pr-2 text-[0.8125rem] text-muted">
        <Icon name={look.icon} className={cx("size-3 shrink-0", toneClass[look.tone])} />
        <span className="truncate" title={step.title}>
          {step.title}
        </span>
      </span>
      <div className="relative h-4" role="img" aria-label={wordsOf(step, zone)} title={wordsOf(step, zone)}>
        {planned ? (
          <div className="absolute inset-y-0 rounded-sm border border-text/45" style={percent(planned)} />
        ) : null}
        {forecast ? (
          <div className="absolute inset-y-1 rounded-sm bg-live/30" style={percent(forecast)} />
        ) : null}
        {actual ? (
          <div
            className={cx("absolute inset-y-1 rounded-sm", toneOf[step.status] ?? "bg-quiet")}
            style={percent(actual)}
          />
        ) : null}
      </div>
    </li>
  );
}

/** The row in words, for whoever does not see bars. */
function wordsOf(step: StepTimes, zone: string): string {
  const span = (name: string, { start, end }: StepTimes["planned"]) =>
    start === null
      ? []
      : [
          `${name} ${formatInstant(start, zone, "time")} to ${end ? formatInstant(end, zone, "time") : "open"}`,
        ];
  const done = step.actual.end !== null;
  return [
    ...span("planned", step.planned),
    ...(done ? [] : span("forecast", step.forecast)),
    ...span("actual", step.actual),
    step.status,
  ].join(", ");
}
