import type { ContinuedRun } from "@/lib/run/continued-run";
import type { RunState } from "@/lib/run/state";
import { locate } from "@/lib/run/structure";

export type Carried = ContinuedRun["passes"][number];

/** The earlier run's PASSes that may still carry: what this text has, too, what is not begun, and what may carry at all. */
export function carriable(state: RunState): Carried[] {
  return (state.continues?.passes ?? []).filter(({ stepId }) => {
    const place = locate(state, stepId);
    if (!place || place.phase.kind === "preconditions") return false;
    const { status, noExceptions, carriedFrom } = place.step;
    return status === "waiting" && !noExceptions && carriedFrom === null;
  });
}
