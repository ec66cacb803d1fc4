import { describe, expect, test } from "vitest";
import {
  askWaiver,
  attach,
  fail,
  grant,
  openMutation,
  pass,
  retry,
  skip,
  voidIt,
} from "./drafts.test-support";
import { sampleDefinition, step } from "./sample-definition.test-support";
import type { TestRun } from "./test-run.test-support";
import { givenStarted } from "./testing";

/** The sample run before its `readable`, which names restore.log; `twin` in the same phase names it as well. */
function beforeReadable(): TestRun {
  const definition = sampleDefinition();
  const phases = definition.phases.map((each) =>
    each.id === "backup"
      ? {
          ...each,
          ordered: false,
          steps: [...each.steps, step("twin", { role: "dba", artifacts: ["restore.log"] })],
        }
      : each,
  );
  return openMutation(givenStarted({ definition: { ...definition, phases } })).given(
    "dba",
    pass("snapshot", { "Snapshot ID": "s" }),
  );
}

const owed = ["Evidence “restore.log” is not attached."];

describe("artifacts and attempts", () => {
  test.each([
    ["to the step", "readable"],
    ["to no step", undefined],
  ])("R9.9 what was attached %s before its attempt failed does not prove the next", (_to, stepId) => {
    const run = beforeReadable().given("dba", attach("restore.log", stepId)).wait(1);
    run.given("dba", fail("readable"), retry("readable", "once more"));
    expect(run.when("dba", pass("readable")).rejection.missing).toEqual(owed);
    run.wait(1).given("dba", attach("Restore.LOG", stepId), pass("readable"));
    expect(run.state.phases[1]?.steps[1]).toMatchObject({ status: "passed", attempt: 2 });
  });

  test("R9.9 a voided attempt leaves its artifact behind, whoever it was attached for", () => {
    const run = beforeReadable().given("dba", attach("restore.log")).wait(1).given("dba", pass("readable"));
    run.wait(1).given("dba", voidIt("readable")).given("ic", voidIt("readable"));
    expect(run.when("dba", pass("readable")).rejection.missing).toEqual(owed);
  });

  test("R9.9 one artifact proves two steps that name it, until the one that it belongs to fails", () => {
    const run = beforeReadable().given("dba", attach("restore.log", "readable")).wait(1);
    run.given("dba", fail("twin"), retry("twin", "again"), pass("twin"));
    const other = beforeReadable().given("dba", attach("restore.log", "readable")).wait(1);
    other.given("dba", fail("readable"));
    expect(other.when("dba", pass("twin")).rejection.missing).toEqual(owed);
  });

  test("R9.9 what stands keeps its own artifact: a PASS, and an N/A under a waiver after a FAIL", () => {
    const run = beforeReadable().given("dba", attach("restore.log", "readable"), pass("readable")).wait(1);
    run.given("dba", pass("twin"));
    expect(run.state.phases[1]?.status).toBe("complete");

    const waived = beforeReadable().given("dba", fail("readable")).wait(1);
    waived.given("dba", attach("restore.log", "readable"), askWaiver({ stepId: "readable" }));
    waived.given("approver", grant(waived.state.waivers[0]?.id ?? ""));
    waived.wait(1).given("dba", skip("readable", "waived"), pass("twin"));
  });

  test("R3.2 an artifact that is required before execution is missing again when its attempt has failed", () => {
    const definition = sampleDefinition();
    const phases = definition.phases.map((each) =>
      each.id === "pre" ? { ...each, kind: "prepare" as const, ordered: false } : each,
    );
    const run = givenStarted({ definition: { ...definition, phases } });
    run.given("deployer", attach("freeze.log", "pin"), pass("access")).wait(1).given("deployer", fail("pin"));
    expect(
      run.when("dba", { type: "StartStep", payload: { stepId: "snapshot" } }).rejection.missing,
    ).toContain("Evidence “freeze.log” is required before execution and missing.");
  });

  test("R9.16 nothing is read out of a restricted text", () => {
    const upload = { artifactId: "a1", values: { mismatch: "0.05 %" } };
    const send = (visibility: "room" | "restricted") =>
      openMutation(givenStarted()).when("dba", attach("check.log", "migrate", { upload, visibility })).events;
    expect(send("room")).toEqual(["EvidenceAttached", "FieldRecorded"]);
    expect(send("restricted")).toEqual(["EvidenceAttached"]);
  });
});
