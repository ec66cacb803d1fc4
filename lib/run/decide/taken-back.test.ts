import { describe, expect, test } from "vitest";
import { classify, cord, decision, inHypercare, observe, pass, signOff } from "../drafts.test-support";
import { nextVersion } from "../rich-definition.test-support";
import type { Draft, TestRun } from "../test-run.test-support";
import { givenStarted } from "../testing";

const confirm: Draft = { type: "ConfirmCriterion", payload: { criterionId: "stable" } };
const declare: Draft = { type: "DeclareComplete", payload: {} };
const sign: Draft = { type: "SignFinalRecord", payload: { fields: { Status: "PASS" } } };
const close: Draft = { type: "CloseRun", payload: {} };

/** Declared complete, with the final record signed as PASS; the day's report is still owed. */
function signed(): TestRun {
  return inHypercare(givenStarted()).given("dba", confirm).given("ic", declare, sign);
}

describe("what was declared and signed before things went wrong", () => {
  test("R10.7 a record that was signed as PASS does not close a run that was rolled back after it", () => {
    const run = signed().given("scribe", observe("payouts")).given("ic", decision("rollback"));
    expect(run.state).toMatchObject({ declaredAt: null, finalRecord: null });
    run.given("dba", pass("restore")).given("deployer", pass("reopen"), pass("tell-everyone"));
    run.given("ic", { type: "FinishRollback", payload: {} });
    expect(run.when("ic", close).rejection).toMatchObject({ rule: "R10", missing: ["SignFinalRecord"] });
    run.given("ic", sign, close);
    expect(run.state.outcome).toBe("rolled-back");
  });

  test("R10.7 nor one that is closed as a blocker", () => {
    const run = signed().given("dba", cord(), classify()).given("ic", decision("close-blocker"));
    expect(run.when("ic", close).rejection.missing).toEqual(["SignFinalRecord"]);
  });

  test("R10.7 a run that resumes from a halt is confirmed, declared and signed anew", () => {
    const run = signed().given("dba", cord(), classify()).given("approver", signOff("resume"));
    expect(run.state.declaredAt).not.toBeNull();
    run.given("ic", decision("resume")).given("deployer", pass("day-report"));
    expect(run.state).toMatchObject({ status: "hypercare", declaredAt: null, finalRecord: null });
    expect(run.when("ic", declare).rejection).toMatchObject({ rule: "R10", missing: ["Stable for 24 h"] });
    expect(run.when("ic", close).rejection.missing).toEqual(["DeclareComplete"]);
    run.given("dba", confirm).given("ic", declare, sign, close);
    expect(run.state.outcome).toBe("complete");
  });

  test("R10.7 a false alarm leaves all of it as it was", () => {
    const run = signed().given("dba", cord());
    const abortId = run.state.aborts[0]?.id ?? "";
    const withdraw: Draft = { type: "WithdrawAbort", payload: { abortId, reason: "a test" } };
    run.given("dba", withdraw).given("ic", withdraw).given("deployer", pass("day-report"));
    run.given("ic", close);
    expect(run.state.outcome).toBe("complete");
  });

  test("R10.7 a hold that is resumed takes nothing back", () => {
    const run = givenStarted().given("ic", decision("hold"), decision("resume"));
    expect(run.state).toMatchObject({ status: "running", halt: null });
  });

  test("R10.8 a record is signed again when an amendment has given it another field", () => {
    const run = signed().given("deployer", pass("day-report"));
    const next = nextVersion(run);
    if (!next) throw new Error("the run has a text");
    const finalRecord = [...next.definition.finalRecord, { name: "Drift", options: [], line: 1 }];
    const amendment = { ...next, changes: [], definition: { ...next.definition, finalRecord } };
    const facts = { amendment };
    run.when(
      "ic",
      { type: "ProposeAmendment", payload: { version: amendment.runbookVersion, reason: "a field" } },
      { facts },
    ).events;
    const approve: Draft = {
      type: "ApproveAmendment",
      payload: { amendmentId: run.state.amendment?.id ?? "", statement: "read" },
    };
    run.when("ic", approve, { facts }).events;
    expect(run.when("dba", approve, { facts }).events).toContain("AmendmentApplied");
    expect(run.when("ic", close).rejection).toMatchObject({ rule: "R10", missing: ["Drift"] });
    run.given("ic", { type: "SignFinalRecord", payload: { fields: { Status: "PASS", Drift: "none" } } });
    expect(run.when("ic", close).events).toEqual(["RunClosed"]);
  });
});
