import { describe, expect, test } from "vitest";
import type { CommandType } from "./commands";
import {
  attach,
  classify,
  cord,
  decision,
  fail,
  field,
  go,
  observe,
  pass,
  retry,
  signOff,
  skip,
  start,
  substep,
  warn,
} from "./drafts.test-support";
import { can } from "./permissions";
import { refusal } from "./refusal";
import type { Draft, TestRun } from "./test-run.test-support";
import { givenRun, givenStarted } from "./testing";

const EVERYONE = [
  "ic",
  "deployer",
  "dba",
  "scribe",
  "approver",
  "observer",
  "planner",
  "stranger",
  "system",
] as const;

/** A started run with an open poll, an offer to Ben and an abort by Chi that is withdrawn later. */
function busyRun(): TestRun {
  return givenStarted().given(
    "ic",
    { type: "OfferCommand", payload: { personId: "deployer", name: "Ben" } },
    { type: "OpenPoll", payload: { decisionPointId: "go-live" } },
  );
}

const halted = () => givenStarted().given("dba", cord());
const rolling = () => givenStarted().given("ic", decision("rollback"));
const hypercare = () => {
  const run = givenStarted();
  run.state = { ...run.state, status: "hypercare" };
  return run;
};

/** Who may, by command: everyone else of EVERYONE may not. `ic` decides, `deployer` owns `access`, nobody owns `pin`. */
const TABLE: [CommandType, () => TestRun, Draft, string[]][] = [
  ["AssignRole", busyRun, { type: "AssignRole", payload: { role: "dba", personId: "x", name: "X" } }, ["ic"]],
  ["OfferCommand", busyRun, { type: "OfferCommand", payload: { personId: "dba", name: "Chi" } }, ["ic"]],
  ["AcceptCommand", busyRun, { type: "AcceptCommand", payload: { offerId: "x" } }, ["deployer"]],
  ["DeclineCommand", busyRun, { type: "DeclineCommand", payload: { offerId: "x" } }, ["ic", "deployer"]],
  ["StartRun", givenRun, { type: "StartRun", payload: {} }, ["ic"]],
  ["CancelRun", givenRun, { type: "CancelRun", payload: { reason: "x" } }, ["ic", "planner"]],
  ["StartStep", busyRun, start("access"), ["deployer"]],
  ["PassStep", busyRun, pass("pin"), ["ic", "deployer", "dba"]],
  ["WarnStep", busyRun, warn("access"), ["deployer"]],
  ["FailStep", busyRun, fail("access"), ["deployer"]],
  ["RetryStep", busyRun, retry("snapshot"), ["ic"]],
  ["RetryStep", busyRun, retry("access"), ["deployer"]],
  ["MarkNotApplicable", busyRun, skip("warm-up"), ["deployer"]],
  ["MarkNotApplicable", busyRun, skip("restore"), ["ic"]],
  ["AcceptWarn", busyRun, { type: "AcceptWarn", payload: { stepId: "pin", reason: "x" } }, ["ic"]],
  ["RecordField", busyRun, field("snapshot", "Snapshot ID", "x"), ["dba"]],
  ["RecordSubstep", busyRun, substep("money-loop", "deposit"), ["deployer"]],
  ["AttachEvidence", busyRun, attach("x"), ["ic", "deployer", "dba", "scribe", "approver"]],
  ["OpenPoll", busyRun, { type: "OpenPoll", payload: { decisionPointId: "start" } }, ["ic"]],
  ["CastVote", busyRun, { type: "CastVote", payload: { pollId: "x", answer: "go" } }, ["deployer", "dba"]],
  ["Decide", busyRun, go("start"), ["ic"]],
  ["ReportAbort", busyRun, cord(), ["ic", "deployer", "dba", "scribe", "approver", "observer"]],
  [
    "WithdrawAbort",
    halted,
    { type: "WithdrawAbort", payload: { abortId: "c3", reason: "x" } },
    ["ic", "dba"],
  ],
  ["ClassifyBlocker", halted, classify(), ["ic", "deployer", "dba", "scribe", "approver"]],
  ["SignOff", halted, signOff("resume"), ["ic", "deployer", "dba", "scribe", "approver"]],
  [
    "ObserveTrigger",
    busyRun,
    observe("payouts"),
    ["ic", "deployer", "dba", "scribe", "approver", "observer"],
  ],
  ["ExpireDecisionClock", busyRun, { type: "ExpireDecisionClock", payload: { triggerId: "x" } }, ["system"]],
  ["SetWriteFreeze", busyRun, { type: "SetWriteFreeze", payload: { on: true } }, ["ic", "deployer", "dba"]],
  ["FinishRollback", rolling, { type: "FinishRollback", payload: {} }, ["ic"]],
  ["SendBroadcast", busyRun, { type: "SendBroadcast", payload: { text: "x" } }, ["ic", "scribe"]],
  [
    "LogEntry",
    busyRun,
    { type: "LogEntry", payload: { text: "x" } },
    ["ic", "deployer", "dba", "scribe", "approver", "observer"],
  ],
  [
    "CorrectEntry",
    busyRun,
    { type: "CorrectEntry", payload: { entrySeq: 1, text: "x" } },
    ["ic", "deployer", "dba", "scribe", "approver", "observer"],
  ],
  [
    "ConfirmCriterion",
    hypercare,
    { type: "ConfirmCriterion", payload: { criterionId: "x" } },
    ["ic", "deployer", "dba", "approver"],
  ],
  ["DeclareComplete", hypercare, { type: "DeclareComplete", payload: {} }, ["ic"]],
  ["SignFinalRecord", hypercare, { type: "SignFinalRecord", payload: { fields: {} } }, ["ic"]],
  ["CloseRun", hypercare, { type: "CloseRun", payload: {} }, ["ic"]],
];

describe("the table", () => {
  test.each(TABLE)(
    "R1.17 %s is for those that the table names and for nobody else",
    (_type, given, draft, may) => {
      const run = given();
      const allowed = EVERYONE.filter((who) => can(run.command(who, draft), run.state) === null);
      expect(allowed).toEqual(EVERYONE.filter((who) => may.includes(who)));
    },
  );

  test("R1.6 an administrator's flag changes no row but the assignment of roles before the start", () => {
    for (const [type, given, draft, may] of TABLE) {
      const run = given();
      const asAdmin = can(run.command("stranger", draft, { admin: true }), run.state);
      expect(asAdmin === null, type).toBe(may.includes("stranger"));
    }
    const planned = givenRun();
    const assign: Draft = { type: "AssignRole", payload: { role: "dba", personId: "x", name: "X" } };
    expect(can(planned.command("stranger", assign, { admin: true }), planned.state)).toBeNull();
    expect(can(planned.command("stranger", assign), planned.state)?.code).toBe("forbidden");
  });

  test("R1.7 somebody without a role is told so", () => {
    const { rejection } = givenStarted().when("stranger", cord());
    expect(rejection).toMatchObject({
      code: "forbidden",
      rule: "R1",
      message: "You hold no role in this run.",
    });
  });

  test("R1.1 a refusal names the role that may decide, and its holder", () => {
    const { rejection } = givenStarted().when("dba", decision("rollback"));
    expect(rejection).toMatchObject({ code: "forbidden", rule: "R1", missing: ["Incident Commander"] });
    expect(rejection.message).toContain("Ada");
  });

  test("R1.1 the system decides nothing", () => {
    expect(givenStarted().when("system", decision("rollback")).rejection.code).toBe("forbidden");
  });

  test("R1.17 a button's reason is the command's refusal", () => {
    const run = givenStarted();
    const command = run.command("ic", go("start"));
    expect(refusal(command, run.state)?.missing.length).toBeGreaterThan(0);
    expect(refusal(command, run.state)).toEqual(run.when("ic", go("start")).rejection);
    expect(refusal(run.command("deployer", start("pin")), run.state)).toBeNull();
  });
});
