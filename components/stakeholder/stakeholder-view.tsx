import type { ReactNode } from "react";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Band } from "../ui/band";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { toneClass } from "../ui/meaning";
import { Instant } from "../ui/time";
import { Broadcasts } from "./broadcasts";
import { DecisionClock } from "./decision-clock";
import { FactGrid } from "./fact-grid";
import { People } from "./people";
import { PhaseLines } from "./phase-lines";
import { sentencesOf } from "./sentences";
import { toneIcons } from "./tone-icon";

interface StakeholderViewProps {
  summary: StakeholderSummary;
  /** Server time in milliseconds. */
  nowMs: number;
  /** How fresh what is shown is. */
  freshness: ReactNode;
  /** Address of the calendar file; null where there is none to offer. */
  calendar: string | null;
}

/** The run for those who wait for it: one large word, its sentence, and what comes next. */
export function StakeholderView({ summary, nowMs, freshness, calendar }: StakeholderViewProps) {
  const { timeZone, clock } = summary;
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
            <Headline summary={summary} />
            {clock ? <DecisionClock clock={clock} zone={timeZone} nowMs={nowMs} /> : null}
            <FactGrid summary={summary} nowMs={nowMs} />
          </div>
          <div className="lg:border-l lg:border-line lg:pt-[7vh]">
            <PhaseLines summary={summary} />
            <Broadcasts broadcasts={summary.broadcasts} zone={timeZone} />
            {summary.people ? <People people={summary.people} /> : null}
          </div>
        </div>
        <footer className="mt-auto flex flex-wrap gap-x-6 gap-y-1 border-t border-line px-4.5 py-4 text-[0.8125rem] text-muted">
          <span>
            {freshness} · times in {timeZone}
          </span>
          {calendar ? (
            <a href={calendar} className="underline lg:ml-auto">
              Add to calendar
            </a>
          ) : null}
        </footer>
      </main>
    </div>
  );
}

/** The word and its sentence: the last broadcast, and what the state means where it has not been said or was overtaken. */
function Headline({ summary }: { summary: StakeholderSummary }) {
  const { tone, word, title } = summary;
  return (
    <div className="px-4.5 pb-1.5 pt-6 lg:pt-[8vh]">
      <h1 className="text-[0.9375rem] text-muted">{title}</h1>
      <p
        aria-live="polite"
        className={cx(
          "my-1.5 flex items-center gap-3 text-[2.75rem] font-[700] leading-[1.08] tracking-[-0.025em] lg:text-7xl",
          toneClass[tone],
        )}
      >
        <Icon name={toneIcons[tone]} className="size-[0.72em]" />
        {word}
      </p>
      <Sentences summary={summary} />
    </div>
  );
}

function Sentences({ summary }: { summary: StakeholderSummary }) {
  const { first, second, since } = sentencesOf(summary);
  return (
    <>
      <p className="line-clamp-6 whitespace-pre-line text-lg leading-snug lg:text-xl">{first}</p>
      {second ? (
        <p className="mt-2 line-clamp-6 whitespace-pre-line leading-snug text-muted">
          {since ? (
            <>
              <Instant iso={since} zone={summary.timeZone} className="font-mono" />
              {" · "}
            </>
          ) : null}
          {second}
        </p>
      ) : null}
    </>
  );
}
