import type { ApprovalFact, RehearsalFact, StartClearance } from "@/lib/run/clearance";

/** How an approver's word counts towards the start. */
export type ApprovalStanding = "counts" | "author" | "disabled" | "rejected";

export function approvalStanding(approval: ApprovalFact, clearance: StartClearance): ApprovalStanding {
  if (approval.verdict === "rejected") return "rejected";
  if (approval.accountDisabled) return "disabled";
  return approval.personId === clearance.authorId ? "author" : "counts";
}

/** Approvals that count, each person once, and how many a production start takes: at least one. */
export function approvalCount(
  policy: { approvals: number },
  clearance: StartClearance,
): { have: number; need: number } {
  const counting = clearance.approvals.filter((one) => approvalStanding(one, clearance) === "counts");
  return {
    have: new Set(counting.map(({ personId }) => personId)).size,
    need: Math.max(policy.approvals, 1),
  };
}

/** What a rehearsal is worth: of this hash, of a linked text whose comparison was accepted, or neither. */
export type RehearsalStanding = "this-hash" | "linked" | "not-accepted" | "not-passed";

export function rehearsalStanding(rehearsal: RehearsalFact, sha256: string): RehearsalStanding {
  if (rehearsal.outcome !== "complete") return "not-passed";
  if (rehearsal.sha256 === sha256) return "this-hash";
  return rehearsal.comparison ? "linked" : "not-accepted";
}
