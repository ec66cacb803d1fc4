import { describe, expect, test } from "vitest";
import { goBlockers, stepBlockers } from "../blockers";
import type { PhaseDefinition, StepDefinition } from "../definition";
import {
  acceptWarn,
  fail,
  go,
  pass,
  retry,
  skip,
  start,
  substep,
  verify,
  voidIt,
  warn,
} from "../drafts.test-support";
import { findStep, focusStep, mySteps } from "../focus";
import { bareDefinition, phase, point, step } from "../sample-definition.test-support";
import { type Draft, PEOPLE } from "../test-run.test-support";
import { givenRun, givenStarted } from "../testing";

const runOf = (...phases: PhaseDefinition[]) => givenStarted({ definition: bareDefinition({ phases }) });
const checked = (id: string, more: Partial<StepDefinition> = {}) =>
  step(id, { role: "deployer", verifier: "dba", ...more });

describe("verification", () => {
  test("R12.3 what follows waits until somebody else has verified the result", () => {
    const run = runOf(
      phase("a", "execute", [checked("one"), step("two")]),
      phase("b", "verify", [step("x")]),
    );
    run.given("deployer", pass("one"));
    const { rejection } = run.when("deployer", start("two"));
    expect(rejection).toMatchObject({ code: "rule", rule: "R12" });
    expect(rejection.message).toContain("waits for verification by DB Owner (Chi)");
    expect(run.state.phases.map((each) => each.status)).toEqual(["open", "locked"]);
    expect(run.when("dba", verify("one", "counted again")).events).toEqual(["StepVerified"]);
    expect(run.log.at(-1)).toMatchObject({
      role: "dba",
      payload: { attempt: 1, statement: "counted again" },
    });
    expect(findStep(run.state, "one")).toMatchObject({ status: "passed", verifiedBy: { name: "Chi" } });
    run.given("deployer", pass("two"));
    expect(run.state.phases.map((each) => each.status)).toEqual(["complete", "open"]);
  });

  test("R12.3 a WARN is verified like a PASS, and still waits to be accepted", () => {
    const definition = bareDefinition({
      phases: [phase("a", "verify", [checked("one")])],
      decisionPoints: [
        point("p", { afterPhaseId: "a", criteria: [{ text: "c", stepId: "one", line: null }] }),
      ],
    });
    const run = givenStarted({ definition }).given("deployer", warn("one"));
    const texts = () => goBlockers(run.state, "p").map((each) => `${each.rule} ${each.text}`);
    expect(texts()).toEqual([
      "R12 “Step one” waits for verification by DB Owner (Chi) (Phase a (0 of 1 done)).",
      "R9 Criterion “c”: “Step one” waits for verification by DB Owner (Chi).",
    ]);
    run.given("dba", verify("one"));
    expect(texts()).toEqual(["R9 Criterion “c”: “Step one” stands at WARN, not accepted."]);
    run.given("ic", acceptWarn("one"), go("p"));
  });

  test("R12.3 a decision freezes an unverified criterion as open", () => {
    const definition = bareDefinition({
      phases: [phase("a", "verify", [checked("one")])],
      decisionPoints: [
        point("p", { afterPhaseId: "a", criteria: [{ text: "c", stepId: "one", line: null }] }),
      ],
    });
    const run = givenStarted({ definition }).given("deployer", pass("one"));
    run.given("ic", { type: "Decide", payload: { verdict: "no-go", reason: "no", decisionPointId: "p" } });
    expect(run.state.decisions[0]?.criteria).toEqual([{ text: "c", result: "open" }]);
  });

  test("R12.3 the last verification completes the main line after GO", () => {
    const definition = bareDefinition({
      phases: [phase("a", "verify", [step("look")]), phase("b", "execute", [checked("open")])],
      decisionPoints: [point("p", { final: true, position: "final", afterPhaseId: "a" })],
    });
    const run = givenStarted({ definition }).given("deployer", pass("look")).given("ic", go("p"));
    expect(run.when("deployer", pass("open")).events).toEqual(["StepStarted", "StepPassed"]);
    expect(run.when("dba", verify("open")).events).toEqual(["StepVerified", "HypercareStarted"]);
  });

  test("R12.3 FAIL and N/A ask for no verification", () => {
    const run = runOf(
      phase("a", "execute", [checked("one"), checked("two", { optional: true })], { ordered: false }),
      phase("b", "execute", [step("three")]),
    ).given("deployer", fail("one"), skip("two"));
    for (const id of ["one", "two"]) expect(run.when("dba", verify(id)).rejection.code).toBe("conflict");
    run
      .given("deployer", retry("one"), pass("one"))
      .given("dba", verify("one"))
      .given("deployer", pass("three"));
  });

  test("R12.4 who executed it does not verify it, in a rehearsal neither", () => {
    const one = step("one", { verifier: "dba" });
    const run = runOf(phase("a", "execute", [one, step("two")])).given("dba", pass("one"));
    expect(run.state.kind).toBe("rehearsal");
    expect(run.when("dba", verify("one")).rejection).toMatchObject({ code: "forbidden", rule: "R12" });
    expect(stepBlockers(run.state, "two")[0]?.text).toContain("another person than Chi");
    run.given("ic", { type: "AssignRole", payload: { role: "dba", personId: "x", name: "Xen" } });
    run.given("x", verify("one"));
  });

  test("R12.4 only the holder of the named role verifies, once, what has a PASS or WARN", () => {
    const run = runOf(phase("a", "execute", [checked("one"), step("plain")], { ordered: false }));
    expect(run.when("dba", verify("one")).rejection).toMatchObject({ code: "conflict", rule: "R12" });
    run.given("deployer", pass("one"), pass("plain"));
    for (const who of ["ic", "deployer", "approver", "scribe", "observer", "stranger"]) {
      expect(run.when(who, verify("one")).rejection).toMatchObject({ code: "forbidden", rule: "R12" });
    }
    expect(run.when("dba", verify("plain")).rejection).toMatchObject({ code: "rule", rule: "R12" });
    expect(run.when("dba", verify("x")).rejection.code).toBe("not-found");
    run.given("dba", verify("one"));
    expect(run.when("dba", verify("one")).rejection).toMatchObject({ code: "conflict", rule: "R12" });
  });

  test("R12.4 a new attempt is verified anew", () => {
    const run = runOf(phase("a", "execute", [checked("one"), step("two")]));
    run.given("deployer", pass("one")).given("dba", verify("one"), voidIt("one"));
    run.given("deployer", voidIt("one"));
    expect(findStep(run.state, "one")).toMatchObject({ status: "waiting", verifiedBy: null });
    run.given("deployer", pass("one"));
    expect(findStep(run.state, "one")).toMatchObject({ attempt: 2, verifiedBy: null });
    expect(run.when("deployer", start("two")).rejection.rule).toBe("R12");
  });

  test("R12.5 the role that verifies is held before the start", () => {
    const definition = bareDefinition({ phases: [phase("a", "execute", [checked("one")])] });
    const run = givenRun({ definition, roles: { ic: "ic", deployer: "deployer" } });
    expect(run.when("ic", { type: "StartRun", payload: {} }).rejection.missing).toContain("DB Owner");
    const unknown = bareDefinition({
      phases: [phase("a", "execute", [checked("one", { verifier: "cook" })])],
    });
    expect(() => givenRun({ definition: unknown })).toThrow("cook");
  });

  test("R3.9 a precondition is open until it is verified, and reopens until the first mutating step", () => {
    const run = runOf(
      phase("p", "preconditions", [checked("pin")]),
      phase("a", "execute", [step("write", { mutating: true })]),
    ).given("deployer", pass("pin"));
    const barred = run.when("deployer", start("write")).rejection;
    expect(barred.missing.join()).toContain("Precondition “Step pin” waits for verification by DB Owner");
    expect(run.when("deployer", retry("pin")).rejection.code).toBe("malformed");
    run.given("deployer", retry("pin", "the tag moved"), pass("pin")).given("dba", verify("pin"));
    run.given("deployer", start("write"));
  });

  test("T.11 a result that waits for verification is the verifier's next step, and no more its owner's", () => {
    const run = runOf(
      phase("a", "execute", [checked("one"), step("two", { role: "dba" })], { ordered: false }),
    );
    run.given("deployer", pass("one"));
    expect(focusStep(run.state, "dba")?.id).toBe("one");
    expect(mySteps(run.state, "deployer")).toEqual([]);
    run.given("dba", verify("one"));
    expect(focusStep(run.state, "dba")?.id).toBe("two");
  });

  describe("roles that change hands", () => {
    const give = (role: string, who: string): Draft => ({
      type: "AssignRole",
      payload: { role, personId: who, name: PEOPLE[who] ?? who },
    });

    test("R12.4 who started it does not verify what somebody else then recorded", () => {
      const run = runOf(phase("a", "execute", [checked("one")])).given("deployer", start("one"));
      run.given("ic", give("deployer", "scribe"), give("dba", "deployer")).given("scribe", pass("one"));
      const { rejection } = run.when("deployer", verify("one"));
      expect(rejection).toMatchObject({ code: "forbidden", rule: "R12" });
      run.given("ic", give("dba", "stranger")).given("stranger", verify("one"));
    });

    test("R12.4 neither does who recorded one of its sub-steps", () => {
      const substeps = [
        { id: "x", title: "x", fields: [] },
        { id: "y", title: "y", fields: [] },
      ];
      const run = runOf(phase("a", "execute", [checked("one", { substeps })]));
      run.given("deployer", start("one")).given("ic", give("deployer", "scribe"));
      run.given("scribe", substep("one", "x")).given("ic", give("deployer", "stranger"));
      run.given("stranger", substep("one", "y"), pass("one")).given("ic", give("dba", "scribe"));
      expect(run.when("scribe", verify("one")).rejection).toMatchObject({ code: "forbidden", rule: "R12" });
    });

    test("R12.4 who had a hand in an earlier attempt alone may verify the next", () => {
      const run = runOf(phase("a", "execute", [checked("one")])).given("deployer", start("one"), fail("one"));
      run.given("ic", give("deployer", "scribe"), give("dba", "deployer"));
      run.given("scribe", retry("one"), pass("one")).given("deployer", verify("one"));
    });
  });
});
