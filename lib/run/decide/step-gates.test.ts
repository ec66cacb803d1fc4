import { describe, expect, test } from "vitest";
import { passBlockers, stepBlockers } from "../blockers";
import type { PhaseDefinition } from "../definition";
import {
  attach,
  cord,
  decision,
  fail,
  go,
  openMutation,
  pass,
  retry,
  skip,
  start,
  substep,
  warn,
} from "../drafts.test-support";
import { findStep } from "../focus";
import { bareDefinition, phase, step } from "../sample-definition.test-support";
import { givenStarted } from "../testing";

const runOf = (...phases: PhaseDefinition[]) => givenStarted({ definition: bareDefinition({ phases }) });

describe("hard gates", () => {
  test("R3.1 an open, failed or doubtful precondition bars mutation", () => {
    const run = runOf(
      phase("p", "preconditions", [step("pin")]),
      phase("a", "execute", [step("write", { mutating: true })]),
    );
    const reasons = () =>
      stepBlockers(run.state, "write")
        .filter((each) => each.rule === "R3")
        .map((each) => each.text);
    expect(reasons()[0]).toContain("still open");
    run.given("deployer", fail("pin"));
    expect(reasons()[0]).toContain("has failed");
    run.given("deployer", retry("pin"), warn("pin"));
    expect(reasons()[0]).toContain("not accepted");
    expect(run.when("deployer", start("write")).rejection).toMatchObject({ code: "rule", rule: "R3" });
    run.given("ic", { type: "AcceptWarn", payload: { stepId: "pin", reason: "known" } });
    run.given("deployer", start("write"));
    expect(run.state.mutated).toBe(true);
  });

  test("R3.1 a precondition that stands later in the text bars as well, and is open from the start", () => {
    const run = runOf(
      phase("a", "execute", [step("write", { mutating: true })]),
      phase("p", "preconditions", [step("pin")]),
    );
    expect(run.when("deployer", start("write")).rejection.rule).toBe("R3");
    run.given("deployer", pass("pin"), start("write"));
  });

  test("R3.2 an artifact that is required before execution bars mutation until it is in", () => {
    const definition = bareDefinition({
      phases: [phase("a", "execute", [step("look"), step("write", { mutating: true })])],
      evidence: [{ name: "Freeze.log", kind: "upload", requiredBefore: "execution", stepIds: [], line: 1 }],
    });
    const run = givenStarted({ definition }).given("deployer", pass("look"));
    expect(run.when("deployer", start("write")).rejection).toMatchObject({ rule: "R3" });
    run.given("deployer", attach("freeze.log"), start("write"));
  });

  test("R3.3 a start point without GO bars mutation", () => {
    const run = givenStarted().given("deployer", pass("pin"), pass("access"), attach("freeze.log"));
    expect(stepBlockers(run.state, "snapshot").some((each) => each.rule === "R3")).toBe(true);
    expect(run.when("dba", start("snapshot")).rejection.code).toBe("rule");
    run.given("ic", go("start")).given("dba", start("snapshot"));
  });

  test("R3.4 a phase that only reads waits for no precondition; one that changes something does", () => {
    const run = runOf(
      phase("p", "preconditions", [step("pin")]),
      phase("look", "prepare", [step("heads")]),
      phase("mixed", "execute", [step("tell"), step("write", { mutating: true })]),
    );
    run.given("deployer", pass("heads"));
    expect(run.when("deployer", start("tell")).rejection.rule).toBe("R2");
    run.given("deployer", pass("pin"), start("tell"));
  });

  test("R3.5 a precondition is reopened with a reason, and only before the first mutating step", () => {
    const run = runOf(
      phase("p", "preconditions", [step("pin")]),
      phase("a", "execute", [step("write", { mutating: true })]),
    );
    run.given("deployer", pass("pin"));
    expect(run.when("deployer", retry("pin")).rejection.code).toBe("malformed");
    run.given("deployer", retry("pin", "tag moved"));
    expect(run.when("deployer", start("write")).rejection.rule).toBe("R2");
    run.given("deployer", pass("pin"), start("write"));
    expect(run.when("deployer", retry("pin", "again")).rejection).toMatchObject({ code: "rule", rule: "R3" });
  });

  test("R3.8 rolling back waits for no gate", () => {
    const run = givenStarted().given("ic", decision("rollback"));
    expect(run.when("dba", pass("restore")).events).toEqual(["StepStarted", "StepPassed"]);
  });
});

describe("no exceptions", () => {
  test("R4.2 a no-exceptions step takes neither WARN nor N/A", () => {
    const run = runOf(phase("a", "verify", [step("canary", { noExceptions: true, optional: true })]));
    expect(run.when("deployer", warn("canary")).rejection).toMatchObject({ code: "rule", rule: "R4" });
    expect(run.when("deployer", skip("canary")).rejection).toMatchObject({ code: "rule", rule: "R4" });
  });

  test("R4.3 a no-exceptions step is never retried", () => {
    const run = runOf(phase("a", "verify", [step("canary", { noExceptions: true })])).given(
      "deployer",
      fail("canary"),
    );
    expect(run.when("deployer", retry("canary")).rejection).toMatchObject({ code: "rule", rule: "R4" });
  });

  test("R4.4 a failed sub-step fails a no-exceptions step at once", () => {
    const substeps = [{ id: "deposit", title: "Deposit", fields: [] }];
    const run = runOf(phase("a", "verify", [step("canary", { noExceptions: true, substeps })]));
    expect(run.when("deployer", substep("canary", "deposit", "fail")).events).toEqual([
      "StepStarted",
      "SubstepRecorded",
      "StepFailed",
    ]);
    expect(findStep(run.state, "canary")?.status).toBe("failed");
  });
});

describe("warnings", () => {
  test("R7.2 WARN takes an explanation, in `reason` or in `note`", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two")]));
    expect(run.when("deployer", warn("one", "  ")).rejection.code).toBe("malformed");
    run.given("deployer", { type: "WarnStep", payload: { stepId: "one", note: "slow" } });
    expect(findStep(run.state, "one")).toMatchObject({
      status: "warned",
      reason: "slow",
      warnAccepted: false,
    });
  });

  test("R7.3 only a WARN is accepted, once, with a reason", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two")])).given("deployer", warn("one"));
    const accept = (stepId: string, reason = "known") => ({
      type: "AcceptWarn" as const,
      payload: { stepId, reason },
    });
    expect(run.when("ic", accept("two")).rejection.code).toBe("conflict");
    expect(run.when("ic", accept("x")).rejection.code).toBe("not-found");
    expect(run.when("ic", accept("one", "")).rejection.code).toBe("malformed");
    run.given("ic", accept("one"));
    expect(run.when("ic", accept("one")).rejection.code).toBe("conflict");
  });

  test("R7.1 every event carries actor, role and both times", () => {
    const run = openMutation(givenStarted()).given("scribe", cord());
    for (const event of run.log.slice(2)) {
      expect(event).toMatchObject({ actor: { kind: "person" }, role: expect.any(String), version: 1 });
      expect(event.occurredAt).toBe(event.recordedAt);
    }
  });
});

describe("passBlockers", () => {
  test("R2.6 what stands against PASS includes what stands against the start", () => {
    const run = givenStarted();
    expect(passBlockers(run.state, "readable").map((each) => each.rule)).toEqual(["R2", "R2", "R2", "R9"]);
    run.given("deployer", pass("pin"));
    expect(passBlockers(run.state, "pin")[0]?.rule).toBe("R7");
    expect(passBlockers(run.state, "access")).toEqual([]);
  });
});
