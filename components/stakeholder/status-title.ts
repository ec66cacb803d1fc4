import { tClock } from "@/lib/run/clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { clockMs } from "./facts";

/** State and T-clock as a title, so that a browser's tab is a status light. */
export function statusTitle(summary: StakeholderSummary, nowMs: number): string {
  return `${summary.word} · ${tClock(summary.t0, clockMs(summary, nowMs))} · ${summary.title}`;
}
