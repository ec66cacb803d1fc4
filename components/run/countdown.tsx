"use client";

import { useNow } from "@/lib/client/use-now";
import { countdown } from "./countdown-text";

interface CountdownProps {
  dueAt: string;
  className?: string;
}

/** Counts down to an instant, and from then on counts up as OVERDUE: a deadline never just disappears. */
export function Countdown({ dueAt, className }: CountdownProps) {
  const left = Date.parse(dueAt) - useNow();
  const text = countdown(left);
  return (
    <span role="timer" className={`font-mono ${left < 0 ? "text-halt" : ""} ${className ?? ""}`}>
      {text}
    </span>
  );
}

/** How long something has been running, `01:12`. */
export function Elapsed({ since, className }: { since: string; className?: string }) {
  const passed = Math.max(0, useNow() - Date.parse(since));
  return (
    <span role="timer" className={`font-mono ${className ?? ""}`}>
      {countdown(passed)}
    </span>
  );
}
