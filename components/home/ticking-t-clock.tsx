"use client";

import { useNow } from "@/lib/client/use-now";
import { tClock } from "@/lib/run/clock";
import { cx } from "../ui/class-names";
import { daysToT0 } from "./cutover";

/** T-clock of a run; needs a ServerTime above it. */
export function TickingTClock({ t0, className }: { t0: string; className?: string }) {
  const now = useNow();
  return (
    <span className={cx("whitespace-nowrap font-mono", className)}>
      {daysToT0(t0, now) ?? tClock(t0, now)}
    </span>
  );
}
