import { describe, expect, test } from "vitest";
import {
  attach,
  classify,
  cord,
  decision,
  deployed,
  fail,
  inHypercare,
  openMutation,
  pass,
  readyForGo,
  rollingBack,
  signOff,
  start,
} from "../drafts.test-support";
import { sampleDefinition } from "../sample-definition.test-support";
import type { Draft, TestRun } from "../test-run.test-support";
import { givenStarted } from "../testing";

const withdraw = (run: TestRun, index = 0): Draft => ({
  type: "WithdrawAbort",
  payload: { abortId: run.state.aborts[index]?.id ?? "", reason: "false alarm" },
});

describe("the stop cord", () => {
  test.each(["ic", "deployer", "scribe", "approver", "observer"])("R5.1 %s may pull it", (who) => {
    const run = givenStarted();
    expect(run.when(who, cord()).events).toEqual(["AbortReported"]);
    expect(run.state).toMatchObject({ status: "halted", halt: { from: "running" } });
  });

  test("R5.1 it halts a held run and one in hypercare", () => {
    expect(givenStarted().given("ic", decision("hold")).given("dba", cord()).state.halt?.from).toBe("held");
    expect(inHypercare(givenStarted()).given("dba", cord()).state.halt?.from).toBe("hypercare");
  });

  test("R5.1 it names a gate, or says what was seen", () => {
    const run = givenStarted();
    const report = (payload: { gateId?: string; text?: string }): Draft => ({ type: "ReportAbort", payload });
    expect(run.when("dba", report({ gateId: "nowhere" })).rejection.code).toBe("not-found");
    expect(run.when("dba", report({ text: " " })).rejection.code).toBe("malformed");
    run.given("dba", report({ gateId: "gate-deploy" }));
    expect(run.state.aborts[0]).toMatchObject({
      gateId: "gate-deploy",
      text: "Abort gates",
      by: { name: "Chi" },
    });
  });

  test("R5.2 a halt voids the poll and keeps what was gathered", () => {
    const run = readyForGo(givenStarted()).given("ic", {
      type: "OpenPoll",
      payload: { decisionPointId: "go-live" },
    });
    const { evidence, phases, decisions } = run.state;
    run.given("dba", cord());
    expect(run.state.poll).toBeNull();
    expect(run.state).toMatchObject({ evidence, decisions });
    expect(run.state.phases.flatMap((each) => each.steps)).toEqual(phases.flatMap((each) => each.steps));
  });

  test("R5.3 while rolling back an abort is recorded and halts nothing", () => {
    const run = rollingBack(givenStarted()).given("dba", cord());
    expect(run.state).toMatchObject({ status: "rolling-back", halt: null });
    expect(run.state.aborts).toHaveLength(1);
    run.given("dba", withdraw(run)).given("ic", withdraw(run));
    expect(run.state).toMatchObject({ status: "rolling-back", aborts: [{ withdrawn: true }] });
  });

  test("R5.3 a second abort in a halt is recorded beside the first", () => {
    const run = givenStarted().given("dba", cord("one"), cord("two"));
    expect(run.state.halt?.abortId).toBe(run.state.aborts[0]?.id);
    expect(run.state.aborts.map((each) => each.text)).toEqual(["one", "two"]);
  });
});

describe("withdrawal", () => {
  test("R5.4 puller and decider withdraw it together, and the run goes back to where it was", () => {
    const run = givenStarted().given("ic", decision("hold")).given("dba", cord());
    expect(run.when("deployer", withdraw(run)).rejection).toMatchObject({ code: "forbidden", rule: "R5" });
    expect(run.when("dba", withdraw(run)).events).toEqual(["AbortWithdrawalRequested"]);
    expect(run.state.status).toBe("halted");
    expect(run.when("dba", withdraw(run)).rejection.code).toBe("conflict");
    expect(run.when("ic", withdraw(run)).events).toEqual(["AbortWithdrawalRequested", "AbortWithdrawn"]);
    expect(run.state).toMatchObject({ status: "held", halt: null });
    expect(run.when("ic", withdraw(run)).rejection.code).toBe("wrong-status");
  });

  test("R5.4 in a rehearsal a decider who pulled it withdraws it alone", () => {
    const run = givenStarted().given("ic", cord());
    expect(run.when("ic", withdraw(run)).events).toEqual(["AbortWithdrawalRequested", "AbortWithdrawn"]);
  });

  test("R5.4 in production that takes a second person", () => {
    const run = givenStarted({ kind: "production" }).given("ic", cord());
    expect(run.when("ic", withdraw(run)).events).toEqual(["AbortWithdrawalRequested"]);
    expect(run.when("dba", withdraw(run)).events).toEqual(["AbortWithdrawalRequested", "AbortWithdrawn"]);
    const other = givenStarted({ kind: "production" }).given("ic", cord());
    other.given("dba", withdraw(other));
    expect(other.state.status).toBe("halted");
    other.given("ic", withdraw(other));
    expect(other.state.status).toBe("running");
  });

  test("R5.4 it takes a reason and a standing abort", () => {
    const run = givenStarted().given("dba", cord());
    const abortId = run.state.aborts[0]?.id ?? "";
    expect(run.when("dba", { type: "WithdrawAbort", payload: { abortId, reason: " " } }).rejection.code).toBe(
      "malformed",
    );
    const unknown = { type: "WithdrawAbort" as const, payload: { abortId: "x", reason: "y" } };
    expect(run.when("dba", unknown).rejection.code).toBe("not-found");
    const settled = givenStarted().given("dba", cord()).given("ic", decision("rollback"));
    expect(settled.when("dba", withdraw(settled)).rejection.code).toBe("conflict");
  });

  test("R5.5 with two aborts the run stays halted until both are withdrawn", () => {
    const run = givenStarted().given("dba", cord("one"), cord("two"));
    run.given("dba", withdraw(run, 0)).given("ic", withdraw(run, 0));
    expect(run.state).toMatchObject({ status: "halted", halt: { abortId: run.state.aborts[1]?.id } });
    run.given("dba", withdraw(run, 1)).given("ic", withdraw(run, 1));
    expect(run.state.status).toBe("running");
  });

  test("R5.5 an abort that a resume settled does not stand any more", () => {
    const run = givenStarted().given("dba", cord(), classify()).given("approver", signOff("resume"));
    run.given("ic", decision("resume")).given("dba", cord("again"));
    run.given("dba", withdraw(run, 1)).given("ic", withdraw(run, 1));
    expect(run.state.status).toBe("running");
  });
});

describe("blocker and resume", () => {
  test("R5.6 a halted run resumes with classification and an approver's sign-off, to where it was", () => {
    const run = inHypercare(givenStarted()).given("dba", cord());
    expect(run.when("ic", decision("resume")).rejection).toMatchObject({ code: "rule", rule: "R5" });
    expect(run.when("ic", decision("resume")).rejection.missing).toHaveLength(2);
    expect(run.when("approver", signOff("resume")).rejection.rule).toBe("R5");
    run.given("dba", classify());
    expect(run.when("ic", decision("resume")).rejection.missing).toEqual(["an approver's sign-off"]);
    expect(run.when("dba", signOff("resume")).rejection).toMatchObject({
      code: "forbidden",
      missing: ["Approver"],
    });
    run.given("approver", signOff("resume")).given("ic", decision("resume"));
    expect(run.state).toMatchObject({ status: "hypercare", halt: null, aborts: [{ settledBy: "resume" }] });
  });

  test("R12.2 the decider does not sign their own resume, in whatever role", () => {
    const run = givenStarted({ roles: { ic: "ic", deployer: "deployer", dba: "dba", approver: "ic" } });
    run.given("dba", cord(), classify());
    expect(run.when("ic", signOff("resume")).rejection).toMatchObject({ code: "forbidden", rule: "R12" });
  });

  test("R5.6 without an approver in the runbook another role-holder signs", () => {
    const definition = sampleDefinition();
    definition.roles = definition.roles.filter((role) => role.capability !== "approver");
    const run = givenStarted({ definition }).given("dba", cord(), classify());
    run.given("deployer", signOff("resume")).given("ic", decision("resume"));
    expect(run.state.status).toBe("running");
  });

  test("R5.6 resuming a hold takes no approver, and there is no sign-off without a halt", () => {
    const run = givenStarted().given("ic", decision("hold"));
    expect(run.when("approver", signOff("resume")).rejection.code).toBe("conflict");
    run.given("ic", decision("resume"));
  });

  test("R5.7 a new classification voids the sign-off on the old", () => {
    const run = givenStarted().given("dba", cord(), classify()).given("approver", signOff("resume"));
    run.given("dba", classify("SCHEMA_DRIFT"));
    expect(run.when("ic", decision("resume")).rejection.missing).toEqual(["an approver's sign-off"]);
  });

  test("R5.9 the class is one of the taxonomy, by its whole text or its leading word", () => {
    const run = givenStarted().given("dba", cord());
    expect(run.when("dba", classify("WEATHER")).rejection).toMatchObject({ code: "malformed" });
    expect(run.when("dba", classify("SCHEMA")).rejection.code).toBe("malformed");
    run.given("dba", classify("schema_drift"));
    expect(run.state.halt?.classification).toBe("SCHEMA_DRIFT: the schema is not what was tested");
    const cause = { classification: "ENVIRONMENT", rootCause: " " };
    expect(run.when("dba", { type: "ClassifyBlocker", payload: cause }).rejection.code).toBe("malformed");
  });

  test("R5.9 any words classify where the runbook has no taxonomy", () => {
    const run = givenStarted({ definition: sampleDefinition({ taxonomy: [] }) }).given(
      "dba",
      cord(),
      classify("Odd"),
    );
    expect(run.state.halt?.classification).toBe("Odd");
  });

  test("R5.9 a blocker is not closed unclassified", () => {
    const run = givenStarted().given("dba", cord());
    expect(run.when("ic", decision("close-blocker")).rejection).toMatchObject({ code: "rule", rule: "R5" });
  });
});

describe("a FAIL that a gate covers", () => {
  test("R5.8 a FAIL whose reason names a condition of the gate halts in the same commit", () => {
    const run = openMutation(givenStarted()).given("dba", pass("snapshot", { "Snapshot ID": "s" }));
    run.given("dba", attach("restore.log"), pass("readable")).given("deployer", start("maintenance"));
    const answer = run.when("deployer", fail("maintenance", "psycopg duplicatetable: users"));
    expect(answer.events).toEqual(["StepFailed", "AbortReported"]);
    expect(run.state).toMatchObject({ status: "halted", aborts: [{ gateId: "gate-deploy" }] });
  });

  test("R5.8 a reason that names one of several conditions is enough", () => {
    const definition = sampleDefinition();
    const conditions = ["Lock timeout", "Disk full"];
    definition.phases = definition.phases.map((each) =>
      each.id === "pre" ? { ...each, abortGates: [{ id: "g", text: "Abort", conditions, line: 1 }] } : each,
    );
    const run = givenStarted({ definition }).given("deployer", fail("pin", "disk full on db-1"));
    expect(run.state.aborts).toMatchObject([{ gateId: "g" }]);
  });

  test("R5.8 another FAIL blocks what depends on it and halts nothing", () => {
    const run = openMutation(givenStarted()).given("dba", fail("snapshot", "DuplicateTable"));
    expect(run.state.status).toBe("running");
  });

  test.each([
    ["Any failure => STOP", [], true],
    ["Column too narrow, or the script failed => STOP", [], true],
    ["Abort gate", ["any check fails"], true],
    ["A difference of structure that nobody approved => STOP", [], false],
    ["Abort gates", ["Lock timeout/deadlock"], false],
  ])("R5.8 the gate %j with %j covers any FAIL: %s", (text, conditions, covers) => {
    const definition = sampleDefinition();
    definition.phases = definition.phases.map((each) =>
      each.id === "pre" ? { ...each, abortGates: [{ id: "g", text, conditions, line: 1 }] } : each,
    );
    const run = givenStarted({ definition }).given("deployer", fail("pin", "no tag"));
    expect(run.state.status).toBe(covers ? "halted" : "running");
  });

  test("R5.3 a covered FAIL while rolling back is recorded with its abort", () => {
    const run = openMutation(givenStarted()).given("dba", pass("snapshot", { "Snapshot ID": "s" }));
    run.given("dba", attach("restore.log"), pass("readable")).given("deployer", start("maintenance"));
    run.given("ic", decision("rollback")).given("deployer", fail("maintenance", "DuplicateTable"));
    expect(run.state).toMatchObject({ status: "rolling-back", aborts: [{ gateId: "gate-deploy" }] });
    expect(deployed(givenStarted()).state.aborts).toEqual([]);
  });
});

test("R12.11 an approver who has signed and taken command since does not resume on their own word", () => {
  const run = givenStarted().given("dba", cord(), classify()).given("approver", signOff("resume"));
  run.given("ic", { type: "OfferCommand", payload: { personId: "approver", name: "Fay" } });
  run.given("approver", {
    type: "AcceptCommand",
    payload: { offerId: run.state.commandOffer?.id ?? "none" },
  });
  expect(run.when("approver", decision("resume")).rejection).toMatchObject({
    rule: "R5",
    missing: ["an approver's sign-off"],
  });
  run.given("approver", {
    type: "AssignRole",
    payload: { role: "approver", personId: "ic", name: "Ada" },
  });
  run.given("ic", signOff("resume"));
  expect(run.when("approver", decision("resume")).events).toEqual(["Decided"]);
});
