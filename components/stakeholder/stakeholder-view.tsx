import { duration, tClock } from "@/lib/run/clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Band } from "../ui/band";
import { cx } from "../ui/class-names";
import { Icon, type IconName } from "../ui/icon";
import { type Tone, toneClass } from "../ui/meaning";
import { Instant } from "../ui/time";
import { Broadcasts } from "./broadcasts";
import { PhaseLines } from "./phase-lines";

interface StakeholderViewProps {
  summary: StakeholderSummary;
  /** Server time in milliseconds. */
  nowMs: number;
  /** How fresh what is shown is. */
  freshness: React.ReactNode;
}

const toneIcons: Record<Tone, IconName> = {
  go: "check",
  nogo: "slash",
  halt: "octagon",
  rollback: "turn-back",
  hold: "pause",
  live: "dot",
  quiet: "ring",
};

/** The run for those who wait for it: one large word, its sentence, and what comes next. */
export function StakeholderView({ summary, nowMs, freshness }: StakeholderViewProps) {
  const { timeZone, tone } = summary;
  const nowIso = new Date(nowMs).toISOString();
  return (
    <div data-scale="room" className="flex min-h-dvh flex-col text-base">
      <header>
        <Band kind={summary.mode} className="text-[0.8125rem] max-lg:px-4.5">
          <span className="ml-auto font-mono">
            <Instant iso={nowIso} zone={timeZone} withZone />
          </span>
        </Band>
      </header>
      <main className="mx-auto flex w-full max-w-[35rem] grow flex-col lg:max-w-[84rem]">
        <div className="lg:grid lg:grow lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] lg:gap-x-10">
          <div>
            <div className="px-4.5 pb-1.5 pt-6 lg:pt-[8vh]">
              <h1 className="text-[0.9375rem] text-muted">{summary.title}</h1>
              <p
                aria-live="polite"
                className={cx(
                  "my-1.5 flex items-center gap-3 text-[2.75rem] font-[700] leading-[1.08] tracking-[-0.025em] lg:text-7xl",
                  toneClass[tone],
                )}
              >
                <Icon name={toneIcons[tone]} className="size-[0.72em]" />
                {summary.word}
              </p>
              {summary.sentence ? (
                <p className="text-lg leading-snug lg:text-xl">{summary.sentence}</p>
              ) : null}
            </div>
            {summary.clock ? (
              <DecisionClock dueAt={summary.clock.dueAt} zone={timeZone} nowMs={nowMs} />
            ) : null}
            <Facts summary={summary} nowMs={nowMs} />
          </div>
          <div className="lg:border-l lg:border-line lg:pt-[7vh]">
            <PhaseLines summary={summary} />
            <Broadcasts broadcasts={summary.broadcasts} zone={timeZone} />
          </div>
        </div>
        <footer className="mt-auto border-t border-line px-4.5 py-4 text-[0.8125rem] text-muted">
          {freshness} · times in {timeZone}
        </footer>
      </main>
    </div>
  );
}

function DecisionClock({ dueAt, zone, nowMs }: { dueAt: string; zone: string; nowMs: number }) {
  const leftMs = Date.parse(dueAt) - nowMs;
  return (
    <p
      className="tinted tone-halt mx-4.5 mt-4 flex flex-wrap items-center gap-x-3 rounded-xl border px-4 py-3 font-semibold"
      role="status"
    >
      <Icon name="octagon" />
      {leftMs >= 0 ? (
        <>
          A decision is due in <span className="font-mono text-xl">{duration(leftMs)}</span>
        </>
      ) : (
        <>
          A decision is overdue by <span className="font-mono text-xl">{duration(-leftMs)}</span>
        </>
      )}
      <Instant iso={dueAt} zone={zone} className="ml-auto font-mono" />
    </p>
  );
}

function Facts({ summary, nowMs }: { summary: StakeholderSummary; nowMs: number }) {
  const { timeZone, nextUpdateDueAt, decision, forecastEnd, plannedEnd } = summary;
  const updateMs = nextUpdateDueAt === null ? null : Date.parse(nextUpdateDueAt) - nowMs;
  return (
    <dl className="mt-5.5 grid grid-cols-2 gap-px border-y border-line bg-line lg:mt-8 lg:border-x-0">
      <Fact label="T-clock">
        <span className="whitespace-nowrap font-mono">{tClock(summary.t0, nowMs)}</span>
      </Fact>
      <Fact label={updateMs !== null && updateMs < 0 ? "Update overdue by" : "Next update in"}>
        {updateMs === null ? (
          <span className="text-muted">–</span>
        ) : (
          <span
            className={cx(
              "inline-flex items-center gap-2 whitespace-nowrap font-mono",
              updateMs < 0 ? "text-halt" : "text-hold",
            )}
          >
            {updateMs < 0 ? <Icon name="octagon" /> : null}
            {duration(Math.abs(updateMs))}
          </span>
        )}
      </Fact>
      <Fact label="Next decision" note={decision?.title}>
        {decision?.at ? <Instant iso={decision.at} zone={timeZone} /> : <span className="text-muted">–</span>}
      </Fact>
      <Fact
        label="Forecast end"
        note={
          plannedEnd ? (
            <>
              plan <Instant iso={plannedEnd} zone={timeZone} />
            </>
          ) : null
        }
      >
        {forecastEnd ? <Instant iso={forecastEnd} zone={timeZone} /> : <span className="text-muted">–</span>}
      </Fact>
    </dl>
  );
}

function Fact({
  label,
  note,
  children,
}: {
  label: string;
  note?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div className="bg-ground px-4.5 py-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-px text-[1.375rem] font-semibold lg:text-3xl">
        {children}
        {note ? <small className="ml-2 text-[0.8125rem] font-normal text-muted">{note}</small> : null}
      </dd>
    </div>
  );
}
