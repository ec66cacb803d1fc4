import { deciderRole } from "./people";
import type { PersonRef } from "./person";
import type { RunState } from "./state";
import type { StepState } from "./step-state";

/** A FAIL that no exception is made for: voiding it takes more (R4.6, R4.7). */
export function isGraveFail(step: StepState): boolean {
  return step.noExceptions && step.status === "failed";
}

/** Who answers for a result: its executor, or, once they hold no role any more, the decider (R4.13). */
export function answeringFor(state: RunState, step: StepState): PersonRef | null {
  const executor = step.finishedBy;
  const isHere = state.roles.some((role) => role.holder && role.holder.personId === executor?.personId);
  return isHere ? executor : (deciderRole(state)?.holder ?? executor);
}

/** Who stands beside the executor when a result is voided, in words: for a grave FAIL an approver, else anybody (R4.6). */
export function secondForVoid(state: RunState, step: StepState): string {
  if (!isGraveFail(step)) return "a second person";
  const approvers = state.roles.filter((role) => role.capability === "approver");
  if (approvers.length === 0) {
    const decider = deciderRole(state);
    const isBeside = decider?.holder?.personId === answeringFor(state, step)?.personId;
    return decider && !isBeside ? decider.name : "a second person";
  }
  return approvers
    .map((role) => (role.holder ? `${role.name} (${role.holder.name})` : role.name))
    .join(" or ");
}
