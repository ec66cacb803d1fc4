import { describe, expect, it } from "vitest";
import type { ApprovalFact, RehearsalFact, StartClearance } from "@/lib/run/clearance";
import { approvalCount, approvalStanding, rehearsalStanding } from "./start-needs";

const sha256 = "ab".repeat(32);
const approval = (personId: string, verdict: ApprovalFact["verdict"] = "approved"): ApprovalFact => ({
  personId,
  name: personId,
  role: null,
  verdict,
  statement: "read",
  at: "2026-11-21T10:00:00.000Z",
});
const clearance = (...approvals: ApprovalFact[]): StartClearance => ({
  sha256,
  authorId: "author",
  approvals,
  rehearsals: [],
});
const rehearsal = (change: Partial<RehearsalFact> = {}): RehearsalFact => ({
  runId: "r",
  title: "Rehearsal",
  slug: "sample",
  runbookVersion: 1,
  sha256,
  outcome: "complete",
  closedAt: "2026-11-20T10:00:00.000Z",
  rollbackMinutes: null,
  comparison: null,
  ...change,
});

describe("what a production start rests on", () => {
  it("R12 does not count the author's own approval, nor a rejection", () => {
    const given = clearance(approval("author"), approval("fay"), approval("gus", "rejected"));
    expect(given.approvals.map((one) => approvalStanding(one, given))).toEqual([
      "author",
      "counts",
      "rejected",
    ]);
    expect(approvalCount({ approvals: 2 }, given)).toEqual({ have: 1, need: 2 });
  });

  it("R8 takes one approval at least, and counts people", () => {
    expect(approvalCount({ approvals: 0 }, clearance())).toEqual({ have: 0, need: 1 });
    expect(approvalCount({ approvals: 2 }, clearance(approval("fay"), approval("fay"))).have).toBe(1);
  });

  it("R8 counts a rehearsal of this hash, or of another text whose comparison was accepted", () => {
    const comparison = { acceptedBy: "Fay", statement: "same commands", at: "2026-11-21T09:00:00.000Z" };
    expect(rehearsalStanding(rehearsal(), sha256)).toBe("this-hash");
    expect(rehearsalStanding(rehearsal({ sha256: "cd".repeat(32) }), sha256)).toBe("not-accepted");
    expect(rehearsalStanding(rehearsal({ sha256: "cd".repeat(32), comparison }), sha256)).toBe("linked");
    expect(rehearsalStanding(rehearsal({ outcome: "rolled-back" }), sha256)).toBe("not-passed");
  });
});
