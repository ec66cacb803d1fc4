import { describe, expect, test } from "vitest";
import type { ContinuedRun } from "../continued-run";
import { attach, openMutation, pass, start } from "../drafts.test-support";
import { BEGIN, type Draft, type TestRun } from "../test-run.test-support";
import { givenRun, givenStarted } from "../testing";

const carry = (...stepIds: string[]): Draft => ({
  type: "CarryOver",
  payload: { stepIds, reason: "done last night" },
});

const passOf = (stepId: string, fields: Record<string, string> = {}) => ({
  ...{ stepId, title: `Step ${stepId}`, by: "Chi", at: "2026-11-21T02:00:00.000Z", fields },
});

const LAST_NIGHT: ContinuedRun = {
  runId: "run-0",
  title: "First night",
  outcome: "blocker",
  headHash: "ef".repeat(32),
  passes: [
    passOf("pin"),
    passOf("snapshot", { "Snapshot ID": "snap-7", Elsewhere: "x" }),
    passOf("readable"),
    passOf("money-loop"),
  ],
  evidence: [
    { name: "restore.log", stepId: "readable", sha256: "aa".repeat(32), size: 12 },
    { name: "loop.log", stepId: "money-loop", sha256: "bb".repeat(32), size: null },
    { name: "loose.log", stepId: null, sha256: "cc".repeat(32), size: 1 },
  ],
};

const resumed = () => givenStarted({ continues: LAST_NIGHT });
const stepOf = (run: TestRun, id: string) =>
  run.state.phases.flatMap((each) => each.steps).find((each) => each.id === id);

describe("carrying over", () => {
  test("L.21 brings values and evidence of last night, and the owner attests the step again", () => {
    const run = resumed();
    expect(run.when("dba", carry("snapshot")).rejection.code).toBe("forbidden");
    expect(run.when("ic", carry("snapshot", "readable", "snapshot")).events).toEqual([
      "StepsCarriedOver",
      "EvidenceAttached",
    ]);
    expect(stepOf(run, "snapshot")).toMatchObject({
      status: "waiting",
      carriedFrom: "run-0",
      fields: { "Snapshot ID": "snap-7" },
    });
    expect(Object.keys(stepOf(run, "snapshot")?.fields ?? {})).toEqual(["Snapshot ID"]);
    expect(run.state.evidence).toMatchObject([
      { name: "restore.log", stepId: "readable", kind: "reference", location: "run run-0", size: 12 },
    ]);
    openMutation(run).given("dba", pass("snapshot"), pass("readable"));
    expect(stepOf(run, "snapshot")).toMatchObject({ status: "passed", carriedFrom: null });
  });

  test("L.21 a carried step waits its turn like any other", () => {
    const run = resumed().given("ic", carry("readable"));
    expect(run.when("dba", pass("readable")).rejection).toMatchObject({ code: "rule" });
    expect(run.state.mutated).toBe(false);
  });

  test.each<[string, string[], string, string | null]>([
    ["a precondition", ["snapshot", "pin"], "R3", "Step pin"],
    ["what knows no exceptions", ["money-loop"], "R4", "Step money-loop"],
    ["what did not pass", ["migrate", "snapshot"], "R9", "Step migrate"],
  ])("L.22 %s never carries", (_what, stepIds, rule, missing) => {
    const run = resumed();
    expect(run.when("ic", carry(...stepIds)).rejection).toMatchObject({
      code: "rule",
      rule,
      missing: [missing],
    });
    expect(run.state.evidence).toEqual([]);
  });

  test("L.22 a step that was begun here, or carried already, does not carry", () => {
    const run = openMutation(resumed()).given("dba", start("snapshot"));
    expect(run.when("ic", carry("snapshot")).rejection).toMatchObject({ code: "conflict", rule: "R7" });
    run.given("ic", carry("readable"));
    expect(run.when("ic", carry("readable")).rejection).toMatchObject({ code: "conflict", rule: "R7" });
  });

  test("L.22 it takes a run that is resumed, steps that exist, a reason, and a run that has begun", () => {
    expect(givenStarted().when("ic", carry("snapshot")).rejection.code).toBe("not-found");
    expect(resumed().when("ic", carry("nowhere")).rejection.code).toBe("not-found");
    expect(resumed().when("ic", carry()).rejection.code).toBe("malformed");
    const silent: Draft = { type: "CarryOver", payload: { stepIds: ["snapshot"], reason: " " } };
    expect(resumed().when("ic", silent).rejection.code).toBe("malformed");
    expect(givenRun({ continues: LAST_NIGHT }).when("ic", carry("snapshot")).rejection.code).toBe(
      "wrong-status",
    );
  });

  test("L.21 evidence of this night stands beside what was carried", () => {
    const run = openMutation(resumed().given("ic", carry("readable")));
    run.given(
      "dba",
      pass("snapshot", { "Snapshot ID": "s" }),
      attach("restore.log", "readable"),
      pass("readable"),
    );
    expect(run.state.evidence.filter((item) => item.name === "restore.log")).toHaveLength(2);
    expect(stepOf(run, "readable")?.finishedAt).toBe(BEGIN);
  });
});
