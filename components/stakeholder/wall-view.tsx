import type { ReactNode } from "react";
import { shortTClock } from "@/lib/run/clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Band } from "../ui/band";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { formatInstant, zoneNameAt } from "../ui/instant-format";
import { toneClass } from "../ui/meaning";
import { clockMs } from "./facts";
import { sentencesOf } from "./sentences";
import { toneIcons } from "./tone-icon";
import { WallBar } from "./wall-bar";
import { WallDecision } from "./wall-decision";
import { WallFacts } from "./wall-facts";
import { fitting } from "./wall-fitting";

interface WallViewProps {
  summary: StakeholderSummary;
  /** Server time in milliseconds. */
  nowMs: number;
  /** How fresh what is shown is. */
  freshness: ReactNode;
}

/**
 * The run for a wall, to be read from six metres: every size follows the screen's, so that 1920 and 3840 px look the
 * same. A running decision clock takes everything.
 */
export function WallView({ summary, nowMs, freshness }: WallViewProps) {
  const { clock } = summary;
  return (
    <div
      data-theme="dark"
      className="flex h-dvh flex-col overflow-hidden bg-ground text-[length:min(1.25vw,2.2vh)] text-text portrait:h-auto portrait:min-h-dvh portrait:text-[4vw]"
    >
      <header>
        <WallBand summary={summary} nowMs={nowMs} />
      </header>
      <main className="flex min-h-0 grow flex-col">
        {clock ? (
          <WallDecision clock={clock} summary={summary} nowMs={nowMs} />
        ) : (
          <>
            <div className="grid min-h-0 grow grid-cols-[1.08fr_1fr] content-center items-center gap-x-[3em] gap-y-[1.5em] px-[1.6em] py-[1em] portrait:grid-cols-1">
              <WallClock summary={summary} nowMs={nowMs} />
              <WallState summary={summary} />
            </div>
            <WallFacts summary={summary} nowMs={nowMs} />
            <WallBar summary={summary} />
          </>
        )}
      </main>
      <footer className="px-[2em] pb-[0.5em] text-[0.8em] text-muted">{freshness}</footer>
    </div>
  );
}

function WallBand({ summary, nowMs }: Omit<WallViewProps, "freshness">) {
  const { mode, title, timeZone } = summary;
  const iso = new Date(nowMs).toISOString();
  return (
    <Band
      kind={mode}
      className="min-h-[1.9em] justify-between px-[1.6em]! py-[0.3em]! text-[0.95em]! [&>strong]:text-[0.95em]"
    >
      <h1 className="min-w-0 truncate font-[650]">{title}</h1>
      <time dateTime={iso} suppressHydrationWarning>
        {formatInstant(iso, timeZone, "full")} {zoneNameAt(iso, timeZone)}
        {timeZone === "UTC" ? null : ` · ${formatInstant(iso, "UTC", "time")} UTC`}
      </time>
    </Band>
  );
}

function WallClock({ summary, nowMs }: Omit<WallViewProps, "freshness">) {
  const { t0, timeZone, closedAt } = summary;
  const shown = clockMs(summary, nowMs);
  const text = shortTClock(t0, shown);
  const when = formatInstant(t0, timeZone, "short");
  const words = shown < Date.parse(t0) ? `to T-0, ${when}` : `since T-0, ${when}`;
  return (
    <section aria-label="T-clock" className="@container">
      <p className="text-[1.15em] text-muted">{closedAt ? "T-clock at the end" : words}</p>
      <p
        role="timer"
        className="whitespace-nowrap font-mono font-[700] leading-[1.12] tracking-[-0.02em]"
        style={fitting(text.length, "34vh")}
      >
        {text}
      </p>
    </section>
  );
}

function WallState({ summary }: { summary: StakeholderSummary }) {
  const { word, tone, timeZone } = summary;
  const { first, second, since } = sentencesOf(summary);
  const longest = Math.max(...word.split(" ").map((part) => part.length), 7);
  return (
    <section aria-label="State" className="@container">
      <p
        aria-live="assertive"
        className={cx(
          "flex items-center gap-[0.16em] font-[750] leading-[1.02] tracking-[-0.035em]",
          toneClass[tone],
        )}
        style={fitting(longest + 2.5, "22vh")}
      >
        <Icon name={toneIcons[tone]} className="size-[0.7em]" />
        {word}
      </p>
      <p className="mt-[0.5em] line-clamp-4 whitespace-pre-line text-[1.6em] leading-[1.3]">{first}</p>
      {second ? (
        <p className="mt-[0.4em] line-clamp-3 whitespace-pre-line text-[1.15em] text-muted">
          {since ? `${formatInstant(since, timeZone, "time")} · ` : null}
          {second}
        </p>
      ) : null}
    </section>
  );
}
