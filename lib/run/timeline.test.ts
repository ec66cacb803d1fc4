import { describe, expect, test } from "vitest";
import { duration, shortTClock, tClock } from "./clock";
import { describeEvent } from "./describe-event";
import {
  classify,
  cord,
  decision,
  fail,
  inHypercare,
  noGo,
  observe,
  openMutation,
  pass,
  readyForGo,
  retry,
  rollingBack,
  signOff,
  skip,
  warn,
} from "./drafts.test-support";
import type { EventType, RunEvent } from "./events";
import { instant } from "./instant";
import { stateAt } from "./replay";
import { type Draft, T0, type TestRun } from "./test-run.test-support";
import { givenRun, givenStarted } from "./testing";

const entry = (text: string, occurredAt?: string): Draft => ({
  type: "LogEntry",
  payload: { text, occurredAt },
});

describe("entries", () => {
  test("T.1 an entry may say when it happened, in any zone", () => {
    const run = givenStarted().given("scribe", entry("  vendor confirms \n", "2026-11-22T01:30:00+01:00"));
    expect(run.log.at(-1)).toMatchObject({
      type: "EntryLogged",
      payload: { text: "vendor confirms", kind: "note" },
      occurredAt: "2026-11-22T00:30:00.000Z",
      recordedAt: run.clock,
    });
  });

  test.each(["2026-11-22T00:30:00", "02:14", "yesterday", "2026-02-30T25:00:00Z", ""])(
    "T.2 the time %j names no instant with its zone",
    (occurredAt) => {
      expect(givenStarted().when("scribe", entry("x", occurredAt)).rejection.code).toBe("malformed");
    },
  );

  test("T.2 an entry lies at most a minute ahead", () => {
    const run = givenStarted();
    expect(run.when("scribe", entry("x", "2026-11-22T01:01:00.001Z")).rejection.code).toBe("malformed");
    run.given("scribe", entry("x", "2026-11-22T01:01:00.000Z"));
    expect(instant("2026-11-22T01:01Z")).toBe("2026-11-22T01:01:00.000Z");
  });

  test("T.1 an entry says something, and not too much", () => {
    const run = givenStarted();
    expect(run.when("scribe", entry(" \n ")).rejection.code).toBe("malformed");
    expect(run.when("scribe", entry("x".repeat(4001))).rejection.code).toBe("malformed");
    run.given("scribe", entry("x".repeat(4000)));
  });

  test("T.3 a correction is an entry of its own that names another", () => {
    const run = givenStarted().given("scribe", entry("snap-1"));
    const entrySeq = run.state.seq;
    const correct = (seq: number, text = "snap-2"): Draft => ({
      type: "CorrectEntry",
      payload: { entrySeq: seq, text },
    });
    for (const seq of [0, -1, 1.5, entrySeq + 1]) {
      expect(run.when("scribe", correct(seq)).rejection.code).toBe("not-found");
    }
    expect(run.when("scribe", correct(entrySeq, " ")).rejection.code).toBe("malformed");
    expect(run.when("scribe", correct(entrySeq)).events).toEqual(["EntryCorrected"]);
    expect(run.log[entrySeq - 1]?.payload).toMatchObject({ text: "snap-1" });
  });
});

describe("lines of the timeline", () => {
  const lineOf = (run: TestRun, type: EventType) => {
    const event = run.log.findLast((each) => each.type === type);
    return event ? describeEvent(event, run.state) : null;
  };

  test("T.4 more than a minute between happening and recording is late", () => {
    const run = givenStarted().given("scribe", entry("on time", "2026-11-22T00:59:00Z"));
    expect(lineOf(run, "EntryLogged")?.late).toBe(false);
    run.given("scribe", entry("late", "2026-11-22T00:58:59Z"));
    expect(lineOf(run, "EntryLogged")).toEqual({
      tone: "quiet",
      word: "",
      text: "late",
      detail: null,
      late: true,
    });
  });

  test("T.9 a moved T-0 is told in the run's zone", () => {
    const run = givenStarted();
    run.given("ic", { type: "MoveT0", payload: { t0: "2026-11-22T03:30:00.000Z", reason: "late delivery" } });
    const moved = run.log.at(-1);
    expect(moved && describeEvent(moved, run.state)).toMatchObject({ text: "to 22 Nov 04:30" });
  });

  test("T.9 results, decisions, aborts and triggers have their own word and tone", () => {
    const run = openMutation(givenStarted()).given("dba", fail("snapshot", "disk full"));
    expect(lineOf(run, "StepPassed")).toMatchObject({ tone: "go", word: "PASS", text: "Step access" });
    expect(lineOf(run, "StepFailed")).toMatchObject({ tone: "halt", word: "FAIL", detail: "disk full" });
    run.given("ic", retry("snapshot", "space made")).given("dba", observe("payouts"));
    expect(lineOf(run, "StepRetried")?.detail).toBe("space made · attempt 2");
    expect(lineOf(run, "TriggerObserved")).toMatchObject({ tone: "rollback", text: "Trigger payouts" });
    run.given("ic", decision("continue"));
    expect(lineOf(run, "Decided")).toMatchObject({
      tone: "live",
      word: "CONTINUE",
      text: "Trigger payouts: as agreed",
    });
    run.given("dba", cord());
    expect(lineOf(run, "AbortReported")).toMatchObject({ tone: "halt", text: "smoke" });
  });

  test("T.9 a decision after a poll tells its answers", () => {
    const run = readyForGo(givenStarted()).given("ic", {
      type: "OpenPoll",
      payload: { decisionPointId: "go-live" },
    });
    run.given("dba", { type: "CastVote", payload: { pollId: run.state.poll?.id ?? "", answer: "go" } });
    expect(lineOf(run, "PollOpened")?.detail).toBe("asked: Deployer, DB Owner");
    expect(lineOf(run, "VoteCast")).toMatchObject({ word: "GO", text: "DB Owner" });
    run.given("ic", decision("go", { decisionPointId: "go-live" }));
    expect(lineOf(run, "Decided")?.detail).toBe("decision D-2 · 1 GO, 0 NO-GO, 1 silent");
  });

  const ALL: EventType[] = [
    "RunPlanned",
    "RoleAssigned",
    "CommandOffered",
    "CommandAccepted",
    "CommandDeclined",
    "RunStarted",
    "RunCancelled",
    "StepStarted",
    "StepPassed",
    "StepWarned",
    "StepFailed",
    "StepRetried",
    "StepMarkedNotApplicable",
    "WarnAccepted",
    "FieldRecorded",
    "SubstepRecorded",
    "EvidenceAttached",
    "PollOpened",
    "VoteCast",
    "Decided",
    "HypercareStarted",
    "AbortReported",
    "AbortWithdrawalRequested",
    "AbortWithdrawn",
    "BlockerClassified",
    "SignedOff",
    "TriggerObserved",
    "DecisionClockExpired",
    "WriteFreezeSet",
    "RollbackFinished",
    "BroadcastSent",
    "EntryLogged",
    "EntryCorrected",
    "CriterionConfirmed",
    "CompletionDeclared",
    "FinalRecordSigned",
    "RunClosed",
  ];

  /** Runs that have between them every type of event. */
  function everyEvent(): RunEvent[] {
    const offer: Draft = { type: "OfferCommand", payload: { personId: "dba", name: "Chi" } };
    const done = inHypercare(givenStarted());
    done.given("ic", offer);
    done.given("dba", { type: "DeclineCommand", payload: { offerId: done.state.commandOffer?.id ?? "" } });
    done.given(
      "ic",
      { type: "ConfirmCriterion", payload: { criterionId: "stable" } },
      { type: "DeclareComplete", payload: {} },
    );
    done
      .given("deployer", warn("day-report"))
      .given("ic", { type: "AcceptWarn", payload: { stepId: "day-report", reason: "ok" } });
    done.given(
      "ic",
      { type: "SignFinalRecord", payload: { fields: { Status: "PASS" } } },
      { type: "CloseRun", payload: {} },
    );
    const halted = givenStarted().given("dba", observe("payouts"), cord()).wait(6);
    halted.given("system", { type: "ExpireDecisionClock", payload: { triggerId: "payouts" } });
    const abortId = halted.state.aborts[0]?.id ?? "";
    halted.given("dba", classify()).given("approver", signOff("resume"));
    halted.given("dba", { type: "WithdrawAbort", payload: { abortId, reason: "no" } });
    halted.given("ic", { type: "WithdrawAbort", payload: { abortId, reason: "no" } }, offer);
    halted.given("ic", { type: "AssignRole", payload: { role: "scribe", personId: "x", name: "X" } });
    halted.given(
      "ic",
      { type: "SetWriteFreeze", payload: { on: true } },
      { type: "SendBroadcast", payload: { text: "x" } },
    );
    halted.given("ic", entry("x"), { type: "CorrectEntry", payload: { entrySeq: 1, text: "y" } });
    halted.given("ic", { type: "OpenPoll", payload: { decisionPointId: "start" } });
    halted.given("dba", { type: "CastVote", payload: { pollId: halted.state.poll?.id ?? "", answer: "go" } });
    halted.given("dba", { type: "AcceptCommand", payload: { offerId: halted.state.commandOffer?.id ?? "" } });
    const back = openMutation(givenStarted())
      .given("dba", fail("snapshot"))
      .given("ic", retry("snapshot"), noGo("rollback"));
    back.given("ic", skip("restore"), skip("reopen"), {
      type: "FinishRollback",
      payload: { remaining: "DNS" },
    });
    const cancelled = givenRun().given("planner", { type: "CancelRun", payload: { reason: "moved" } });
    return [done, halted, back, cancelled].flatMap((run) => run.log);
  }

  test("T.9 every type of event has a line with words, and no line shows an id for a name", () => {
    const events = everyEvent();
    expect(new Set(events.map((event) => event.type))).toEqual(new Set(ALL));
    const { state } = readyForGo(givenStarted());
    for (const event of events) {
      const line = describeEvent(event, state);
      expect(line.word + line.text, event.type).not.toBe("");
      expect(line.text, event.type).not.toMatch(/undefined|null|\[object/);
    }
  });

  test("T.9 a line about a step that the state does not know is still a line", () => {
    const run = givenStarted().given("deployer", pass("pin"));
    const foreign = { ...run.state, phases: [] };
    expect(run.log.slice(-1).map((event) => describeEvent(event, foreign).text)).toEqual(["pin"]);
  });
});

describe("clocks", () => {
  const at = (seconds: number) => Date.parse(T0) + seconds * 1000;

  test.each([
    [-761, "T−00:12:41"],
    [-0.5, "T−00:00:01"],
    [0, "T+00:00:00"],
    [0.9, "T+00:00:00"],
    [5400, "T+01:30:00"],
    [-108000, "T−30:00:00"],
  ])("T.5 at %s seconds the T-clock reads %s", (seconds, text) => {
    expect(tClock(T0, at(seconds))).toBe(text);
  });

  test.each([
    [-761, "T−12:41"],
    [0, "T+00:00"],
    [5400, "T+1:30:00"],
    [-300_000, "T−83:20:00"],
    [-356_400, "T−4d 03:00"],
    [442_800, "T+5d 03:00"],
  ])("T.5 at %s seconds the T-clock across a room reads %s", (seconds, text) => {
    expect(shortTClock(T0, at(seconds))).toBe(text);
  });

  test("T.5 lengths of time are minutes and seconds, with hours where there are any", () => {
    expect([200_000, 3_780_000, -61_000, 0, -400].map(duration)).toEqual([
      "03:20",
      "1:03:00",
      "−01:01",
      "00:00",
      "00:00",
    ]);
    expect([tClock("nonsense", 0), shortTClock("nonsense", 0)]).toEqual(["T", "T"]);
  });
});

describe("replay", () => {
  test("T.8 stateAt gives the state of any moment", () => {
    const run = rollingBack(givenStarted());
    expect(stateAt(run.log, run.state.seq)).toEqual(run.state);
    expect(stateAt(run.log, 0).status).toBe("unplanned");
    expect(stateAt(run.log, 1).status).toBe("planned");
    expect(stateAt(run.log, run.state.seq - 1).status).toBe("running");
  });
});
