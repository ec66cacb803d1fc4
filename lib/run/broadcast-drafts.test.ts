import { describe, expect, test } from "vitest";
import { broadcastDraft } from "./drafts";
import { decision, fail, go, noGo, openMutation, pass, readyForGo, retry } from "./drafts.test-support";
import { sampleDefinition } from "./sample-definition.test-support";
import type { Draft, TestRun } from "./test-run.test-support";
import { givenRun, givenStarted } from "./testing";

/** The messages of a real communication plan, with the phases of the sample. */
const MESSAGES = [
  ["start", "Cutover Start", "Cutover initiated. Maintenance window active. Updates every 15m."],
  ["backup", "Backup PASS", "Backup PASS"],
  ["deploy", "Deploy+Migrate PASS/FAIL", "Deploy+Migrate PASS/FAIL"],
  ["go", "GO-LIVE Announcement", "GO decision made. System live. Hypercare started."],
  ["no-go", "If we stay", "NO-GO. We stay where we are: [reason]."],
  ["rollback", "Rollback (If needed)", "Rollback triggered. Reason: [X]. Restoration in progress."],
] as const;

const templates = MESSAGES.map(([id, name, text]) => ({ id, name, text, line: 1 }));
const definition = sampleDefinition();
definition.communications = { ...definition.communications, templates };

const send: Draft = { type: "SendBroadcast", payload: { text: "said" } };
const draftOf = (run: TestRun) => {
  const draft = broadcastDraft(run.state);
  return draft && [draft.templateId, draft.text];
};

/** The start has been told; then time passes. */
function told(): TestRun {
  const run = givenStarted({ definition });
  run.wait(1).given("scribe", send);
  return openMutation(run).wait(1);
}

function backupDone(run: TestRun): TestRun {
  run.given("dba", { type: "PassStep", payload: { stepId: "snapshot", fields: { "Snapshot ID": "s-1" } } });
  run.given("dba", {
    type: "AttachEvidence",
    payload: { name: "restore.log", stepId: "readable", location: "logs/r", sha256: "ab".repeat(32) },
  });
  return run.given("dba", pass("readable")).wait(1);
}

describe("drafts of updates", () => {
  test("C.11 the start offers the message of the start, and a run that has not begun offers nothing", () => {
    expect(draftOf(givenRun({ definition }))).toBeNull();
    expect(draftOf(givenStarted({ definition }))).toEqual(["start", MESSAGES[0][2]]);
  });

  test("C.11 a phase that is done offers its PASS, and not before its last step", () => {
    const run = told();
    run.given("dba", { type: "PassStep", payload: { stepId: "snapshot", fields: { "Snapshot ID": "s-1" } } });
    expect(draftOf(run)).toBeNull();
    run.given("dba", {
      type: "AttachEvidence",
      payload: { name: "restore.log", stepId: "readable", location: "logs/r", sha256: "ab".repeat(32) },
    });
    run.given("dba", pass("readable"));
    expect(draftOf(run)).toEqual(["backup", "Backup PASS"]);
  });

  test("C.11 a failed step offers the FAIL of its phase, filled in; a retry that is under way takes it back", () => {
    const run = backupDone(told());
    run.given("scribe", send).wait(1);
    run.given("deployer", pass("maintenance"));
    run.given("dba", fail("migrate", "lock timeout"));
    expect(draftOf(run)).toEqual(["deploy", "Deploy+Migrate FAIL"]);
    run.given("ic", retry("migrate", "lock is gone"));
    expect(draftOf(run)).toBeNull();
  });

  test("C.11 a phase that the plan has no message for, or no message for its FAIL, offers nothing", () => {
    const run = told();
    run.given("dba", fail("snapshot", "no space"));
    expect(draftOf(run)).toBeNull();
  });

  test("C.11 a rollback offers its message with the reason in the blank, whatever the reason holds", () => {
    const run = told();
    run.given("ic", decision("rollback", { reason: "payouts fail: $& [all]" }));
    expect(draftOf(run)).toEqual([
      "rollback",
      "Rollback triggered. Reason: payouts fail: $& [all]. Restoration in progress.",
    ]);
  });

  test("C.11 a GO at the start offers no announcement, and a hold none either", () => {
    const run = told();
    run.given("ic", decision("hold"));
    expect(draftOf(run)).toBeNull();
  });

  test("C.11 a message that leaves the phase blank serves the phases that none names", () => {
    const text = "[Phase] is done. We are [on plan / late].";
    const general = sampleDefinition();
    general.communications = {
      ...general.communications,
      templates: [...templates, { id: "checkpoint", name: "Checkpoint", text, line: 1 }],
    };
    const run = givenStarted({ definition: general });
    run.wait(1).given("scribe", send).wait(1);
    openMutation(run);
    expect(draftOf(run)).toEqual(["checkpoint", "Phase pre is done. We are [on plan / late]."]);
    expect(draftOf(backupDone(run.wait(1)))).toEqual(["backup", "Backup PASS"]);
  });

  test("C.11 the final GO offers its announcement, a NO-GO its message", () => {
    const live = readyForGo(givenStarted({ definition })).wait(1);
    live.given("ic", go("go-live"));
    expect(draftOf(live)?.[0]).toBe("go");
    const over = told();
    over.given("ic", noGo("halt"));
    expect(draftOf(over)).toEqual(["no-go", "NO-GO. We stay where we are: as agreed."]);
  });

  test("C.12 what was sent since takes it away, and a later checkpoint takes its place", () => {
    const run = givenStarted({ definition });
    openMutation(run).wait(1);
    expect(draftOf(run)?.[0]).toBe("start");
    backupDone(run);
    expect(draftOf(run)?.[0]).toBe("backup");
    run.given("scribe", send);
    expect(draftOf(run)).toBeNull();
  });
});
