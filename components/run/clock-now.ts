import type { RunState } from "@/lib/run/state";

/** The moment that the run's clock shows, epoch milliseconds: it stands still from the closing on. */
export function clockNow({ closedAt }: Pick<RunState, "closedAt">, nowMs: number): number {
  return closedAt ? Math.min(nowMs, Date.parse(closedAt)) : nowMs;
}
