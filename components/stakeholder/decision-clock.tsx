import { duration } from "@/lib/run/clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Icon } from "../ui/icon";
import { Instant } from "../ui/time";

interface DecisionClockProps {
  clock: NonNullable<StakeholderSummary["clock"]>;
  zone: string;
  nowMs: number;
}

/** Somebody has to decide by a moment: said in full, above everything else. */
export function DecisionClock({ clock, zone, nowMs }: DecisionClockProps) {
  const leftMs = Date.parse(clock.dueAt) - nowMs;
  return (
    <div className="tinted tone-halt mx-4.5 mt-4 rounded-xl border px-4 py-3 font-semibold">
      <p className="flex flex-wrap items-center gap-x-3">
        <Icon name="octagon" />
        <span role="status">{leftMs >= 0 ? "A decision is due in" : "A decision is overdue by"}</span>
        <span className="font-mono text-xl">{duration(Math.abs(leftMs))}</span>
        <Instant iso={clock.dueAt} zone={zone} className="ml-auto font-mono" />
      </p>
    </div>
  );
}
