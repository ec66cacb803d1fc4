import { describe, expect, test } from "vitest";
import { stepBlockers } from "../blockers";
import type { CommandPayloads } from "../commands";
import {
  attach,
  classify,
  cord,
  decision,
  deployed,
  fail,
  inHypercare,
  noGo,
  observe,
  pass,
  readyForGo,
  rollingBack,
  skip,
  voidIt,
} from "../drafts.test-support";
import { phase, sampleDefinition, step } from "../sample-definition.test-support";
import { backOutEnd, measuredRollback, pointOfNoReturn } from "../schedule";
import { BEGIN, type Draft, type TestRun } from "../test-run.test-support";
import { clearanceOf, givenRun, givenStarted } from "../testing";

const finish = (remaining?: string): Draft => ({ type: "FinishRollback", payload: { remaining } });
const partial = (...phases: string[]): Draft => decision("rollback", { phases });
const drill = decision("rollback", { drill: true });
const sign: Draft = { type: "SignFinalRecord", payload: { fields: { Status: "PASS" } } };

/** The sample with three rollback phases of one step each. */
function threeWays(): TestRun {
  const definition = sampleDefinition();
  const back = ["traffic", "schema", "data"].map((id) =>
    phase(id, "rollback", [step(`undo-${id}`, { mutating: true, durationMinutes: 10 })]),
  );
  const after = phase("after", "post-rollback", [step("tell-everyone")]);
  definition.rollback = { ...definition.rollback, phases: [...back, after] };
  return givenStarted({ definition });
}

const statusOf = (run: TestRun, id: string) => run.state.phases.find((each) => each.id === id)?.status;

describe("a partial rollback", () => {
  test("L.19 takes phases of the plan, and no others", () => {
    const run = threeWays();
    expect(run.when("ic", partial("traffic", "dns")).rejection).toMatchObject({
      code: "malformed",
      missing: ["dns"],
    });
    expect(run.when("ic", partial()).rejection.code).toBe("malformed");
    expect(run.when("ic", partial("after")).rejection.missing).toEqual(["after"]);
    run.given("ic", partial("data", "traffic", "data"));
    expect(run.state.rollbackScope).toEqual(["traffic", "data"]);
    expect(run.state.decisions.at(-1)).toMatchObject({ scope: ["traffic", "data"], drill: false });
  });

  test("L.19 naming every phase is the whole plan", () => {
    const run = threeWays().given("ic", partial("data", "schema", "traffic"));
    expect(run.state.rollbackScope).toBeNull();
  });

  test("L.19 what is left out stays locked, bars nothing, and is named at the end", () => {
    const run = threeWays().given("ic", partial("traffic", "data"));
    expect(["traffic", "schema", "data"].map((id) => statusOf(run, id))).toEqual([
      "open",
      "locked",
      "locked",
    ]);
    expect(stepBlockers(run.state, "undo-schema")[0]?.text).toContain("not part of the rollback");
    run.given("deployer", pass("undo-traffic"));
    expect(run.when("ic", finish("x")).rejection.missing).toEqual(["Step undo-data"]);
    run.given("deployer", pass("undo-data"));
    expect(run.when("deployer", pass("undo-schema")).rejection.code).toBe("wrong-status");
    expect(run.when("ic", finish()).rejection).toMatchObject({ rule: "R10", missing: ["remaining"] });
    run.given("deployer", pass("tell-everyone")).given("ic", finish("the new columns stay"));
    expect(run.state).toMatchObject({ status: "concluding", outcome: "partially-rolled-back" });
  });

  test("L.19 a NO-GO that rolls back may choose its phases too", () => {
    const run = deployed(givenStarted());
    const chosen: Draft = noGo("rollback");
    if (chosen.type !== "Decide") throw new Error("a NO-GO is a decision");
    const none = run.when("ic", { ...chosen, payload: { ...chosen.payload, phases: ["none"] } });
    expect(none.rejection.code).toBe("malformed");
    run.given("ic", { ...chosen, payload: { ...chosen.payload, phases: ["back"] } });
    expect(run.state).toMatchObject({ status: "rolling-back", rollbackScope: null });
  });
});

describe("a drill", () => {
  test.each<[string, () => TestRun]>([
    ["running", () => readyForGo(givenStarted())],
    ["in hypercare", () => inHypercare(givenStarted())],
  ])("L.20 after verification, while %s, it closes the rehearsal as complete", (_status, given) => {
    const run = given().given("ic", drill);
    expect(run.state).toMatchObject({ status: "rolling-back", drill: true });
    run.given("dba", pass("restore")).given("deployer", pass("reopen"), pass("tell-everyone"));
    run.given("ic", finish());
    expect(run.state).toMatchObject({ status: "concluding", outcome: "complete" });
    run.given("ic", sign);
    expect(run.when("ic", { type: "CloseRun", payload: {} }).rejection).toMatchObject({
      rule: "R10",
      missing: ["Stable for 24 h"],
    });
    run.given("dba", { type: "ConfirmCriterion", payload: { criterionId: "stable" } });
    run.given("ic", { type: "CloseRun", payload: {} });
    expect(run.state).toMatchObject({ status: "closed", outcome: "complete" });
  });

  test("L.20 it waits for every verify step, and names those that are open", () => {
    const run = deployed(givenStarted());
    expect(run.when("ic", drill).rejection).toMatchObject({
      code: "rule",
      rule: "R8",
      missing: ["Step money-loop", "Step ledger"],
    });
    run.given("dba", { type: "FailStep", payload: { stepId: "ledger", reason: "off by one" } });
    expect(run.when("ic", drill).rejection.missing).toContain("Step ledger");
    expect(run.when("ic", decision("rollback")).events).toEqual(["Decided"]);
    expect(run.state.drill).toBe(false);
  });

  test("L.20 without a verify phase it waits for the whole main line", () => {
    const definition = sampleDefinition();
    definition.phases = definition.phases.filter((each) => each.id !== "canary");
    const run = deployed(givenStarted({ definition }));
    expect(run.when("ic", drill).events).toEqual(["Decided"]);
    expect(givenStarted({ definition }).when("ic", drill).rejection.rule).toBe("R8");
  });

  test("L.20 a rollback on a trigger, from a hold or a halt, is no drill", () => {
    const run = readyForGo(givenStarted()).given("dba", observe("payouts"));
    expect(run.when("ic", drill).rejection).toMatchObject({ rule: "R6", missing: ["Trigger payouts"] });
    run.given("ic", decision("continue"), decision("hold"));
    expect(run.when("ic", drill).rejection.code).toBe("wrong-status");
    run.given("ic", decision("resume")).given("dba", cord());
    expect(run.when("ic", drill).rejection.code).toBe("wrong-status");
    expect(run.when("ic", decision("rollback")).events).toEqual(["Decided"]);
  });

  test("R8.9 production knows no drill, and rolls back in earnest", () => {
    const run = readyForGo(givenStarted({ kind: "production" }));
    expect(run.when("ic", drill).rejection).toMatchObject({
      code: "rule",
      rule: "R8",
      missing: ["a rehearsal"],
    });
    expect(run.when("ic", decision("rollback")).events).toEqual(["Decided"]);
  });

  test("R10.6 a run that was rolled back in earnest asks for no completion criterion", () => {
    const run = rollingBack(givenStarted()).given("dba", pass("restore")).given("deployer", pass("reopen"));
    run.given("deployer", pass("tell-everyone"));
    run.given("ic", finish(), sign, { type: "CloseRun", payload: {} });
    expect(run.state.outcome).toBe("rolled-back");
  });
});

describe("how long a rollback takes", () => {
  test("T.16 backing out now ends after the estimates, and while rolling back with what is left", () => {
    const run = deployed(givenStarted());
    expect(backOutEnd(run.state, "2026-11-22T03:00:00.000Z")).toBe("2026-11-22T03:25:00.000Z");
    run.given("ic", decision("rollback")).given("dba", pass("restore"));
    expect(backOutEnd(run.state, "2026-11-22T03:00:00.000Z")).toBe("2026-11-22T03:05:00.000Z");
    run.given("deployer", pass("reopen")).given("ic", finish());
    expect(backOutEnd(run.state, "2026-11-22T03:00:00.000Z")).toBeNull();
    expect(backOutEnd(givenRun().state, BEGIN)).toBeNull();
    const nothing = givenStarted({ definition: sampleDefinition({ rollback: emptyRollback }) });
    expect(backOutEnd(nothing.state, BEGIN)).toBeNull();
  });
  const emptyRollback = { triggers: [], clockMinutes: 5, phases: [] };

  test("T.16 a partial rollback ends with its own phases", () => {
    const run = threeWays().given("ic", partial("data"));
    expect(backOutEnd(run.state, "2026-11-22T03:00:00.000Z")).toBe("2026-11-22T03:10:00.000Z");
  });

  test("T.17 the length measured in rehearsal comes before the estimates", () => {
    const run = givenRun({ kind: "production" });
    const rehearsal = {
      ...{ runId: "r", title: "Dry run", slug: "s", runbookVersion: 1, outcome: "complete", closedAt: BEGIN },
      ...{ sha256: run.state.runbook.sha256, rollbackMinutes: 70, comparison: null },
    };
    const clearance = clearanceOf(run, { rehearsals: [rehearsal] });
    run.when("ic", { type: "StartRun", payload: {} }, { facts: { clearance } });
    expect(pointOfNoReturn(run.state)).toBe("2026-11-22T03:50:00.000Z");
    expect(backOutEnd(run.state, "2026-11-22T03:00:00.000Z")).toBe("2026-11-22T04:10:00.000Z");
    expect(pointOfNoReturn(givenStarted({ kind: "production" }).state)).toBe("2026-11-22T04:35:00.000Z");
  });

  test("T.17 a rollback is measured from ROLLBACK to its end, and only a whole one", () => {
    const run = readyForGo(givenStarted()).given("ic", drill);
    expect(measuredRollback(run.state)).toBeNull();
    run.wait(12.5).given("dba", pass("restore")).given("deployer", pass("reopen")).given("ic", finish());
    expect(measuredRollback(run.state)).toBe(12.5);
    const part = threeWays().given("ic", partial("data")).given("deployer", pass("undo-data"));
    expect(measuredRollback(part.given("ic", finish("columns")).state)).toBeNull();
    const less = rollingBack(givenStarted()).given("dba", pass("restore")).given("ic", skip("reopen"));
    expect(measuredRollback(less.given("ic", finish("traffic")).state)).toBeNull();
  });

  describe("with a step that failed with no exceptions", () => {
    function failedBack(by: Draft): TestRun {
      const definition = sampleDefinition();
      const proof = step("proof", { noExceptions: true });
      definition.rollback = {
        ...definition.rollback,
        phases: [
          phase("back", "rollback", [step("undo"), proof]),
          phase("after", "post-rollback", [step("tell-everyone"), step("clean", { noExceptions: true })]),
        ],
      };
      const run = readyForGo(givenStarted({ definition })).given("ic", by);
      return run.given("deployer", pass("undo"), fail("proof"));
    }

    test("R4.12 it is finished by naming what stays, and can be closed", () => {
      const run = failedBack(decision("rollback"));
      expect(statusOf(run, "after")).toBe("open");
      expect(run.when("ic", finish()).rejection).toMatchObject({ rule: "R10", missing: ["remaining"] });
      run.given("ic", finish("the proof is open")).given("deployer", pass("tell-everyone"), fail("clean"));
      expect(run.state.outcome).toBe("partially-rolled-back");
      run.given("ic", sign, { type: "CloseRun", payload: {} });
      expect(run.state.status).toBe("closed");
    });

    test("R4.12 a drill with it is no PASS", () => {
      const run = failedBack(drill).given("ic", finish("the proof is open"));
      expect(run.state.outcome).toBe("partially-rolled-back");
    });

    test("R4.12 what waits behind it in order is still refused, and may be left out", () => {
      const definition = sampleDefinition();
      const steps = [step("proof", { noExceptions: true }), step("undo")];
      definition.rollback = { ...definition.rollback, phases: [phase("back", "rollback", steps)] };
      const run = givenStarted({ definition })
        .given("ic", decision("rollback"))
        .given("deployer", fail("proof"));
      expect(run.when("deployer", pass("undo")).rejection.rule).toBe("R2");
      expect(run.when("ic", finish("all")).rejection.rule).toBe("R2");
      run.given("ic", skip("undo"), finish("all"));
    });
  });

  test("R4.9 a result of the main line is not voided once a drill rests on it", () => {
    const run = readyForGo(givenStarted()).given("ic", drill);
    const { rejection } = run.when("dba", voidIt("ledger"));
    expect(rejection).toMatchObject({ code: "rule", rule: "R4" });
    expect(rejection.message).toContain("The drill rests on");
  });
});

describe("what says how to roll back", () => {
  type Idle = [CommandPayloads["Decide"]["verdict"], Partial<CommandPayloads["Decide"]>, string[]];
  test.each<Idle>([
    ["go", { decisionPointId: "start", phases: ["back"] }, ["phases"]],
    ["go", { decisionPointId: "start", drill: true }, ["drill"]],
    ["hold", { phases: ["back"], drill: true }, ["phases", "drill"]],
    ["continue", { phases: ["back"] }, ["phases"]],
    ["no-go", { phases: ["back"] }, ["phases"]],
    ["no-go", { drill: true }, ["drill"]],
  ])("L.24 is refused with %s and %j", (verdict, more, missing) => {
    const run = givenStarted().given("deployer", pass("pin"), pass("access"), attach("freeze.log"));
    run.given("deployer", observe("payouts"));
    expect(run.when("ic", decision(verdict, more)).rejection).toMatchObject({ code: "malformed", missing });
    expect(run.state.decisions).toEqual([]);
  });

  test("L.24 is refused with resume and close-blocker, and taken where it says nothing", () => {
    const run = givenStarted().given("ic", decision("hold"));
    expect(run.when("ic", decision("resume", { phases: ["back"] })).rejection.code).toBe("malformed");
    expect(run.when("ic", decision("resume", { drill: false })).events).toEqual(["Decided"]);
    run.given("dba", cord(), classify());
    expect(run.when("ic", decision("close-blocker", { drill: true })).rejection.code).toBe("malformed");
  });

  test("L.25 a rehearsal in which something failed rolls back in earnest", () => {
    const definition = sampleDefinition();
    const late = phase("late", "execute", [step("switch", { role: "dba", noExceptions: true })]);
    definition.phases = [...definition.phases, late];
    definition.decisionPoints = definition.decisionPoints.slice(0, 1);
    const run = readyForGo(givenStarted({ definition }));
    expect(run.state.status).toBe("running");
    run.given("dba", fail("switch"));
    expect(run.when("ic", decision("rollback", { drill: true })).rejection).toMatchObject({
      rule: "R8",
      missing: ["Step switch"],
    });
    expect(run.when("ic", decision("rollback")).events).toEqual(["Decided"]);
  });
});
