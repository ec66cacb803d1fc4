import { describe, expect, test } from "vitest";
import { alternativesOf } from "../alternatives";
import { stepBlockers } from "../blockers";
import type { PhaseDefinition, StepDefinition } from "../definition";
import { choose, decision, pass, rollingBack, skip, start } from "../drafts.test-support";
import { findStep } from "../focus";
import { bareDefinition, phase, sampleDefinition, step } from "../sample-definition.test-support";
import { givenStarted } from "../testing";

const runOf = (...phases: PhaseDefinition[]) => givenStarted({ definition: bareDefinition({ phases }) });
const way = (id: string, more: Partial<StepDefinition> = {}) => step(id, { alternative: "way", ...more });
const twoWays = (more: Partial<StepDefinition> = {}) =>
  runOf(phase("a", "execute", [way("blue", more), way("green", more), step("after")]));

describe("alternatives", () => {
  test("R2.13 the decider picks one with a reason, and the others are left out in the same commit", () => {
    const run = twoWays();
    expect(run.when("ic", choose("green", "less traffic")).events).toEqual([
      "AlternativeChosen",
      "StepMarkedNotApplicable",
    ]);
    expect(run.state.alternatives).toEqual({ way: "green" });
    expect(findStep(run.state, "blue")).toMatchObject({
      status: "not-applicable",
      reason: "“Step green” was chosen instead: less traffic",
      waiverId: null,
    });
    run.given("deployer", pass("green"), start("after"));
  });

  test("R2.13 a choice is the decider's, has its reason, and is made once", () => {
    const run = twoWays();
    for (const who of ["deployer", "dba", "approver", "planner"])
      expect(run.when(who, choose("blue")).rejection).toMatchObject({ code: "forbidden", rule: "R1" });
    expect(run.when("ic", choose("blue", " ")).rejection.code).toBe("malformed");
    expect(run.when("ic", choose("x")).rejection.code).toBe("not-found");
    expect(run.when("ic", choose("after")).rejection).toMatchObject({ code: "rule", rule: "R2" });
    run.given("ic", choose("blue"));
    for (const id of ["blue", "green"])
      expect(run.when("ic", choose(id)).rejection).toMatchObject({ code: "conflict", rule: "R2" });
  });

  test("R2.14 before the choice none of them starts, and the refusal names all of them", () => {
    const run = twoWays();
    const { rejection } = run.when("deployer", start("blue"));
    expect(rejection).toMatchObject({ code: "rule", rule: "R2" });
    expect(rejection.message).toContain("“Step blue”, “Step green”");
    run.given("ic", choose("blue"));
    expect(stepBlockers(run.state, "blue")).toEqual([]);
  });

  test("R2.14 nobody's N/A takes the choice's place, not even where a way is optional", () => {
    const run = twoWays({ optional: true });
    expect(run.when("deployer", skip("blue")).rejection).toMatchObject({ code: "rule", rule: "R2" });
    run.given("ic", choose("blue")).given("deployer", skip("blue"));
  });

  test("R2.14 the chosen one is no more optional than it was", () => {
    const run = twoWays().given("ic", choose("blue"));
    expect(run.when("deployer", skip("blue")).rejection.rule).toBe("R2");
  });

  test("R2.14 a precondition left out by the choice is not reopened", () => {
    const run = runOf(phase("p", "preconditions", [way("blue"), way("green")], { ordered: false }));
    run.given("ic", choose("blue"));
    const again = run.when("deployer", { type: "RetryStep", payload: { stepId: "green", reason: "x" } });
    expect(again.rejection).toMatchObject({ code: "rule", rule: "R2" });
    expect(again.rejection.message).toContain("“Step blue” was chosen instead");
  });

  test("R2.13 a no-exceptions step is left out by the choice alone", () => {
    const run = twoWays({ noExceptions: true });
    expect(run.when("deployer", skip("blue")).rejection.rule).toBe("R4");
    run.given("ic", choose("green"));
    expect(findStep(run.state, "blue")?.status).toBe("not-applicable");
  });

  test("R2.13 a key is only a name", () => {
    const run = runOf(phase("a", "execute", [step("one", { alternative: "constructor" })]));
    expect(stepBlockers(run.state, "one")).toHaveLength(1);
    run.given("ic", choose("one")).given("deployer", pass("one"));
    expect(alternativesOf(run.state, "constructor")).toHaveLength(1);
  });

  test("R2.13 the way back that was not chosen makes no rollback partial", () => {
    const rollback = {
      triggers: [],
      clockMinutes: 5,
      phases: [phase("back", "rollback", [way("swap"), way("restore")], { ordered: false })],
    };
    const run = rollingBack(givenStarted({ definition: sampleDefinition({ rollback }) }));
    run.given("ic", choose("swap")).given("deployer", pass("swap"));
    run.given("ic", { type: "FinishRollback", payload: {} });
    expect(run.state.outcome).toBe("rolled-back");
    expect(run.when("ic", decision("rollback")).rejection.code).toBe("wrong-status");
  });
});
