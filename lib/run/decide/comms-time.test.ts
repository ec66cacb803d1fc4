import { describe, expect, test } from "vitest";
import { nextUpdateDueAt, owedUpdate } from "../cadence";
import { deadlines } from "../deadlines";
import { decision, observe } from "../drafts.test-support";
import { dueCommands } from "../due-commands";
import { fireTimers, pass } from "../let-time-pass.test-support";
import { bareDefinition } from "../sample-definition.test-support";
import type { Draft } from "../test-run.test-support";
import { givenRun, givenStarted } from "../testing";

const send: Draft = { type: "SendBroadcast", payload: { text: "on plan" } };
const snooze = (minutes: number, reason = "the vendor is on the phone"): Draft => ({
  type: "SnoozeBroadcast",
  payload: { minutes, reason },
});
const miss: Draft = { type: "MissBroadcast", payload: {} };

describe("an update that nobody sent", () => {
  test("C.9 is missed when the next falls due, once, and the next counts from the moment it was due", () => {
    const run = givenStarted();
    expect(owedUpdate(run.state)).toEqual({
      ...{ dueAt: "2026-11-22T01:15:00.000Z", missedAt: "2026-11-22T01:30:00.000Z" },
    });
    expect(run.wait(29).when("system", miss).rejection.code).toBe("conflict");
    pass(run, 1);
    expect(run.state.updates.missed).toEqual([
      { dueAt: "2026-11-22T01:15:00.000Z", at: "2026-11-22T01:30:00.000Z" },
    ]);
    expect(nextUpdateDueAt(run.state)).toBe("2026-11-22T01:30:00.000Z");
    expect(run.when("system", miss).rejection.code).toBe("conflict");
    run.given("scribe", send);
    expect(nextUpdateDueAt(run.state)).toBe("2026-11-22T01:45:00.000Z");
  });

  test("C.9 nothing is missed where nothing is owed, and nobody but the timers says so", () => {
    const bare = givenStarted({ definition: bareDefinition() });
    expect(bare.when("system", miss).rejection.code).toBe("not-found");
    expect(givenStarted().when("ic", miss).rejection.code).toBe("forbidden");
  });

  test("C.9 all that were missed while no node ran are logged at the start, each with the moment it was due", () => {
    const run = givenStarted({ window: null }).wait(45 + 60);
    fireTimers(run);
    expect(run.state.updates.missed.map(({ dueAt }) => dueAt)).toEqual([
      ...["2026-11-22T01:45:00.000Z", "2026-11-22T02:00:00.000Z", "2026-11-22T02:15:00.000Z"],
      "2026-11-22T02:30:00.000Z",
    ]);
    expect(new Set(run.state.updates.missed.map(({ at }) => at)).size).toBe(1);
  });
});

describe("an update that is put off", () => {
  test("C.10 is owed later, with a reason; the next one sent ends it", () => {
    const run = givenStarted().wait(10).given("scribe", snooze(20));
    expect(nextUpdateDueAt(run.state)).toBe("2026-11-22T01:30:00.000Z");
    expect(run.state.updates.snooze).toMatchObject({
      reason: "the vendor is on the phone",
      by: { name: "Eli" },
    });
    run.given("ic", send);
    expect(run.state.updates.snooze).toBeNull();
    expect(nextUpdateDueAt(run.state)).toBe("2026-11-22T01:25:00.000Z");
  });

  test("C.10 the next one missed ends it as well", () => {
    const run = pass(givenStarted().wait(10).given("scribe", snooze(20)), 35);
    expect(run.state.updates).toMatchObject({
      missed: [{ dueAt: "2026-11-22T01:30:00.000Z" }],
      snooze: null,
    });
  });

  test.each([
    [snooze(0), "malformed"],
    [snooze(61), "malformed"],
    [snooze(1.5), "malformed"],
    [snooze(5), "conflict"],
    [snooze(20, " "), "malformed"],
  ])("C.10 %o is refused", (draft, code) => {
    expect(givenStarted().wait(10).when("scribe", draft).rejection.code).toBe(code);
  });

  test("C.10 only the decider and the scribe do it, and only where an update is owed", () => {
    expect(givenStarted().when("dba", snooze(20)).rejection.code).toBe("forbidden");
    expect(givenStarted({ definition: bareDefinition() }).when("ic", snooze(20)).rejection.code).toBe(
      "conflict",
    );
  });
});

describe("moments that everyone should know", () => {
  test("T.20 the window's end and the point of no return are logged as they come, each once", () => {
    const run = pass(givenStarted(), 5 * 60);
    expect(run.state.reached.map(({ subject, dueAt, at }) => [subject, dueAt, at === dueAt])).toEqual([
      ["no-return-near", "2026-11-22T04:20:00.000Z", true],
      ["no-return", "2026-11-22T04:35:00.000Z", true],
      ["window-near", "2026-11-22T04:45:00.000Z", true],
      ["window-end", "2026-11-22T05:00:00.000Z", true],
    ]);
    expect(dueCommands(run.state, run.clock)).toEqual([]);
    const again: Draft = { type: "ReachDeadline", payload: { subject: "window-end" } };
    expect(run.when("system", again).rejection.code).toBe("not-found");
  });

  test("T.20 none is logged before its time, none after a GO or NO-GO, and none that had passed before the start", () => {
    const early: Draft = { type: "ReachDeadline", payload: { subject: "window-near" } };
    expect(givenStarted().when("system", early).rejection.code).toBe("conflict");
    expect(pass(givenStarted().given("ic", decision("no-go")), 300).state.reached).toEqual([]);
    const late = givenRun().wait(235).given("ic", { type: "StartRun", payload: {} });
    expect(pass(late, 10).state.reached.map(({ subject }) => subject)).toEqual(["window-end"]);
  });
});

describe("what the timers settle", () => {
  test("C.8 stands among the deadlines, and is due by the state alone", () => {
    const run = givenStarted();
    expect(deadlines(run.state).map(({ kind }) => kind)).toEqual([
      ...["broadcast", "broadcast-missed", "moment", "moment", "moment", "moment"],
    ]);
    run.given("dba", observe("payouts"));
    expect(dueCommands(run.state, run.clock)).toEqual([]);
    expect(dueCommands(run.state, "2026-11-22T01:05:00.000Z")).toEqual([
      { type: "ExpireDecisionClock", payload: { triggerId: "payouts" } },
    ]);
  });
});
