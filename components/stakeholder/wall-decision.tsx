import { duration, shortTClock } from "@/lib/run/clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Icon } from "../ui/icon";
import { formatInstant } from "../ui/instant-format";
import { fitting } from "./wall-fitting";

interface WallDecisionProps {
  clock: NonNullable<StakeholderSummary["clock"]>;
  summary: StakeholderSummary;
  nowMs: number;
}

/** The decision clock over the whole wall: until it is answered nothing else matters. */
export function WallDecision({ clock, summary, nowMs }: WallDecisionProps) {
  const leftMs = Date.parse(clock.dueAt) - nowMs;
  const text = duration(Math.abs(leftMs));
  const overdue = leftMs < 0;
  return (
    <section
      aria-label="Decision clock"
      className="flex grow flex-col justify-center bg-halt px-[1.6em] py-[1em] text-on"
    >
      <p className="flex items-center gap-[0.4em] text-[3em] font-[750] leading-tight" role="alert">
        <Icon name="octagon" className="size-[0.9em]" />
        {overdue ? "Decision overdue: ROLLBACK or CONTINUE" : "Decide: ROLLBACK or CONTINUE"}
      </p>
      <div className="@container text-center">
        <p
          role="timer"
          aria-label={overdue ? "Overdue by" : "Time left"}
          className="whitespace-nowrap font-mono font-[750] leading-[1.1] tracking-[-0.02em]"
          style={fitting(text.length + 1, "58vh")}
        >
          {overdue ? `+${text}` : text}
        </p>
      </div>
      <p className="flex flex-wrap justify-between gap-x-[2em] text-[1.8em] font-semibold">
        <span>
          {overdue ? "was due at" : "due at"} {formatInstant(clock.dueAt, summary.timeZone, "clock")}
          {clock.running > 1 ? ` · ${clock.running} clocks run` : ""}
        </span>
        <span className="font-mono">{shortTClock(summary.t0, nowMs)}</span>
      </p>
    </section>
  );
}
