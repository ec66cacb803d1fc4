import { describe, expect, test } from "vitest";
import { stepBlockers } from "../blockers";
import type { PhaseDefinition } from "../definition";
import { fail, field, go, pass, retry, skip, start, warn } from "../drafts.test-support";
import { findStep } from "../focus";
import { bareDefinition, phase, point, step } from "../sample-definition.test-support";
import { givenStarted } from "../testing";

const runOf = (...phases: PhaseDefinition[]) => givenStarted({ definition: bareDefinition({ phases }) });

describe("order", () => {
  test("R2.1 in an ordered phase a step waits for all before it, and the refusal names them", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two"), step("three")]));
    const { rejection } = run.when("deployer", start("three"));
    expect(rejection).toMatchObject({ code: "rule", rule: "R2" });
    expect(stepBlockers(run.state, "three").map((each) => each.stepId)).toEqual(["one", "two"]);
    run.given("deployer", pass("one"), start("two"));
    expect(stepBlockers(run.state, "three")[0]?.text).toContain("is running");
  });

  test("R2.2 a phase waits for the ones before it", () => {
    const run = runOf(phase("a", "execute", [step("one")]), phase("b", "verify", [step("two")]));
    expect(run.state.phases.map((each) => each.status)).toEqual(["open", "locked"]);
    expect(run.when("deployer", start("two")).rejection.missing[0]).toContain("0 of 1 done");
    run.given("deployer", pass("one"));
    expect(run.state.phases.map((each) => each.status)).toEqual(["complete", "open"]);
    expect(run.when("deployer", start("two")).events).toEqual(["StepStarted"]);
  });

  test("R2.2 a phase without steps holds nothing up and completes when it is reached", () => {
    const run = runOf(
      phase("a", "execute", [step("one")]),
      phase("b", "execute", []),
      phase("c", "verify", [step("x")]),
    );
    expect(run.state.phases.map((each) => each.status)).toEqual(["open", "locked", "locked"]);
    run.given("deployer", pass("one"));
    expect(run.state.phases.map((each) => each.status)).toEqual(["complete", "complete", "open"]);
  });

  test("R2.3 steps of an unordered phase start in any order", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two")], { ordered: false }));
    expect(run.when("deployer", start("two")).events).toEqual(["StepStarted"]);
  });

  test("R2.4 a step waits for those that it names", () => {
    const run = runOf(
      phase("a", "execute", [step("one"), step("two", { after: ["one"] })], { ordered: false }),
    );
    expect(run.when("deployer", start("two")).rejection.rule).toBe("R2");
    run.given("deployer", pass("one"), start("two"));
  });

  test("R2.5 streams run side by side, over phases too, and a step without one waits for all", () => {
    const run = runOf(
      phase("a", "execute", [step("a1", { stream: "a" }), step("b1", { stream: "b" })]),
      phase("b", "execute", [step("a2", { stream: "a" }), step("b2", { stream: "b" }), step("join")]),
    );
    run.given("deployer", pass("b1"), start("b2"));
    expect(run.state.phases.map((each) => each.status)).toEqual(["open", "open"]);
    expect(run.when("deployer", start("a2")).rejection.rule).toBe("R2");
    run.given("deployer", pass("b2"), pass("a1"));
    expect(stepBlockers(run.state, "join").map((each) => each.stepId)).toEqual(["a2"]);
  });

  test("R2.6 PASS or FAIL on a ready step implies its start", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two")]));
    expect(run.when("deployer", pass("two")).rejection.rule).toBe("R2");
    expect(run.when("deployer", pass("one")).events).toEqual(["StepStarted", "StepPassed"]);
    expect(run.when("deployer", fail("two")).events).toEqual(["StepStarted", "StepFailed"]);
    expect(findStep(run.state, "two")).toMatchObject({ status: "failed", startedBy: { name: "Ben" } });
  });

  test("R2.12 WARN and N/A open what follows, FAIL does not", () => {
    const run = runOf(
      phase("a", "execute", [step("one"), step("two", { optional: true }), step("three"), step("four")]),
    );
    run.given("deployer", warn("one"), skip("two"), fail("three"));
    expect(run.when("deployer", start("four")).rejection.missing[0]).toContain("has failed");
  });

  test("R2.10 behind an undecided intermediate point everything waits", () => {
    const definition = bareDefinition({
      phases: [phase("a", "execute", [step("one")]), phase("b", "verify", [step("look")])],
      decisionPoints: [point("half", { afterPhaseId: "a" })],
    });
    const run = givenStarted({ definition }).given("deployer", pass("one"));
    expect(run.state.phases[1]?.status).toBe("locked");
    expect(run.when("deployer", start("look")).rejection.missing[0]).toContain("waits for GO");
    run.given("ic", go("half"));
    expect(run.state.phases[1]?.status).toBe("open");
  });

  test.each(["start", "final"] as const)(
    "R2.10 behind an undecided %s point only what changes something waits",
    (position) => {
      const definition = bareDefinition({
        phases: [
          phase("a", "prepare", [step("one")]),
          phase("b", "verify", [step("look")]),
          phase("c", "execute", [step("write", { mutating: true })]),
        ],
        decisionPoints: [point("p", { position, final: position === "final", afterPhaseId: "a" })],
      });
      const run = givenStarted({ definition }).given("deployer", pass("one"), pass("look"));
      expect(run.state.phases[2]?.status).toBe("locked");
      expect(run.when("deployer", start("write")).rejection.code).toBe("rule");
      run.given("ic", go("p"));
      expect(run.when("deployer", start("write")).events).toEqual(["StepStarted"]);
    },
  );

  test("R2.10 a point waits for the phase that proves its criterion, and does not lock it", () => {
    const definition = bareDefinition({
      phases: [phase("a", "prepare", [step("one")]), phase("b", "verify", [step("proof")])],
      decisionPoints: [
        point("p", { afterPhaseId: "a", criteria: [{ text: "c", stepId: "proof", line: null }] }),
      ],
    });
    const run = givenStarted({ definition }).given("deployer", pass("one"), pass("proof"));
    expect(run.when("ic", go("p")).events).toEqual(["Decided"]);
  });
});

describe("owners", () => {
  test("R2.7 an owned step is its role's alone, not the decider's", () => {
    const run = runOf(phase("a", "execute", [step("one", { role: "dba" })]));
    expect(run.when("ic", start("one")).rejection).toMatchObject({
      code: "forbidden",
      missing: ["DB Owner"],
    });
    expect(run.when("deployer", pass("one")).rejection.message).toContain("Chi");
    run.given("dba", start("one"));
    expect(run.log.at(-1)).toMatchObject({ role: "dba", actor: { name: "Chi" } });
  });

  test("R2.8 starting an unowned step claims it, and then only the claimant and the decider answer", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two")], { ordered: false }));
    run.given("deployer", start("one"));
    expect(run.when("dba", pass("one")).rejection).toMatchObject({ code: "forbidden", rule: "R2" });
    expect(run.when("dba", start("one")).rejection.code).toBe("forbidden");
    expect(run.when("scribe", start("two")).rejection.code).toBe("forbidden");
    expect(run.when("ic", pass("one")).events).toEqual(["StepPassed"]);
  });

  test("R2.9 N/A is for optional and conditional steps", () => {
    const steps = [
      step("must"),
      step("may", { optional: true }),
      step("if", { condition: "if corrupt" }),
      step("change", { optional: true, mutating: true }),
    ];
    const run = runOf(
      phase("a", "execute", steps, { ordered: false }),
      phase("b", "verify", [step("all")], { optional: true }),
    );
    expect(run.when("deployer", skip("must")).rejection).toMatchObject({ code: "rule", rule: "R2" });
    expect(run.when("deployer", skip("may", " ")).rejection.code).toBe("malformed");
    run.given("deployer", skip("may"), skip("if"), skip("all"));
    expect(run.when("deployer", skip("change")).rejection.code).toBe("forbidden");
    run.given("ic", skip("change"));
    expect(findStep(run.state, "if")).toMatchObject({ status: "not-applicable", reason: "not here" });
  });

  test("R2.9 a started or failed step of the main line takes no N/A", () => {
    const run = runOf(phase("a", "execute", [step("may", { optional: true })]));
    run.given("deployer", start("may"));
    expect(run.when("deployer", skip("may")).rejection.code).toBe("conflict");
    run.given("deployer", fail("may"));
    expect(run.when("deployer", skip("may")).rejection.code).toBe("conflict");
  });

  test("R2.11 a retry is another attempt, by the owner, and the failed one stays", () => {
    const run = runOf(phase("a", "execute", [step("one", { role: "dba" })])).given(
      "dba",
      fail("one", "lock timeout"),
    );
    expect(run.when("dba", pass("one")).rejection.message).toContain("Retry it first");
    expect(run.when("dba", start("one")).rejection.code).toBe("conflict");
    run.wait(3).given("dba", retry("one"), pass("one"));
    const one = findStep(run.state, "one");
    expect(one).toMatchObject({ status: "passed", attempt: 2, startedAt: run.clock });
    expect(one?.attempts.map((each) => [each.attempt, each.status, each.reason])).toEqual([
      [1, "failed", "lock timeout"],
      [2, "passed", null],
    ]);
  });

  test("R2.11 a mutating step is retried by the decider, and stays its claimant's", () => {
    const run = runOf(phase("a", "execute", [step("one", { mutating: true })])).given(
      "deployer",
      fail("one"),
    );
    expect(run.when("deployer", retry("one")).rejection.code).toBe("forbidden");
    run.given("ic", retry("one")).given("deployer", pass("one"));
  });

  test("R2.11 what has no result is not retried", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two")])).given("deployer", start("one"));
    expect(run.when("deployer", retry("one")).rejection.code).toBe("conflict");
    expect(run.when("deployer", retry("two")).rejection.code).toBe("conflict");
  });

  test("R7.4 a result is not overwritten, nor are its blanks", () => {
    const fields = [{ name: "Tx", type: "text" as const, required: true }];
    const run = runOf(phase("a", "execute", [step("one", { fields })])).given(
      "deployer",
      pass("one", { Tx: "1" }),
    );
    for (const draft of [
      pass("one"),
      fail("one"),
      warn("one"),
      start("one"),
      field("one", "Tx", "2"),
      retry("one"),
    ]) {
      expect(run.when("deployer", draft).rejection.code).toBe("conflict");
    }
  });

  test("R2.6 an unknown step is not found", () => {
    const run = givenStarted();
    for (const draft of [
      start("x"),
      pass("x"),
      warn("x"),
      fail("x"),
      retry("x"),
      skip("x"),
      field("x", "a", "b"),
    ]) {
      expect(run.when("deployer", draft).rejection.code).toBe("not-found");
    }
    expect(stepBlockers(run.state, "x")).toHaveLength(1);
  });

  test.each(["constructor", "toString", "__proto__"])(
    "L.18 a blank called %s is a blank like any other",
    (name) => {
      const fields = [{ name, type: "text" as const, required: true }];
      const phases = [phase("a", "execute", [step("one", { fields })])];
      const run = givenStarted({ definition: bareDefinition({ phases }) });
      expect(run.when("deployer", pass("one")).rejection.missing).toEqual([`“${name}” is not filled in.`]);
      run.given("deployer", pass("one", Object.fromEntries([[name, "seen"]])));
      expect(Object.entries(findStep(run.state, "one")?.fields ?? {})).toEqual([[name, "seen"]]);
    },
  );

  test("R2.11 who retries an unowned step that only reads claims it, so that it is not left to who is gone", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two", { mutating: true })]));
    run.given("deployer", fail("one")).given("dba", retry("one"));
    expect(findStep(run.state, "one")?.startedBy?.personId).toBe("dba");
    expect(run.when("deployer", pass("one")).rejection).toMatchObject({ code: "forbidden", rule: "R2" });
    run.given("dba", pass("one")).given("deployer", fail("two")).given("ic", retry("two"));
    run.given("deployer", pass("two"));
  });
});
