import { describe, expect, it } from "vitest";
import type { ContinuedRun } from "@/lib/run/continued-run";
import { pass } from "@/lib/run/drafts.test-support";
import { givenStarted } from "@/lib/run/testing";
import { carriable } from "./carry-over-list";

const earlier = (...stepIds: string[]): ContinuedRun => ({
  runId: "run-0",
  title: "Night one",
  outcome: "blocker",
  headHash: "ef".repeat(32),
  passes: stepIds.map((stepId) => ({
    stepId,
    title: `Step ${stepId}`,
    by: "Ben",
    at: "2026-11-21T02:00:00.000Z",
    fields: {},
  })),
  evidence: [],
});

describe("what may be carried over", () => {
  it("leaves out preconditions, what knows no exceptions, and what this text does not have", () => {
    const run = givenStarted({ continues: earlier("pin", "maintenance", "money-loop", "gone", "ledger") });
    expect(carriable(run.state).map(({ stepId }) => stepId)).toEqual(["maintenance", "ledger"]);
  });

  it("offers nothing twice: what was carried is not offered again", () => {
    const run = givenStarted({ continues: earlier("maintenance", "ledger") });
    run.given("ic", { type: "CarryOver", payload: { stepIds: ["ledger"], reason: "unchanged since" } });
    expect(carriable(run.state).map(({ stepId }) => stepId)).toEqual(["maintenance"]);
  });

  it("offers nothing that is begun here", () => {
    const run = givenStarted({ continues: earlier("day-report", "keep-logs", "pin") });
    run.given("deployer", pass("pin"));
    expect(carriable(run.state).map(({ stepId }) => stepId)).not.toContain("pin");
  });

  it("is empty where the run continues no other", () => {
    expect(carriable(givenStarted().state)).toEqual([]);
  });
});
