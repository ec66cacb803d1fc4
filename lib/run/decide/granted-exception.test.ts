import { describe, expect, test } from "vitest";
import type { StepDefinition } from "../definition";
import { field, pass, warn } from "../drafts.test-support";
import { findStep } from "../focus";
import { bareDefinition, phase, step } from "../sample-definition.test-support";
import type { Draft } from "../test-run.test-support";
import { givenStarted } from "../testing";

const runOf = (overrides: Partial<StepDefinition>) =>
  givenStarted({ definition: bareDefinition({ phases: [phase("a", "execute", [step("one", overrides)])] }) });

const under = (exception: string): Draft => ({ type: "PassStep", payload: { stepId: "one", exception } });

const exceptions = ["Known drift of the audit table", "Warm cache"];

describe("exceptions that the text grants", () => {
  test("R11.8 PASS names one of them, however it is cased, and it is on record as the text has it", () => {
    const run = runOf({ exceptions }).given("deployer", under(" known DRIFT of the audit table "));
    expect(run.log.at(-1)?.payload).toMatchObject({ exception: "Known drift of the audit table" });
    expect(findStep(run.state, "one")?.exceptionUsed).toBe("Known drift of the audit table");
  });

  test("R11.8 any other is refused, and the refusal names the rule and lists what there is", () => {
    expect(runOf({ exceptions }).when("deployer", under("Known drift")).rejection).toMatchObject({
      code: "rule",
      rule: "R11",
      missing: exceptions,
    });
    expect(runOf({}).when("deployer", under("Known drift")).rejection).toMatchObject({
      code: "rule",
      rule: "R11",
      missing: [],
    });
  });

  test("R11.8 a step with no exceptions takes none", () => {
    const run = runOf({ exceptions, noExceptions: true });
    expect(run.when("deployer", under("Warm cache")).rejection).toMatchObject({ code: "rule", rule: "R4" });
  });

  test("R11.8 a PASS without one names none", () => {
    const run = runOf({ exceptions }).given("deployer", pass("one"));
    expect(findStep(run.state, "one")?.exceptionUsed).toBeNull();
  });

  test("R11.9 under a named exception a check out of tolerance leaves PASS, and nothing else is lifted", () => {
    const fields = [{ name: "Ref", type: "text" as const, required: true }];
    const checks = [{ left: "mismatch", op: "<=" as const, right: "0.1 %" }];
    const run = runOf({ exceptions, checks, fields }).given("deployer", field("one", "mismatch", "0.4 %"));
    expect(run.when("deployer", under("Warm cache")).rejection.missing).toEqual(["“Ref” is not filled in."]);
    run.given("deployer", field("one", "Ref", "7"));
    expect(run.when("deployer", pass("one")).rejection).toMatchObject({ code: "rule", rule: "R9" });
    run.given("deployer", under("Warm cache"));
    expect(findStep(run.state, "one")).toMatchObject({ status: "passed", exceptionUsed: "Warm cache" });
  });

  test("R11.9 without a granted exception there is WARN", () => {
    const checks = [{ left: "mismatch", op: "<=" as const, right: "0.1 %" }];
    const run = runOf({ checks }).given("deployer", field("one", "mismatch", "0.4 %"));
    expect(run.when("deployer", under("Warm cache")).rejection.code).toBe("rule");
    run.given("deployer", warn("one", "three rows in flight"));
  });
});
