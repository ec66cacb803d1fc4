import { describe, expect, test } from "vitest";
import { passBlockers } from "../blockers";
import type { CheckOperator, StepDefinition } from "../definition";
import { attach, fail, field, pass, retry, substep, warn } from "../drafts.test-support";
import { findStep } from "../focus";
import { bareDefinition, phase, step } from "../sample-definition.test-support";
import { quantity } from "../step-checks";
import { givenStarted } from "../testing";

const runOf = (overrides: Partial<StepDefinition>) =>
  givenStarted({ definition: bareDefinition({ phases: [phase("a", "execute", [step("one", overrides)])] }) });

const EMPTY_FILE = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

describe("blanks", () => {
  const fields = [
    { name: "Tx ID", type: "text" as const, required: true },
    { name: "Remark", type: "text" as const, required: false },
    { name: "Result", type: "outcome" as const, required: true },
  ];

  test("R9.1 PASS waits for every required blank, and names it; an outcome is the result itself", () => {
    const run = runOf({ fields });
    const { rejection } = run.when("deployer", pass("one"));
    expect(rejection).toMatchObject({ code: "rule", rule: "R9", missing: ["“Tx ID” is not filled in."] });
    expect(run.when("deployer", warn("one")).rejection.rule).toBe("R9");
    run.given("deployer", field("one", "Tx ID", " 0x1 "));
    expect(findStep(run.state, "one")?.fields).toEqual({ "Tx ID": "0x1" });
    run.given("deployer", pass("one"));
  });

  test("R9.1 PASS may bring the values along, which are recorded first", () => {
    const run = runOf({ fields });
    expect(run.when("deployer", pass("one", { "tx id": "0x1" })).events).toEqual([
      "StepStarted",
      "FieldRecorded",
      "StepPassed",
    ]);
  });

  test("R9.1 blanks of sub-steps count, each under its own key or its plain name", () => {
    const blank = [{ name: "Tx ID", type: "text" as const, required: true }];
    const run = runOf({
      substeps: [
        { id: "deposit", title: "Deposit", fields: blank },
        { id: "withdraw", title: "Withdraw", fields: blank },
      ],
    });
    run.given("deployer", substep("one", "deposit"), substep("one", "withdraw"));
    run.given("deployer", field("one", "deposit/Tx ID", "1"));
    expect(passBlockers(run.state, "one")).toHaveLength(1);
    run.given("deployer", field("one", "withdraw/Tx ID", "2"), pass("one"));
    const plain = runOf({ substeps: [{ id: "deposit", title: "Deposit", fields: blank }] });
    plain.given("deployer", substep("one", "deposit"), pass("one", { "Tx ID": "1" }));
  });

  test("R9.7 a number takes a number, a choice one of its options, and an unknown name is not found", () => {
    const run = runOf({
      fields: [
        { name: "Rows", type: "number", required: true },
        { name: "Mode", type: "choice", options: ["blue", "green"], required: true },
      ],
    });
    expect(run.when("deployer", field("one", "Rows", "many")).rejection.code).toBe("malformed");
    expect(run.when("deployer", field("one", "Mode", "red")).rejection.code).toBe("malformed");
    expect(run.when("deployer", field("one", "Rows", "")).rejection.code).toBe("malformed");
    expect(run.when("deployer", field("one", "Colour", "red")).rejection.code).toBe("not-found");
    run.given("deployer", pass("one", { Rows: "1,204", Mode: "green" }));
  });
});

describe("artifacts", () => {
  test("R9.2 a step that names an artifact passes only with it", () => {
    const run = runOf({ artifacts: ["smoke.log"] });
    expect(run.when("deployer", pass("one")).rejection).toMatchObject({ rule: "R9" });
    expect(run.when("deployer", warn("one")).rejection).toMatchObject({ rule: "R9" });
    run.given("dba", attach("Smoke.log")).given("deployer", pass("one"));
  });

  test("R9.3 an empty file is no evidence, and neither is half a hash", () => {
    const run = runOf({});
    expect(run.when("dba", attach("a", undefined, { size: 0 })).rejection).toMatchObject({
      code: "rule",
      rule: "R9",
    });
    expect(run.when("dba", attach("a", undefined, { sha256: EMPTY_FILE })).rejection.rule).toBe("R9");
    expect(run.when("dba", attach("a", undefined, { sha256: "abc" })).rejection.code).toBe("malformed");
    expect(run.when("dba", attach("a", undefined, { size: -1 })).rejection.code).toBe("malformed");
    expect(run.when("dba", attach("a", undefined, { location: "" })).rejection.code).toBe("malformed");
    expect(run.when("dba", attach(" ")).rejection.code).toBe("malformed");
    expect(run.when("dba", attach("a", "no-step")).rejection.code).toBe("not-found");
  });

  test("R9.8 a dump is a reference and never uploaded; a log may be either", () => {
    const run = givenStarted();
    const upload = { artifactId: "art-1" };
    expect(run.when("dba", attach("prod.dump", undefined, { upload })).rejection).toMatchObject({
      rule: "R9",
    });
    run.given("dba", attach("PROD.dump"), attach("restore.log", "readable", { upload, size: 12 }));
    expect(run.state.evidence).toMatchObject([
      { name: "prod.dump", kind: "reference", location: "logs/PROD.dump", stepId: null },
      { artifactId: "art-1", kind: "upload", location: null, size: 12, stepId: "readable" },
    ]);
  });

  test("R9.9 what was attached to a failed attempt does not prove the next", () => {
    const run = runOf({ artifacts: ["smoke.log"] })
      .given("deployer", attach("smoke.log", "one"))
      .wait(1);
    run.given("deployer", fail("one"), retry("one")).wait(1);
    expect(run.when("deployer", pass("one")).rejection.rule).toBe("R9");
    run.given("deployer", attach("smoke.log", "one"), pass("one"));
  });

  test("R9.9 nor does what was attached in the same moment as it failed", () => {
    const run = runOf({ artifacts: ["smoke.log"] });
    run.given("deployer", attach("smoke.log", "one"), fail("one"), retry("one"));
    expect(run.when("deployer", pass("one")).rejection.rule).toBe("R9");
  });
});

describe("values of an upload", () => {
  const checks = [
    { left: "failures", op: "==" as const, right: "0" },
    { left: "mismatch", op: "<=" as const, right: "0.1 %", pair: { left: "Source", right: "Target" } },
  ];
  const fields = [
    { name: "Source", type: "number" as const, required: true },
    { name: "Target", type: "number" as const, required: true },
  ];
  const upload = (values: Record<string, string>) =>
    attach("out.log", "one", { upload: { artifactId: "art", values }, size: 5 });
  const owned = { checks, fields, role: "deployer" };

  test("R9.14 what it states for the step's checks is recorded in the same commit", () => {
    const run = runOf(owned);
    const sent = run.when("deployer", upload({ FAILURES: "0", Source: "10", Target: "10" }));
    expect(sent.events).toEqual(["EvidenceAttached", "FieldRecorded", "FieldRecorded", "FieldRecorded"]);
    expect(findStep(run.state, "one")?.fields).toEqual({ failures: "0", Source: "10", Target: "10" });
    run.given("deployer", pass("one"));
  });

  test("R9.14 what was recorded already stays, and what fits no blank is left to people", () => {
    const run = runOf(owned).given("deployer", field("one", "Source", "7"));
    const values = { source: "9", Target: "many", elsewhere: "1", failures: "2" };
    expect(run.when("deployer", upload(values)).events).toEqual(["EvidenceAttached", "FieldRecorded"]);
    expect(findStep(run.state, "one")?.fields).toEqual({ Source: "7", failures: "2" });
    expect(run.when("deployer", pass("one", { Target: "7" })).rejection.rule).toBe("R9");
  });

  test("R9.14 only who may fill in the blanks records them so", () => {
    const run = runOf(owned);
    expect(run.when("scribe", upload({ failures: "0" })).events).toEqual(["EvidenceAttached"]);
    expect(run.when("dba", upload({ failures: "0" })).events).toEqual(["EvidenceAttached"]);
    expect(findStep(run.state, "one")?.fields).toEqual({});
  });

  test("R9.14 a step that has its result, or an upload for none, takes no values", () => {
    const run = runOf({ checks, role: "deployer" }).given("deployer", pass("one"));
    expect(run.when("deployer", upload({ failures: "0" })).events).toEqual(["EvidenceAttached"]);
    const none = attach("out.log", undefined, { upload: { artifactId: "b", values: { failures: "0" } } });
    expect(run.when("deployer", none).events).toEqual(["EvidenceAttached"]);
  });

  test("R9.15 who may see it is kept, and it is the room where nothing was said", () => {
    const run = runOf({}).given("dba", attach("a"), attach("b", undefined, { visibility: "restricted" }));
    expect(run.state.evidence.map((item) => item.visibility)).toEqual(["room", "restricted"]);
  });
});

describe("sub-steps", () => {
  const substeps = [
    { id: "health", title: "Health", fields: [] },
    { id: "login", title: "Login", fields: [] },
  ];

  test("R9.4 every sub-step takes a result before PASS, and its result starts the step", () => {
    const run = runOf({ substeps });
    expect(run.when("deployer", substep("one", "health")).events).toEqual(["StepStarted", "SubstepRecorded"]);
    expect(run.when("deployer", pass("one")).rejection.missing).toEqual(["“Login” has no result."]);
    expect(run.when("deployer", substep("one", "health")).rejection.code).toBe("conflict");
    expect(run.when("deployer", substep("one", "nothing")).rejection.code).toBe("not-found");
    run.given("deployer", substep("one", "login"), pass("one"));
    expect(findStep(run.state, "one")?.substeps[0]).toMatchObject({ result: "pass", by: { name: "Ben" } });
  });

  test("R9.4 one FAIL fails the step in the same commit, and a retry asks for all of them again", () => {
    const run = runOf({ substeps }).given("deployer", substep("one", "health"));
    expect(run.when("deployer", substep("one", "login", "fail")).events).toEqual([
      "SubstepRecorded",
      "StepFailed",
    ]);
    expect(findStep(run.state, "one")).toMatchObject({ status: "failed", reason: "“Login” has failed." });
    expect(run.when("deployer", pass("one")).rejection).toMatchObject({ code: "conflict", rule: "R7" });
    run.given("deployer", retry("one"));
    expect(run.when("deployer", pass("one")).rejection.missing).toHaveLength(2);
  });

  test("R9.10 a new attempt starts with empty blanks and sub-steps", () => {
    const fields = [{ name: "Ref", type: "text" as const, required: true }];
    const run = runOf({ substeps, fields });
    run.given("deployer", field("one", "Ref", "1"), substep("one", "health", "fail"), retry("one"));
    expect(findStep(run.state, "one")).toMatchObject({
      fields: {},
      substeps: [{ result: null }, { result: null }],
    });
  });
});

describe("checks", () => {
  test.each<[CheckOperator, string, string, boolean]>([
    ["==", "64", "64", true],
    ["==", "64", "64.0", true],
    ["==", "64", "63", false],
    ["==", "5c1e09d2b7aa", "5c1e09d2b7aa", true],
    ["==", "5c1e09d2b7aa", "5c1e09d2b7ab", false],
    ["!=", "old", "new", true],
    ["!=", "3", "3", false],
    ["<=", "0.1 %", "0.1%", true],
    ["<=", "0.1 %", "0.11 %", false],
    ["<", "5", "5", false],
    ["<", "5", "4.9", true],
    [">", "5", "5", false],
    [">", "1,000", "1,001", true],
    [">=", "5", "5", true],
    [">=", "5", "4", false],
    ["<", "5", "unknown", false],
  ])("R9.5 with the check %s %s a recorded %s holds: %s", (op, right, value, holds) => {
    const run = runOf({ checks: [{ left: "Mismatch", op, right }] });
    const { decision } = run.when("deployer", pass("one", { mismatch: value }));
    expect(decision.ok).toBe(holds);
  });

  test("R9.5 out of tolerance is FAIL, or WARN with an explanation", () => {
    const run = runOf({ checks: [{ left: "mismatch", op: "<=", right: "0.1 %" }] });
    run.given("deployer", field("one", "mismatch", "0.4 %"));
    expect(run.when("deployer", pass("one")).rejection).toMatchObject({ code: "rule", rule: "R9" });
    run.given("deployer", warn("one", "three rows in flight, counted by hand"));
    expect(findStep(run.state, "one")?.status).toBe("warned");
  });

  test("R9.5 a check without a recorded value is left to people", () => {
    runOf({ checks: [{ left: "mismatch", op: "<=", right: "0.1 %" }] }).given("deployer", pass("one"));
  });

  test("R9.7 quantities are read with thousands, decimals and percent, and nothing else is one", () => {
    expect(["12", "-3", "1,204,000", "1 204", "0.1 %"].map(quantity)).toEqual([12, -3, 1204000, 1204, 0.1]);
    expect(["", "12 rows", "1,2", "0x10", "Infinity", "1e3"].map(quantity)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
