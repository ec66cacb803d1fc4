import { describe, expect, test } from "vitest";
import { goBlockers } from "../blockers";
import { attach, decision, go, observe, openMutation, pass, readyForGo } from "../drafts.test-support";
import { bareDefinition, phase, point, step } from "../sample-definition.test-support";
import type { Draft, TestRun } from "../test-run.test-support";
import { givenStarted } from "../testing";

const poll = (decisionPointId = "go-live"): Draft => ({ type: "OpenPoll", payload: { decisionPointId } });
const vote = (
  run: TestRun,
  answer: "go" | "no-go",
  more: { reason?: string; role?: string } = {},
): Draft => ({
  type: "CastVote",
  payload: { pollId: run.state.poll?.id ?? "", answer, ...more },
});

describe("the record", () => {
  test("R1.11 a GO freezes what it was taken on", () => {
    const run = readyForGo(givenStarted()).given("ic", poll()).given("dba");
    run.given("dba", vote(run, "go"));
    const before = run.state;
    run.when("ic", go("go-live"), { headHash: "head-77" });
    expect(run.state.decisions.at(-1)).toEqual({
      drill: false,
      scope: null,
      notComputed: [
        {
          stepId: "migrate",
          title: "Step migrate",
          checks: ["mismatch <= 0.1 %"],
          accepted: false,
        },
      ],
      id: expect.any(String),
      number: 2,
      verdict: "go",
      reason: "as agreed",
      decisionPointId: "go-live",
      pollId: before.poll?.id,
      triggerId: null,
      question: "Point go-live: GO or NO-GO?",
      answers: before.poll?.answers,
      silent: ["deployer"],
      criteria: [
        { text: "Canary PASS", result: "pass" },
        { text: "No doubts", result: "stated" },
      ],
      evidence: ["freeze.log", "restore.log", "summary.md"].map((name) => ({
        name,
        sha256: "cd".repeat(32),
      })),
      waivers: [],
      against: [],
      statement: "Checks PASS. Confirmed.",
      runbookSha256: before.runbook.sha256,
      basis: { seq: before.seq, headHash: "head-77" },
      decider: { personId: "ic", name: "Ada" },
      at: run.clock,
      seq: before.seq + 1,
      staleScreen: false,
      follows: null,
    });
    expect(run.state.decisionPoints[1]).toMatchObject({
      verdict: "go",
      decisionId: run.state.decisions.at(-1)?.id,
    });
  });

  test("R1.12 a point is decided once", () => {
    const run = openMutation(givenStarted());
    expect(run.when("ic", go("start")).rejection.code).toBe("conflict");
    expect(run.when("ic", decision("no-go", { decisionPointId: "start" })).rejection.code).toBe("conflict");
    expect(run.when("ic", go("nowhere")).rejection.code).toBe("not-found");
    expect(goBlockers(run.state, "start")[0]?.text).toContain("decided");
    expect(goBlockers(run.state, "nowhere")).toHaveLength(1);
  });

  test("R1.12 with every point decided there is nothing left to decide", () => {
    const definition = bareDefinition({
      phases: [phase("a", "verify", [step("look")]), phase("b", "execute", [step("later")])],
      decisionPoints: [point("only", { position: "final", final: true, afterPhaseId: "a" })],
    });
    const run = givenStarted({ definition }).given("deployer", pass("look")).given("ic", go("only"));
    expect(run.when("ic", decision("no-go")).rejection).toMatchObject({ code: "conflict", rule: "R1" });
  });

  test("R1.12 a poll that is named must be the open one of this point", () => {
    const run = givenStarted().given("ic", poll("start"));
    const pollId = run.state.poll?.id ?? "";
    expect(run.when("ic", decision("no-go", { pollId: "other" })).rejection.code).toBe("not-found");
    const crossed = decision("no-go", { pollId, decisionPointId: "go-live" });
    expect(run.when("ic", crossed).rejection.code).toBe("malformed");
    run.given("ic", decision("no-go", { pollId }));
    expect(run.state.decisions[0]).toMatchObject({ decisionPointId: "start", pollId });
  });

  test.each(["go", "no-go", "hold", "continue"] as const)("R1.13 %s gives its reason", (verdict) => {
    const run = readyForGo(givenStarted()).given("dba", observe("payouts"));
    expect(run.when("ic", decision(verdict, { reason: "  " })).rejection.code).toBe("malformed");
  });

  test("R6.6 ROLLBACK waits for no reason, and is recorded with words of its own", () => {
    const run = givenStarted().given("ic", decision("rollback", { reason: "" }));
    expect(run.state.decisions[0]?.reason).toBe("Rollback ordered");
  });

  test("R1.14 GO from a screen that missed a fact is stale, NO-GO is recorded as such", () => {
    const run = readyForGo(givenStarted());
    const seen = run.state.seq;
    run.given("dba", attach("late.log"));
    expect(run.when("ic", go("go-live"), { expectedSeq: seen }).rejection.code).toBe("stale");
    const rollback = run.when("ic", decision("rollback"), { expectedSeq: seen });
    expect(rollback.events).toEqual(["Decided"]);
    expect(run.state.decisions.at(-1)?.staleScreen).toBe(true);
  });

  test.each<[string, string, (run: TestRun) => Draft]>([
    ["a vote", "dba", (run) => vote(run, "go")],
    ["a trigger to monitor", "dba", () => observe("latency")],
    ["an artifact", "scribe", () => attach("late.log")],
    [
      "a change of roles",
      "ic",
      () => ({ type: "AssignRole", payload: { role: "dba", personId: "x", name: "X" } }),
    ],
    ["a write freeze", "ic", () => ({ type: "SetWriteFreeze", payload: { on: true } })],
  ])("R1.14 %s makes the decider's screen stale", (_what, who, draft) => {
    const run = readyForGo(givenStarted()).given("ic", poll());
    const seen = run.state.seq;
    expect(run.when("ic", go("go-live"), { expectedSeq: seen }).decision.ok).toBe(true);
    const again = readyForGo(givenStarted()).given("ic", poll());
    again.given(who, draft(again));
    expect(again.when("ic", go("go-live"), { expectedSeq: seen }).rejection.code).toBe("stale");
  });

  test("C.3 entries, broadcasts and offers leave the decider's screen fresh", () => {
    const run = readyForGo(givenStarted());
    const seen = run.state.seq;
    run.given("scribe", { type: "LogEntry", payload: { text: "calm" } });
    run.given("scribe", { type: "CorrectEntry", payload: { entrySeq: run.state.seq, text: "calmer" } });
    run.given("ic", { type: "SendBroadcast", payload: { text: "soon" } });
    run.given("ic", { type: "OfferCommand", payload: { personId: "dba", name: "Chi" } });
    expect(run.when("ic", go("go-live"), { expectedSeq: seen }).events).toEqual([
      "Decided",
      "HypercareStarted",
    ]);
  });

  test("R1.15 a decision other than GO records what stood against GO", () => {
    const run = givenStarted().given("ic", decision("hold"));
    const { against, statement, staleScreen } = run.state.decisions[0] ?? {};
    expect(against).toContain("Precondition “Step pin” is still open.");
    expect({ statement, staleScreen }).toEqual({ statement: null, staleScreen: false });
  });
});
