import { describe, expect, test } from "vitest";
import type { AmendmentState } from "./amendment-state";
import { stepBlockers } from "./blockers";
import type { StepDefinition } from "./definition";
import { decision, fail, go, pass, retry, signOff, skip, start, voidIt, warn } from "./drafts.test-support";
import { bareDefinition, phase, point, sampleDefinition, step } from "./sample-definition.test-support";
import { isDone, locate } from "./structure";
import type { TestRun } from "./test-run.test-support";
import { givenStarted } from "./testing";

const amendment = (...stepIds: string[]): AmendmentState => ({
  id: "a1",
  runbookVersion: 2,
  sha256: "cd".repeat(32),
  reason: "typo",
  changes: [],
  large: false,
  stepIds,
  proposedBy: { personId: "ic", name: "Ada" },
  at: "2026-11-22T01:00:00.000Z",
  approvedBy: [],
});

/** The run with its steps marked as taken out of the text. */
function without(run: TestRun, ...ids: string[]): TestRun {
  const phases = run.state.phases.map((each) => ({
    ...each,
    steps: each.steps.map((s) => (ids.includes(s.id) ? { ...s, removed: true } : s)),
  }));
  run.state = { ...run.state, phases };
  return run;
}

describe("what people hold", () => {
  test("R2.16 a step that an amendment touches waits for its answer, the others go on", () => {
    const definition = bareDefinition({
      phases: [phase("a", "execute", [step("one"), step("two")], { ordered: false })],
    });
    const run = givenStarted({ definition });
    run.state = { ...run.state, amendment: amendment("one") };
    const { rejection } = run.when("deployer", pass("one"));
    expect(rejection).toMatchObject({ code: "rule", rule: "R8" });
    expect(rejection.message).toContain("version 2");
    run.given("deployer", pass("two"));
    run.state = { ...run.state, amendment: null };
    run.given("deployer", pass("one"));
  });

  test("R2.16 what runs already takes its result", () => {
    const definition = bareDefinition({ phases: [phase("a", "execute", [step("one")])] });
    const run = givenStarted({ definition }).given("deployer", start("one"));
    run.state = { ...run.state, amendment: amendment("one") };
    run.given("deployer", pass("one"));
  });

  test("R2.16 the way back waits for no amendment", () => {
    const run = givenStarted();
    run.state = { ...run.state, amendment: amendment("restore", "pin") };
    run.given("ic", decision("rollback"));
    expect(stepBlockers(run.state, "restore")).toEqual([]);
    run.given("dba", start("restore"));
  });

  test("R2.17 a destructive step waits for the sign-offs that it names, each by its role", () => {
    const rollback = {
      triggers: [],
      clockMinutes: 5,
      phases: [phase("back", "rollback", [step("drop", { mutating: true, signOffs: ["dba", "approver"] })])],
    };
    const run = givenStarted({ definition: sampleDefinition({ rollback }) }).given(
      "ic",
      decision("rollback"),
    );
    expect(run.when("deployer", start("drop")).rejection).toMatchObject({
      code: "rule",
      rule: "R1",
      missing: [
        "Sign-off of “Step drop” by DB Owner is missing.",
        "Sign-off of “Step drop” by Approver is missing.",
      ],
    });
    run.given("dba", signOff("step:drop"));
    expect(run.when("deployer", start("drop")).rejection.missing).toHaveLength(1);
    run.given("approver", signOff("step:drop")).given("deployer", start("drop"));
  });

  describe("signatures of an earlier attempt", () => {
    const signed = (more: Partial<StepDefinition> = {}) =>
      givenStarted({
        definition: bareDefinition({
          phases: [phase("a", "execute", [step("drop", { role: "deployer", signOffs: ["dba"], ...more })])],
        }),
      }).given("dba", signOff("step:drop"));

    test("R2.19 do not count for a retry, which is signed for while the step stands failed", () => {
      const run = signed().wait(1).given("deployer", fail("drop"));
      expect(run.when("deployer", retry("drop")).rejection).toMatchObject({
        rule: "R1",
        missing: ["Sign-off of “Step drop” by DB Owner is missing."],
      });
      run.wait(1).given("dba", signOff("step:drop"));
      expect(run.when("dba", signOff("step:drop")).rejection.code).toBe("conflict");
      run.given("deployer", retry("drop"));
      expect(run.when("dba", signOff("step:drop")).rejection.code).toBe("conflict");
      run.given("deployer", pass("drop"));
    });

    test("R2.19 do not count after the result is voided", () => {
      const run = signed().wait(1).given("deployer", pass("drop"));
      expect(run.when("dba", signOff("step:drop")).rejection.code).toBe("conflict");
      run.wait(1).given("deployer", voidIt("drop")).given("dba", voidIt("drop"));
      expect(run.when("deployer", start("drop")).rejection.rule).toBe("R1");
      run.wait(1).given("dba", signOff("step:drop")).given("deployer", start("drop"));
    });

    test("R2.19 nothing is signed for a FAIL that no retry follows", () => {
      const run = signed({ noExceptions: true }).wait(1).given("deployer", fail("drop")).wait(1);
      expect(run.when("dba", signOff("step:drop")).rejection.code).toBe("conflict");
    });
  });

  test("R2.17 a sign-off for another subject opens nothing", () => {
    const definition = bareDefinition({
      phases: [phase("a", "execute", [step("drop", { signOffs: ["dba"] }), step("p")], { ordered: false })],
      decisionPoints: [point("p", { signOffs: ["dba"], afterPhaseId: null })],
    });
    const run = givenStarted({ definition }).given("dba", signOff("p")).given("ic", go("p"));
    expect(stepBlockers(run.state, "drop").map((each) => each.rule)).toEqual(["R1"]);
  });
});

describe("what an amendment has taken out", () => {
  const definition = bareDefinition({
    phases: [
      phase("p", "preconditions", [step("pin"), step("keep")], { ordered: false }),
      phase("a", "execute", [step("one"), step("write", { mutating: true })]),
    ],
  });

  test("R2.18 it counts as done, whatever its result, and never starts again", () => {
    const run = givenStarted({ definition }).given("deployer", pass("pin"), warn("keep"), fail("one"));
    run.given("deployer", retry("pin", "the tag moved"), fail("pin"));
    expect(run.when("deployer", start("write")).rejection.code).toBe("rule");
    without(run, "pin", "keep", "one");
    const removed = locate(run.state, "one")?.step;
    expect(removed && isDone(removed)).toBe(true);
    expect(run.when("deployer", { type: "RetryStep", payload: { stepId: "one" } }).rejection).toMatchObject({
      code: "rule",
      rule: "R8",
    });
    run.given("deployer", start("write"));
  });

  test("R2.18 voiding its result leaves nothing owed", () => {
    const run = without(givenStarted({ definition }).given("deployer", pass("pin"), pass("keep")), "pin");
    run.given("deployer", voidIt("pin")).given("dba", voidIt("pin"));
    run.given("deployer", pass("one"), start("write"));
    expect(run.when("deployer", skip("pin")).rejection.code).toBe("rule");
  });
});

describe("streams", () => {
  test("R2.15 a decision point joins the streams before it: its GO waits for all of them", () => {
    const definition = bareDefinition({
      phases: [
        phase("a", "execute", [step("a1", { stream: "a" }), step("b1", { stream: "b" })]),
        phase("b", "execute", [step("a2", { stream: "a" })]),
      ],
      decisionPoints: [point("half", { afterPhaseId: "a" })],
    });
    const run = givenStarted({ definition }).given("deployer", pass("a1"));
    expect(run.when("ic", go("half")).rejection.missing.join()).toContain("Step b1");
    expect(run.when("deployer", start("a2")).rejection.rule).toBe("R2");
    run.given("deployer", pass("b1"));
    expect(run.when("deployer", start("a2")).rejection.missing.join()).toContain("waits for GO");
    run.given("ic", go("half")).given("deployer", start("a2"));
  });
});
