import { describe, expect, it } from "vitest";
import {
  amended,
  approval,
  approve,
  factOf,
  LARGE,
  production,
  proposal,
  propose,
  proposed,
  SHA,
  SMALL,
  withFact,
} from "./amendments.test-support";
import { stepBlockers } from "./blockers";
import { cord, decision, deployed, openMutation, start } from "./drafts.test-support";
import { sampleDefinition, step } from "./sample-definition.test-support";
import type { Draft } from "./test-run.test-support";
import { givenRun, givenStarted } from "./testing";

describe("proposing", () => {
  it("R8.13 a change of a mutating command holds a running run and voids the poll", () => {
    const run = openMutation(givenStarted()).given("ic", {
      type: "OpenPoll",
      payload: { decisionPointId: "go-live" },
    });
    expect(run.state.poll).not.toBeNull();
    proposed(run, LARGE);
    expect(run.state).toMatchObject({ status: "held", heldFrom: "running", poll: null });
    expect(run.state.amendment).toMatchObject({
      runbookVersion: 2,
      sha256: SHA,
      large: true,
      stepIds: ["migrate"],
      proposedBy: { personId: "dba" },
      approvedBy: [],
    });
  });

  it("R8.13 the held run does not resume before the amendment is answered, and ROLLBACK waits for nothing", () => {
    const run = proposed(deployed(givenStarted()), LARGE);
    const refused = run.when("ic", decision("resume")).rejection;
    expect(refused).toMatchObject({ code: "rule", rule: "R8" });
    expect(refused.missing).toEqual(["an answer to the amendment to version 2"]);
    expect(run.when("ic", decision("rollback")).events).toContain("Decided");
    expect(run.state.status).toBe("rolling-back");
    expect(stepBlockers(run.state, "restore")).toEqual([]);
  });

  it("R8.13 a run that was halted while running goes back to HOLD, not to running", () => {
    const run = proposed(openMutation(givenStarted()).given("dba", cord()), LARGE);
    expect(run.state.status).toBe("halted");
    const abortId = run.state.aborts[0]?.id ?? "";
    const withdraw: Draft = { type: "WithdrawAbort", payload: { abortId, reason: "a false alarm" } };
    run.given("dba", withdraw).given("ic", withdraw);
    expect(run.state).toMatchObject({ status: "held", heldFrom: "running" });
    expect(run.when("ic", decision("resume")).rejection.rule).toBe("R8");
  });

  it("R8.13 a change of an owner or of the policy is large as well", () => {
    expect(proposed(givenStarted(), amended("ledger", { role: "deployer" })).state.amendment?.large).toBe(
      true,
    );
    const of = sampleDefinition();
    const policy = { ...of, sha256: SHA, policy: { ...of.policy, approvals: 3 } };
    expect(proposed(givenStarted(), policy).state.amendment?.large).toBe(true);
  });

  it("R8.14 a change that weighs nothing leaves the run running, and only what it touches waits", () => {
    const run = proposed(deployed(givenStarted()), SMALL);
    expect(run.state.status).toBe("running");
    expect(run.state.amendment).toMatchObject({ large: false, stepIds: ["ledger"] });
    expect(stepBlockers(run.state, "ledger")).toMatchObject([{ rule: "R8", stepId: "ledger" }]);
    expect(run.when("dba", start("ledger")).rejection.code).toBe("rule");
    expect(stepBlockers(run.state, "money-loop")).toEqual([]);
  });

  it("R8.14 steps that only the new text has are none that wait", () => {
    const of = sampleDefinition();
    const phases = of.phases.map((each) =>
      each.id === "canary" ? { ...each, steps: [...each.steps, step("new")] } : each,
    );
    expect(proposed(givenStarted(), { ...of, sha256: SHA, phases }).state.amendment?.stepIds).toEqual([]);
  });

  it("R8.21 one amendment at a time", () => {
    const run = proposed(givenStarted(), SMALL);
    expect(propose(run, LARGE).rejection).toMatchObject({ code: "conflict", rule: "R8" });
  });

  it("R8.21 a version that is not there, or another than was looked up, is refused", () => {
    const run = givenStarted();
    expect(run.when("dba", proposal()).rejection.code).toBe("not-found");
    expect(propose(run, SMALL, { runbookVersion: 3 }).rejection.code).toBe("not-found");
    expect(propose(run, SMALL, { fromSha256: SHA }).rejection).toMatchObject({
      code: "conflict",
      rule: "R8",
    });
    expect(run.when("dba", proposal(" "), withFact(factOf(SMALL))).rejection.code).toBe("malformed");
  });

  it("R8.21 the text that the run executes already is refused", () => {
    const same = sampleDefinition();
    expect(propose(givenStarted(), same).rejection).toMatchObject({ code: "conflict", rule: "R8" });
  });

  it("R8.21 a text that contradicts itself, or forbids production in a production run, is refused", () => {
    const noDecider = { ...SMALL, roles: SMALL.roles.filter((role) => role.key !== "ic") };
    expect(propose(givenStarted(), noDecider).rejection.rule).toBe("R1");
    const forbids = { ...SMALL, policy: { ...SMALL.policy, productionForbidden: true } };
    expect(propose(production(), forbids).rejection).toMatchObject({ code: "rule", rule: "R8" });
    expect(propose(givenStarted(), forbids).events).toEqual(["AmendmentProposed"]);
  });

  it("R8.21 a text that asks for variables without a value is refused with their names", () => {
    const asks = { ...SMALL, variables: ["DB_NAME", "REGION"] };
    expect(propose(givenStarted(), asks).rejection).toMatchObject({
      rule: "R8",
      missing: ["DB_NAME", "REGION"],
    });
  });

  it("R8.21 an observer proposes nothing, and nothing is proposed before the start", () => {
    const run = givenStarted();
    expect(run.when("observer", proposal(), withFact(factOf(SMALL))).rejection.code).toBe("forbidden");
    expect(propose(givenRun(), SMALL).rejection.code).toBe("wrong-status");
  });
});

describe("a small amendment", () => {
  it("R8.14 takes the decider and a second person, in whichever order", () => {
    for (const order of [
      ["ic", "deployer"],
      ["deployer", "ic"],
    ] as const) {
      const run = proposed(givenStarted(), SMALL);
      expect(approve(run, order[0], SMALL).events).toEqual(["AmendmentApproved"]);
      expect(run.state.runbook.version).toBe(1);
      expect(approve(run, order[1], SMALL).events).toEqual(["AmendmentApproved", "AmendmentApplied"]);
      expect(run.state.runbook).toMatchObject({ version: 2, sha256: SHA, slug: "sample" });
      expect(run.state.status).toBe("running");
    }
  });

  it("R8.14 two people without the decider are not enough", () => {
    const run = proposed(givenStarted(), SMALL);
    expect(approve(run, "deployer", SMALL).events).toEqual(["AmendmentApproved"]);
    expect(approve(run, "dba", SMALL).events).toEqual(["AmendmentApproved"]);
    expect(run.state.amendment?.approvedBy.map((each) => each.personId)).toEqual(["deployer", "dba"]);
    expect(approve(run, "ic", SMALL).events).toContain("AmendmentApplied");
  });

  it("R12.10 the same person is never the two, whatever roles they hold", () => {
    const roles = { ic: "ic", deployer: "ic", dba: "dba", scribe: "ic", approver: "ic" };
    const run = proposed(givenStarted({ roles }), SMALL);
    expect(approve(run, "ic", SMALL).events).toEqual(["AmendmentApproved"]);
    expect(approve(run, "ic", SMALL).rejection).toMatchObject({ code: "conflict", rule: "R8" });
    expect(approve(run, "dba", SMALL).events).toContain("AmendmentApplied");
  });

  it("R8.14 an answer to what is not open, or without a statement, is refused", () => {
    const run = givenStarted();
    expect(approve(run, "ic", SMALL).rejection.code).toBe("not-found");
    proposed(run, SMALL);
    const amendmentId = run.state.amendment?.id ?? "";
    const silent: Draft = { type: "ApproveAmendment", payload: { amendmentId, statement: "" } };
    expect(run.when("ic", silent).rejection.code).toBe("malformed");
    expect(approve(run, "observer", SMALL).rejection.code).toBe("forbidden");
  });

  it("R8.14 it is not completed by another text than was proposed", () => {
    const run = proposed(givenStarted(), SMALL);
    approve(run, "dba", SMALL);
    const other = { ...SMALL, sha256: "ef".repeat(32) };
    expect(approve(run, "ic", other).rejection.code).toBe("not-found");
    expect(run.state.runbook.version).toBe(1);
  });
});

describe("a large amendment", () => {
  it("R8.16 in a rehearsal the decider alone puts it in force; the run stays held until it is resumed", () => {
    const run = proposed(givenStarted(), LARGE);
    expect(approve(run, "dba", LARGE).rejection).toMatchObject({ code: "forbidden", rule: "R8" });
    expect(approve(run, "ic", LARGE).events).toEqual(["AmendmentApproved", "AmendmentApplied"]);
    expect(run.state).toMatchObject({ status: "held", amendment: null });
    expect(run.given("ic", decision("resume")).state.status).toBe("running");
  });

  it("R8.15 in production it waits for the approval of its hash", () => {
    const run = proposed(production(), LARGE);
    const refused = approve(run, "ic", LARGE).rejection;
    expect(refused).toMatchObject({ code: "rule", rule: "R8" });
    expect(refused.missing).toEqual(["1 approval by approvers"]);
    expect(run.state.amendment?.approvedBy).toEqual([]);
    const approvals = [approval("approver")];
    expect(approve(run, "ic", LARGE, { approvals }).events).toContain("AmendmentApplied");
  });

  it("R8.15 the stricter of both policies says how many approvals it takes", () => {
    const stricter = { ...LARGE, policy: { ...LARGE.policy, approvals: 2 } };
    const run = proposed(production(), stricter);
    expect(approve(run, "ic", stricter, { approvals: [approval("approver")] }).rejection.rule).toBe("R8");
    const approvals = [approval("approver"), approval("stranger")];
    expect(approve(run, "ic", stricter, { approvals }).events).toContain("AmendmentApplied");
  });

  it("R8.15 a standing rejection bars it", () => {
    const run = proposed(production(), LARGE);
    const approvals = [approval("approver"), approval("stranger", "rejected")];
    const refused = approve(run, "ic", LARGE, { approvals }).rejection;
    expect(refused.missing).toEqual(["stranger's rejection taken back"]);
  });

  it("R12.10 the author's own approval does not count", () => {
    const run = proposed(production(), LARGE);
    const refused = approve(run, "ic", LARGE, { approvals: [approval("author")] }).rejection;
    expect(refused).toMatchObject({ code: "rule", rule: "R12" });
  });

  it("R8.17 is rejected with a reason by the decider or an approver, and the run stays held", () => {
    const run = proposed(givenStarted(), LARGE);
    const amendmentId = run.state.amendment?.id ?? "";
    const no = (reason: string): Draft => ({ type: "RejectAmendment", payload: { amendmentId, reason } });
    expect(run.when("dba", no("not tonight")).rejection.code).toBe("forbidden");
    expect(run.when("approver", no("")).rejection.code).toBe("malformed");
    expect(run.when("approver", no("not tonight")).events).toEqual(["AmendmentRejected"]);
    expect(run.state).toMatchObject({ status: "held", amendment: null, deviations: [] });
    expect(run.state.runbook.version).toBe(1);
    expect(run.when("approver", no("again")).rejection.code).toBe("not-found");
    expect(run.given("ic", decision("resume")).state.status).toBe("running");
  });
});
