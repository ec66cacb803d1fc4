import { describe, expect, test } from "vitest";
import type { ApprovalFact, RehearsalFact, StartClearance } from "../clearance";
import type { Policy } from "../definition";
import { sampleDefinition } from "../sample-definition.test-support";
import { clearanceGaps, startGaps } from "../start-clearance";
import { BEGIN, type Draft, type TestRun } from "../test-run.test-support";
import { clearanceOf, givenRun, type RunOptions } from "../testing";

const start: Draft = { type: "StartRun", payload: {} };
const setVariables = (variables: Record<string, string>): Draft => ({
  type: "SetVariables",
  payload: { variables },
});

function production(policy: Partial<Policy> = {}, options: RunOptions = {}): TestRun {
  const definition = sampleDefinition();
  definition.policy = { ...definition.policy, ...policy };
  return givenRun({ definition, kind: "production", ...options });
}

function approval(personId: string, overrides: Partial<ApprovalFact> = {}): ApprovalFact {
  return {
    personId,
    name: personId,
    role: null,
    verdict: "approved",
    statement: "read",
    at: BEGIN,
    ...overrides,
  };
}

function rehearsal(sha256: string, overrides: Partial<RehearsalFact> = {}): RehearsalFact {
  return {
    runId: "r-1",
    title: "Dry run",
    slug: "sample",
    runbookVersion: 1,
    sha256,
    outcome: "complete",
    closedAt: BEGIN,
    rollbackMinutes: null,
    comparison: null,
    ...overrides,
  };
}

const startWith = (run: TestRun, overrides: Partial<StartClearance>) =>
  run.when("ic", start, { facts: { clearance: clearanceOf(run, overrides) } });

describe("variables", () => {
  const withNames = (kind: "rehearsal" | "production" = "rehearsal") =>
    givenRun({ kind, definition: sampleDefinition({ variables: ["DB_NAME", "HOST", "DB_PASSWORD"] }) });

  test("R8.2 a start names every variable without a value, in a rehearsal too", () => {
    const run = withNames();
    expect(run.when("ic", start).rejection).toMatchObject({
      code: "rule",
      rule: "R8",
      missing: ["DB_NAME", "HOST"],
    });
    run.given("planner", setVariables({ DB_NAME: " app " })).given("ic", setVariables({ HOST: "db1" }));
    expect(run.state.variables).toEqual({ DB_NAME: "app", HOST: "db1" });
    expect(run.when("ic", start).events).toEqual(["RunStarted"]);
  });

  test("R8.2 a plan may bring them, and one that says nothing is none", () => {
    const definition = sampleDefinition({ variables: ["DB_NAME", "HOST"] });
    const run = givenRun({ definition, variables: { DB_NAME: "app", HOST: "  " } });
    expect(run.when("ic", start).rejection.missing).toEqual(["HOST"]);
  });

  test("R8.3 variables are set before the start, for names that the text uses", () => {
    const run = withNames().given("planner", setVariables({ DB_NAME: "a", HOST: "b" }));
    expect(run.when("planner", setVariables({ CITY: "x" })).rejection).toMatchObject({
      code: "malformed",
      missing: ["CITY"],
    });
    expect(run.when("planner", setVariables({})).rejection.code).toBe("malformed");
    expect(run.when("planner", setVariables({ HOST: "b" })).rejection.code).toBe("conflict");
    expect(run.when("dba", setVariables({ HOST: "c" })).rejection.code).toBe("forbidden");
    run.given("planner", setVariables({ HOST: "", DB_NAME: "a" }));
    expect(run.state.variables).toEqual({ DB_NAME: "a" });
    run.given("planner", setVariables({ HOST: "b" })).given("ic", start);
    expect(run.when("ic", setVariables({ HOST: "c" })).rejection.code).toBe("wrong-status");
  });

  test.each(["DB_PASSWORD", "PGPASSWORD", "api_key", "accessToken", "client-secret", "DB_PASS"])(
    "R8.4 %s names a secret: its value is refused, and asked for nowhere",
    (name) => {
      const run = givenRun({ definition: sampleDefinition({ variables: [name] }) });
      expect(run.when("planner", setVariables({ [name]: "hunter2" })).rejection).toMatchObject({
        code: "rule",
        rule: "R9",
        missing: [name],
      });
      expect(run.when("ic", start).events).toEqual(["RunStarted"]);
    },
  );

  test.each([
    "postgres://app:hunter2@db1/app",
    "host=db1 password=hunter2",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "ghp_0123456789abcdefghijABCDEFGHIJ012345",
  ])("R8.4 the value %j holds a credential and is refused, by the plan as well", (value) => {
    const definition = sampleDefinition({ variables: ["HOST"] });
    const run = givenRun({ definition });
    expect(run.when("ic", setVariables({ HOST: value })).rejection).toMatchObject({
      rule: "R9",
      missing: ["HOST"],
    });
    expect(() => givenRun({ definition, variables: { HOST: value } })).toThrow(/Secrets are never stored/);
  });

  test.each([
    ["SECRET_NAME", "payments"],
    ["KEY_COUNT", "12"],
    ["MONKEY", "yes"],
    ["HOST", "postgres://app@db1/app"],
    ["HOST", "postgres://app:<PASSWORD>@db1/app"],
    ["HOST", "postgres://app:$PW@db1:5432/app"],
  ])("R8.4 %s=%s is no secret", (name, value) => {
    const run = givenRun({ definition: sampleDefinition({ variables: [name] }) });
    run.given("ic", setVariables({ [name]: value }), start);
    expect(run.state.variables).toEqual({ [name]: value });
  });
});

describe("approvals", () => {
  test("R8.5 a production run starts only on an approval of its exact text", () => {
    const run = production();
    expect(run.when("ic", start).rejection).toMatchObject({ rule: "R8" });
    expect(startWith(run, { approvals: [] }).rejection).toMatchObject({
      rule: "R8",
      missing: ["1 approval by approvers"],
    });
    const other = startWith(run, { sha256: "00".repeat(32) }).rejection;
    expect(other).toMatchObject({ rule: "R8", missing: ["approvals of abababababab"] });
    expect(startWith(run, {}).events).toEqual(["RunStarted"]);
  });

  test("R8.5 it takes as many people as the policy says, and the author is none of them", () => {
    const run = production({ approvals: 2 });
    const twice = [approval("a"), approval("a", { at: "2026-11-22T01:01:00.000Z" })];
    expect(startWith(run, { approvals: twice }).rejection.missing).toEqual(["1 approval by approvers"]);
    const own = [approval("a"), approval("planner")];
    expect(startWith(run, { approvals: own }).rejection).toMatchObject({
      rule: "R12",
      missing: ["1 approval by others than the author"],
    });
    expect(startWith(run, { approvals: [approval("a"), approval("b")] }).events).toEqual(["RunStarted"]);
  });

  test("R8.26 an approval by somebody whose account is disabled does not count, a rejection stands", () => {
    const run = production({ approvals: 1 });
    const gone = approval("a", { name: "Al", accountDisabled: true });
    expect(startWith(run, { approvals: [gone] }).rejection).toMatchObject({
      rule: "R8",
      missing: ["1 approval by approvers"],
    });
    expect(startWith(run, { approvals: [gone] }).rejection.message).toContain(
      "0 of 1 approval of its exact text; Al, whose account is disabled, does not count.",
    );
    const rejected = approval("b", { name: "Bo", verdict: "rejected", accountDisabled: true });
    expect(startWith(run, { approvals: [approval("c"), rejected] }).rejection.missing).toEqual([
      "Bo's rejection taken back",
    ]);
    expect(startWith(run, { approvals: [gone, approval("c")] }).events).toEqual(["RunStarted"]);
  });

  test("R8.6 a standing rejection bars, by its name, and the latest word counts", () => {
    const later = "2026-11-22T01:02:00.000Z";
    const rejected = approval("b", { name: "Bo", verdict: "rejected", statement: "no backup" });
    const run = production();
    const bars = startWith(run, { approvals: [approval("a"), rejected] }).rejection;
    expect(bars).toMatchObject({ rule: "R8", missing: ["Bo's rejection taken back"] });
    expect(bars.message).toContain("Bo has rejected this version: no backup");
    const takenBack = [approval("b", { at: later }), rejected];
    expect(clearanceGaps(run.state, clearanceOf(run, { approvals: takenBack }))).toEqual([]);
    const atOnce = [rejected, approval("b", { name: "Bo", at: rejected.at })];
    expect(clearanceGaps(run.state, clearanceOf(run, { approvals: atOnce }))).toEqual([]);
    expect(startWith(run, { approvals: atOnce.toReversed() }).rejection.rule).toBe("R8");
    const changedMind = [approval("a"), approval("a", { verdict: "rejected", at: later })];
    expect(startWith(run, { approvals: changedMind }).rejection.missing).toHaveLength(2);
  });
});

describe("rehearsals", () => {
  const accepted = { acceptedBy: "Fay", statement: "same gates", at: BEGIN };
  const SHA = "ab".repeat(32);

  test.each<[string, RehearsalFact[], string | null]>([
    ["none", [], "a rehearsal closed as PASS"],
    ["one of this text", [rehearsal(SHA)], null],
    ["one that was rolled back", [rehearsal(SHA, { outcome: "rolled-back" })], "a rehearsal closed as PASS"],
    ["one of another text", [rehearsal("cd")], "an accepted comparison with “Dry run”"],
    ["a linked one whose comparison is accepted", [rehearsal("cd", { comparison: accepted })], null],
    [
      "a linked one that failed",
      [rehearsal("cd", { comparison: accepted, outcome: "blocker" })],
      "a rehearsal closed as PASS",
    ],
  ])(
    "R8.7 where the policy requires a rehearsal, with %s the missing is %j",
    (_what, rehearsals, missing) => {
      const run = production({ rehearsal: "required" });
      const gaps = clearanceGaps(run.state, clearanceOf(run, { rehearsals }));
      expect(gaps.map((gap) => [gap.rule, gap.missing])).toEqual(missing === null ? [] : [["R8", missing]]);
      if (missing === null) expect(startWith(run, { rehearsals }).events).toEqual(["RunStarted"]);
      else expect(startWith(run, { rehearsals }).rejection).toMatchObject({ rule: "R8", missing: [missing] });
    },
  );

  test("R8.7 a recommended rehearsal bars nothing", () => {
    expect(startWith(production({ rehearsal: "recommended" }), {}).events).toEqual(["RunStarted"]);
  });

  test("R8.8 what the start rested on is frozen, with the rollback time of the newest rehearsal that counts", () => {
    const run = production({ rehearsal: "required" });
    const rehearsals = [
      rehearsal("cd", { rollbackMinutes: 3 }),
      rehearsal(SHA),
      rehearsal(SHA, { rollbackMinutes: 40 }),
      rehearsal(SHA, { rollbackMinutes: 55 }),
    ];
    startWith(run, { rehearsals });
    expect(run.state.clearance).toEqual(clearanceOf(run, { rehearsals }));
    expect(run.state.measuredRollbackMinutes).toBe(40);
    expect(production().state.clearance).toBeNull();
  });

  test("R8.8 a rehearsal's start rests on no approval", () => {
    const run = givenRun();
    const approvals = [approval("b", { verdict: "rejected" })];
    expect(clearanceGaps(run.state, null)).toEqual([]);
    expect(startWith(run, { approvals }).events).toEqual(["RunStarted"]);
  });

  test("R8.5 everything that the start waits for is told at once", () => {
    const roles = { ic: "ic", deployer: "ic" };
    const run = production({ rehearsal: "required" }, { roles, deputy: null });
    const gaps = startGaps(run.state, clearanceOf(run, { approvals: [] }));
    expect(gaps.map((gap) => gap.rule)).toEqual(["R1", "R12", "R1", "R8", "R8"]);
    const { rejection } = startWith(run, { approvals: [] });
    expect(rejection.missing).toEqual(gaps.map((gap) => gap.missing));
    for (const gap of gaps) expect(rejection.message).toContain(gap.text);
  });
});
