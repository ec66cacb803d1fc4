import { describe, expect, test } from "vitest";
import type { CommandType } from "../commands";
import { classify, cord, decision, inHypercare, pass, rollingBack, skip } from "../drafts.test-support";
import type { Draft, TestRun } from "../test-run.test-support";
import { givenStarted } from "../testing";

const confirm: Draft = { type: "ConfirmCriterion", payload: { criterionId: "stable" } };
const declare: Draft = { type: "DeclareComplete", payload: {} };
const sign: Draft = { type: "SignFinalRecord", payload: { fields: { Status: "PASS" } } };
const close: Draft = { type: "CloseRun", payload: {} };
const freeze = (on: boolean): Draft => ({ type: "SetWriteFreeze", payload: { on, reason: "cutover" } });

describe("completion", () => {
  test("R10.1 completion is declared only with every criterion confirmed", () => {
    const run = inHypercare(givenStarted());
    expect(run.when("ic", declare).rejection).toMatchObject({ rule: "R10", missing: ["Stable for 24 h"] });
    run.given("dba", confirm);
    expect(run.state.criteria).toMatchObject([{ confirmedBy: { name: "Chi" }, confirmedAt: run.clock }]);
    expect(run.when("dba", confirm).rejection.code).toBe("conflict");
    run.given("ic", declare);
    expect(run.state).toMatchObject({ status: "hypercare", declaredAt: run.clock });
    expect(run.when("ic", declare).rejection.code).toBe("conflict");
    const unknown: Draft = { type: "ConfirmCriterion", payload: { criterionId: "x" } };
    expect(run.when("ic", unknown).rejection.code).toBe("not-found");
  });

  test("R10.2 the final record takes every field, and comes after completion is declared", () => {
    const run = inHypercare(givenStarted());
    expect(run.when("ic", sign).rejection).toMatchObject({ rule: "R10", missing: ["DeclareComplete"] });
    run.given("dba", confirm).given("ic", declare);
    const fields = (value: Record<string, string>): Draft => ({
      type: "SignFinalRecord",
      payload: { fields: value },
    });
    expect(run.when("ic", fields({ Status: " " })).rejection).toMatchObject({
      rule: "R10",
      missing: ["Status"],
    });
    expect(run.when("ic", fields({ Status: "PASS", Mood: "good" })).rejection.code).toBe("malformed");
    run.given("ic", sign, fields({ Status: "PASS with remarks" }));
    expect(run.state.finalRecord).toMatchObject({
      fields: { Status: "PASS with remarks" },
      by: { name: "Ada" },
    });
  });

  test("R10.3 closing waits for obligations, record and the end of the write freeze", () => {
    const run = inHypercare(givenStarted()).given("dba", confirm, freeze(true));
    expect(run.when("ic", close).rejection.missing).toEqual(["DeclareComplete"]);
    run.given("ic", declare);
    expect(run.when("ic", close).rejection.missing).toEqual(["Step day-report"]);
    run.given("deployer", pass("day-report"));
    expect(run.when("ic", close).rejection.missing).toEqual(["SignFinalRecord"]);
    run.given("ic", sign);
    expect(run.when("ic", close).rejection.missing).toEqual(["write freeze lifted"]);
    run.given("dba", freeze(false)).given("ic", close);
    expect(run.state).toMatchObject({ status: "closed", outcome: "complete", closedAt: run.clock });
  });

  test("R10.3 after a rollback closing waits for the post-rollback checklist", () => {
    const run = rollingBack(givenStarted()).given("dba", pass("restore")).given("deployer", pass("reopen"));
    run.given("ic", { type: "FinishRollback", payload: {} }, sign);
    expect(run.when("ic", close).rejection.missing).toEqual(["Step tell-everyone"]);
    run.given("ic", skip("tell-everyone"), close);
    expect(run.state.outcome).toBe("rolled-back");
  });

  test.each<[string, () => TestRun, string]>([
    ["no-go", () => givenStarted().given("ic", decision("no-go")), "no-go"],
    [
      "blocker",
      () => givenStarted().given("dba", cord(), classify()).given("ic", decision("close-blocker")),
      "blocker",
    ],
  ])("R10.5 a run that ended with %s closes so", (_name, given, outcome) => {
    expect(given().given("ic", sign, close).state).toMatchObject({ status: "closed", outcome });
  });

  test("R10.5 a run that was rolled back in part closes so", () => {
    const run = rollingBack(givenStarted()).given("dba", pass("restore")).given("ic", skip("reopen"));
    run.given("ic", { type: "FinishRollback", payload: { remaining: "DNS" } });
    run.given("deployer", pass("tell-everyone")).given("ic", sign, close);
    expect(run.state.outcome).toBe("partially-rolled-back");
  });
});

describe("the seal", () => {
  const ANY: { [T in CommandType]?: Draft } = {
    LogEntry: { type: "LogEntry", payload: { text: "one more thing" } },
    SendBroadcast: { type: "SendBroadcast", payload: { text: "done" } },
    Decide: decision("rollback"),
    ReportAbort: cord(),
    PassStep: pass("pin"),
    CloseRun: close,
    AssignRole: { type: "AssignRole", payload: { role: "dba", personId: "x", name: "X" } },
    AttachEvidence: {
      type: "AttachEvidence",
      payload: { name: "late.log", location: "x", sha256: "ab".repeat(32) },
    },
  };

  test.each(Object.entries(ANY))("R10.4 a closed run refuses %s", (_name, draft) => {
    const run = givenStarted().given("ic", decision("no-go"), sign, close);
    const before = run.state;
    expect(run.when("ic", draft, { admin: true }).rejection).toMatchObject({
      code: "wrong-status",
      rule: "R10",
    });
    expect(run.state).toBe(before);
  });

  test("R10.4 a cancelled run is sealed as well", () => {
    const run = givenStarted();
    run.state = { ...run.state, status: "closed", outcome: "cancelled" };
    expect(run.when("ic", decision("rollback")).rejection.rule).toBe("R10");
  });
});

describe("write freeze", () => {
  test("R3.7 the write freeze is state, set and lifted once each", () => {
    const run = givenStarted().given("deployer", freeze(true));
    expect(run.state.writeFreeze).toEqual({ on: true, reason: "cutover", at: run.clock });
    expect(run.when("ic", freeze(true)).rejection.code).toBe("conflict");
    expect(run.when("scribe", freeze(false)).rejection.code).toBe("forbidden");
    run.given("ic", freeze(false));
    expect(run.state.writeFreeze.on).toBe(false);
  });
});
