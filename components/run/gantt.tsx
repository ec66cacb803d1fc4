"use client";

import type { RunState } from "@/lib/run/state";
import type { PhaseTimes, StepTimes } from "@/lib/run/timetable";
import { cx } from "../ui/class-names";
import { formatInstant } from "../ui/instant-format";
import { type BarPlace, barPlace, place, type Scale, scaleOf, ticks } from "./gantt-scale";

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
    <figure className="grid gap-3" aria-label="Planned against actual">
      <div className="overflow-x-auto">
        <div className="relative min-w-[40rem]">
          <Axis scale={scale} zone={state.timeZone} />
          <div className="relative">
            <Marks state={state} scale={scale} now={now} noReturn={noReturn} />
            {phases.map((phase) => (
              <PhaseRows key={phase.id} phase={phase} scale={scale} now={now} zone={state.timeZone} />
            ))}
          </div>
        </div>
      </div>
      <Legend window={state.window !== null} noReturn={noReturn !== null} now={now !== null} />
    </figure>
  );
}

const rowGrid = "grid grid-cols-[11rem_1fr] items-center gap-3 sm:grid-cols-[16rem_1fr]";

function Axis({ scale, zone }: { scale: Scale; zone: string }) {
  return (
    <div className={rowGrid} aria-hidden="true">
      <span />
      <div className="relative h-5 font-mono text-[0.6875rem] text-muted">
        {ticks(scale, 8).map((tick) => (
          <span key={tick} className="absolute -translate-x-1/2" style={{ left: `${place(scale, tick)}%` }}>
            {formatInstant(new Date(tick).toISOString(), zone, "time")}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Lines through all rows: the window, T-0, the point of no return, now. */
function Marks({ state, scale, now, noReturn }: Omit<GanttProps, "phases"> & { scale: Scale }) {
  const lines: { key: string; at: number; className: string }[] = [
    { key: "T-0", at: Date.parse(state.t0), className: "border-text/40" },
    ...(noReturn
      ? [{ key: "no return", at: Date.parse(noReturn), className: "border-rollback border-dashed" }]
      : []),
    ...(now === null ? [] : [{ key: "now", at: now, className: "border-live" }]),
  ];
  const open = state.window ? barPlace(scale, { start: state.window.start, end: state.window.end }) : null;
  return (
    <div className={cx(rowGrid, "pointer-events-none absolute inset-0 items-stretch!")} aria-hidden="true">
      <span />
      <div className="relative">
        {open ? <div className="absolute inset-y-0 bg-quiet/8" style={percent(open)} /> : null}
        {lines.map(({ key, at, className }) => (
          <div
            key={key}
            className={cx("absolute inset-y-0 border-l-2", className)}
            style={{ left: `${place(scale, at)}%` }}
          />
        ))}
      </div>
    </div>
  );
}

const percent = ({ left, width }: BarPlace) => ({ left: `${left}%`, width: `${width}%` });

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
      <h3 className="truncate py-1 text-[0.8125rem] font-semibold">
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
  const planned = barPlace(scale, step.planned);
  const actual = barPlace(scale, step.actual, step.status === "running" ? now : null);
  const forecast = step.actual.end === null && now !== null ? barPlace(scale, step.forecast) : null;
  return (
    <li className={cx(rowGrid, "py-0.5")}>
      <span className="truncate text-[0.8125rem] text-muted" title={step.title}>
        {step.title}
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

function Legend({ window, noReturn, now }: { window: boolean; noReturn: boolean; now: boolean }) {
  const items = [
    { word: "planned", mark: "border border-text/45" },
    { word: "done", mark: "bg-go" },
    ...(now ? [{ word: "forecast", mark: "bg-live/30" }] : []),
    ...(window ? [{ word: "window", mark: "bg-quiet/20" }] : []),
    ...(noReturn ? [{ word: "point of no return", mark: "border-l-2 border-dashed border-rollback" }] : []),
  ];
  return (
    <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem] text-muted">
      {items.map(({ word, mark }) => (
        <span key={word} className="inline-flex items-center gap-2">
          <span className={cx("inline-block h-3 w-5 rounded-sm", mark)} />
          {word}
        </span>
      ))}
    </figcaption>
  );
}
