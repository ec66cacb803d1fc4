import type { DecisionPointState } from "@/lib/run/decision-state";
import type { RunState } from "@/lib/run/state";

/** What a point of decision is called where it stands beside phases: one that bears a phase's title says that it decides. */
export function pointName(
  { phases }: { phases: readonly Pick<RunState["phases"][number], "title">[] },
  point: Pick<DecisionPointState, "title">,
): string {
  return phases.some((phase) => phase.title === point.title) ? `${point.title}: GO / NO-GO` : point.title;
}
