import { deciderRole } from "@/lib/run/people";
import type { RunState } from "@/lib/run/state";
import type { StepState } from "@/lib/run/step-state";

interface VoidWords {
  /** The two that it takes: "Ben and a second person". */
  both: string;
  /** Who is awaited once one of them has asked; empty before. */
  awaited: string;
}

/** Who voids a result, in words (R4): for a no-exceptions FAIL the second is an approver. */
export function voidWords(state: RunState, step: StepState): VoidWords {
  const executor = step.finishedBy?.name ?? "who recorded it";
  const second = secondWords(state, step);
  const asked = step.voidRequest?.by.personId ?? null;
  const byExecutor = asked === step.finishedBy?.personId;
  return {
    both: `${executor} and ${second}`,
    awaited: asked === null ? "" : byExecutor ? second : executor,
  };
}

function secondWords(state: RunState, step: StepState): string {
  if (!step.noExceptions || step.status !== "failed") return "a second person";
  const approvers = state.roles.filter((role) => role.capability === "approver");
  if (approvers.length === 0) return deciderRole(state)?.name ?? "the decider";
  return approvers
    .map((role) => (role.holder ? `${role.name} (${role.holder.name})` : role.name))
    .join(" or ");
}
