import { describe, expect, test } from "vitest";
import { stepBlockers } from "./blockers";
import {
  attach,
  classify,
  cord,
  decision,
  deployed,
  fail,
  field,
  go,
  inHypercare,
  noGo,
  openMutation,
  pass,
  readyForGo,
  retry,
  rollingBack,
  skip,
  start,
} from "./drafts.test-support";
import { bareDefinition, phase, point, sampleDefinition, step } from "./sample-definition.test-support";
import { givenRun, givenStarted } from "./testing";

const entry = { type: "LogEntry" as const, payload: { text: "note" } };

describe("starting and cancelling", () => {
  test("L.2 the decider starts a planned run, and what may begin opens", () => {
    const run = givenRun();
    expect(run.state.phases.every((each) => each.status === "locked")).toBe(true);
    expect(run.when("ic", { type: "StartRun", payload: {} }).events).toEqual(["RunStarted"]);
    expect(run.state.status).toBe("running");
    expect(run.state.startedAt).toBe(run.clock);
    expect(run.state.phases.map((each) => each.status).slice(0, 2)).toEqual(["open", "locked"]);
  });

  test("L.2 nothing starts before the run does", () => {
    const { rejection } = givenRun().when("deployer", start("pin"));
    expect(rejection).toMatchObject({ code: "wrong-status" });
    expect(rejection.message).toContain("planned and not started");
  });

  test.each(["planner", "ic"])("L.3 %s cancels a planned run, which is closed as cancelled", (who) => {
    const run = givenRun().given(who, { type: "CancelRun", payload: { reason: "moved" } });
    expect(run.state).toMatchObject({ status: "closed", outcome: "cancelled" });
  });

  test("L.3 a run that has begun is not cancelled, and a deployer cancels none", () => {
    const cancel = { type: "CancelRun" as const, payload: { reason: "moved" } };
    expect(givenStarted().when("ic", cancel).rejection.code).toBe("wrong-status");
    expect(givenRun().when("deployer", cancel).rejection.code).toBe("forbidden");
  });
});

describe("hold and resume", () => {
  test("L.4 HOLD voids the poll and RESUME leads back to running", () => {
    const run = readyForGo(givenStarted()).given("ic", {
      type: "OpenPoll",
      payload: { decisionPointId: "go-live" },
    });
    run.given("ic", decision("hold"));
    expect(run.state).toMatchObject({ status: "held", poll: null, heldFrom: "running" });
    run.given("ic", decision("resume"));
    expect(run.state).toMatchObject({ status: "running", heldFrom: null });
  });

  test("L.13 on hold starts and retries are refused, results and evidence go in", () => {
    const run = openMutation(givenStarted()).given("dba", start("snapshot")).given("ic", decision("hold"));
    run.given("dba", field("snapshot", "Snapshot ID", "s-1"), attach("snap.log"), fail("snapshot"), entry);
    expect(run.when("deployer", start("maintenance")).rejection).toMatchObject({
      code: "wrong-status",
      rule: "R1",
    });
    expect(run.when("ic", retry("snapshot")).rejection).toMatchObject({ code: "wrong-status", rule: "R1" });
    expect(stepBlockers(run.state, "readable")[0]?.text).toContain("on hold");
  });

  test("L.13 when halted the same, but for containment", () => {
    const run = openMutation(givenStarted()).given("dba", start("snapshot")).given("scribe", cord());
    run.given("dba", pass("snapshot", { "Snapshot ID": "s-1" }), attach("restore.log"), entry);
    expect(run.when("dba", start("readable")).rejection).toMatchObject({ code: "wrong-status", rule: "R5" });
    expect(run.when("deployer", start("keep-logs")).events).toEqual(["StepStarted"]);
  });
});

describe("GO and hypercare", () => {
  test("L.17 GO at the start point keeps the run running and opens what follows", () => {
    const run = openMutation(givenStarted());
    expect(run.state.status).toBe("running");
    expect(run.state.phases[1]?.status).toBe("open");
  });

  test("L.5 the final GO brings hypercare in its own commit when the main line is complete", () => {
    const run = readyForGo(givenStarted());
    expect(run.when("ic", go("go-live")).events).toEqual(["Decided", "HypercareStarted"]);
    expect(run.state).toMatchObject({ status: "hypercare", goAt: run.clock, hypercareAt: run.clock });
  });

  const twoSteps = bareDefinition({
    phases: [
      phase("check", "verify", [step("canary")]),
      phase("traffic", "execute", [step("open-traffic", { mutating: true })]),
    ],
    decisionPoints: [point("go-live", { position: "final", final: true, afterPhaseId: "check" })],
  });

  test("L.5 with execute steps left, hypercare comes with the last of them", () => {
    const run = givenStarted({ definition: twoSteps }).given("deployer", pass("canary"));
    expect(run.when("ic", go("go-live")).events).toEqual(["Decided"]);
    expect(run.state.status).toBe("running");
    expect(run.when("deployer", pass("open-traffic")).events).toEqual([
      "StepStarted",
      "StepPassed",
      "HypercareStarted",
    ]);
  });

  test("L.5 hypercare waits for RESUME when the last result comes in on hold", () => {
    const run = givenStarted({ definition: twoSteps })
      .given("deployer", pass("canary"))
      .given("ic", go("go-live"))
      .given("deployer", start("open-traffic"))
      .given("ic", decision("hold"));
    expect(run.when("deployer", pass("open-traffic")).events).toEqual(["StepPassed"]);
    expect(run.when("ic", decision("resume")).events).toEqual(["Decided", "HypercareStarted"]);
  });
});

describe("NO-GO", () => {
  test("L.6 NO-GO before anything mutated concludes the run", () => {
    const run = givenStarted().given("ic", decision("no-go", { decisionPointId: "start" }));
    expect(run.state).toMatchObject({ status: "concluding", outcome: "no-go" });
  });

  test("L.6 NO-GO is possible on hold", () => {
    const run = givenStarted().given("ic", decision("hold"), decision("no-go"));
    expect(run.state).toMatchObject({ status: "concluding", outcome: "no-go" });
  });

  test("L.7 NO-GO after mutation rolls back when the decider says so", () => {
    const run = deployed(givenStarted());
    expect(run.when("ic", noGo("rollback")).events).toEqual(["Decided"]);
    expect(run.state).toMatchObject({ status: "rolling-back", rollbackAt: run.clock });
    expect(run.state.decisions.at(-1)?.follows).toBe("rollback");
  });

  test.each([
    ["said so", noGo("halt")],
    ["said nothing", decision("no-go")],
  ])("L.7 NO-GO after mutation halts when the decider %s", (_what, draft) => {
    const run = deployed(givenStarted());
    expect(run.when("ic", draft).events).toEqual(["Decided", "AbortReported"]);
    expect(run.state).toMatchObject({ status: "halted", halt: { from: "running" } });
  });

  test("L.8 a halt that NO-GO ordered leads to ROLLBACK or closing, never back", () => {
    const run = deployed(givenStarted()).given("ic", noGo("halt"), classify());
    run.given("approver", { type: "SignOff", payload: { subject: "resume", statement: "ok" } });
    const abortId = run.state.halt?.abortId ?? "";
    expect(run.when("ic", decision("resume")).rejection).toMatchObject({ code: "rule", rule: "R1" });
    const withdraw = { type: "WithdrawAbort" as const, payload: { abortId, reason: "mistake" } };
    expect(run.when("ic", withdraw).rejection).toMatchObject({ code: "rule", rule: "R1" });
    expect(run.when("ic", decision("rollback")).events).toEqual(["Decided"]);
  });
});

describe("rollback", () => {
  test.each([
    ["running", () => givenStarted()],
    ["held", () => givenStarted().given("ic", decision("hold"))],
    ["halted", () => givenStarted().given("dba", cord())],
    ["hypercare", () => inHypercare(givenStarted())],
  ])("L.9 ROLLBACK is taken while %s, whatever else is open", (status, given) => {
    const run = given();
    expect(run.state.status).toBe(status);
    run.given("deployer", { type: "ObserveTrigger", payload: { text: "odd" } });
    run.given("ic", decision("rollback"));
    expect(run.state).toMatchObject({ status: "rolling-back", halt: null, clocks: [], heldFrom: null });
    expect(run.state.phases.find((each) => each.id === "back")?.status).toBe("open");
  });

  test("L.9 ROLLBACK settles the abort that halted the run", () => {
    const run = givenStarted().given("dba", cord()).given("ic", decision("rollback"));
    expect(run.state.aborts[0]?.settledBy).toBe("rollback");
  });

  test("L.10 FinishRollback is refused while a rollback step is open, and names it", () => {
    const run = rollingBack(givenStarted()).given("dba", pass("restore"));
    const finish = { type: "FinishRollback" as const, payload: {} };
    expect(run.when("ic", finish).rejection).toMatchObject({ rule: "R2", missing: ["Step reopen"] });
    run.given("deployer", fail("reopen"));
    expect(run.when("ic", finish).rejection.missing).toEqual(["Step reopen"]);
    run.given("ic", retry("reopen")).given("deployer", pass("reopen")).given("ic", finish);
    expect(run.state).toMatchObject({ status: "concluding", outcome: "rolled-back" });
  });

  test("L.11 leaving out an obligatory step makes the rollback partial and naming what stays a duty", () => {
    const run = rollingBack(givenStarted()).given("dba", pass("restore")).given("ic", skip("reopen"));
    const { rejection } = run.when("ic", { type: "FinishRollback", payload: { remaining: "  " } });
    expect(rejection).toMatchObject({ rule: "R10", missing: ["remaining"] });
    run.given("ic", { type: "FinishRollback", payload: { remaining: "traffic stays closed" } });
    expect(run.state).toMatchObject({
      outcome: "partially-rolled-back",
      rollbackRemaining: "traffic stays closed",
    });
  });

  test("L.11 a failed rollback step may be left out by the decider alone", () => {
    const run = rollingBack(givenStarted()).given("dba", fail("restore"));
    expect(run.when("dba", skip("restore")).rejection.code).toBe("forbidden");
    expect(run.when("ic", skip("restore")).events).toEqual(["StepMarkedNotApplicable"]);
  });

  test("L.11 an optional step that is left out leaves the rollback whole", () => {
    const definition = sampleDefinition();
    definition.rollback.phases = [
      phase("back", "rollback", [step("restore"), step("extra", { optional: true })]),
    ];
    const run = givenStarted({ definition })
      .given("ic", decision("rollback"))
      .given("dba", pass("restore"))
      .given("ic", skip("extra"), { type: "FinishRollback", payload: {} });
    expect(run.state.outcome).toBe("rolled-back");
  });

  test("L.14 the phases of a rollback open one after another, then the post-rollback checklist", () => {
    const run = rollingBack(givenStarted());
    const status = (id: string) => run.state.phases.find((each) => each.id === id)?.status;
    expect([status("canary"), status("back"), status("after"), status("contain")]).toEqual([
      "locked",
      "open",
      "locked",
      "open",
    ]);
    expect(run.when("deployer", start("tell-everyone")).rejection.rule).toBe("R2");
    run.given("dba", pass("restore")).given("deployer", pass("reopen"));
    expect(status("after")).toBe("open");
    run.given("ic", { type: "FinishRollback", payload: {} });
    expect(run.when("deployer", pass("tell-everyone")).events).toEqual(["StepStarted", "StepPassed"]);
  });

  test("L.14 main-line steps do not start any more, but a started one takes its result", () => {
    const run = openMutation(givenStarted())
      .given("dba", start("snapshot"))
      .given("ic", decision("rollback"));
    expect(run.when("dba", pass("snapshot", { "Snapshot ID": "s" })).events).toContain("StepPassed");
    expect(run.when("dba", start("readable")).rejection).toMatchObject({ code: "wrong-status" });
  });

  test.each([
    ["day-report", "hypercare"],
    ["restore", "ROLLBACK"],
    ["keep-logs", "halts"],
    ["tell-everyone", "rollback is done"],
  ])("L.14 %s does not start while the run is running, and says when it opens", (id, words) => {
    expect(stepBlockers(givenStarted().state, id)[0]?.text).toContain(words);
  });

  test("L.14 hypercare phases open in hypercare and stay shown open in a halt", () => {
    const run = inHypercare(givenStarted());
    expect(run.state.phases.find((each) => each.id === "watch")?.status).toBe("open");
    run.given("dba", cord());
    expect(run.state.phases.find((each) => each.id === "watch")?.status).toBe("open");
    expect(run.when("deployer", pass("day-report")).rejection.rule).toBe("R5");
  });
});

describe("other ends", () => {
  test("L.12 close-blocker concludes a halted run", () => {
    const run = givenStarted().given("dba", cord(), classify()).given("ic", decision("close-blocker"));
    expect(run.state).toMatchObject({ status: "concluding", outcome: "blocker" });
    expect(run.state.aborts[0]?.settledBy).toBe("close-blocker");
  });

  test("L.15 a refused moment names itself and the run's status", () => {
    const { rejection } = givenStarted().when("ic", decision("resume"));
    expect(rejection).toMatchObject({
      code: "wrong-status",
      message: "Resuming is possible while the run is on hold or halted; it is running.",
    });
  });
});
