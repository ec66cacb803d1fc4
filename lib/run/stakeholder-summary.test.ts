import { describe, expect, test } from "vitest";
import {
  attach,
  classify,
  cord,
  decision,
  deployed,
  inHypercare,
  observe,
  openMutation,
  pass,
  readyForGo,
  rollingBack,
} from "./drafts.test-support";
import { sampleDefinition } from "./sample-definition.test-support";
import { stakeholderSummary } from "./stakeholder-summary";
import type { Draft, TestRun } from "./test-run.test-support";
import { givenRun, givenStarted } from "./testing";

const broadcast = (text: string): Draft => ({ type: "SendBroadcast", payload: { text } });

describe("the stakeholders' view", () => {
  const at = "2026-11-22T01:40:00.000Z";

  test("C.4 it says in a word where the run stands", () => {
    const word = (run: ReturnType<typeof givenStarted>, time = at) =>
      stakeholderSummary(run.state, time).word;
    expect(word(givenRun())).toBe("Planned");
    expect(word(givenStarted())).toBe("On plan");
    expect(word(givenStarted(), "2026-11-22T05:01:00.000Z")).toBe("Behind plan");
    expect(word(givenStarted().given("dba", observe("payouts")))).toBe("Decision pending");
    expect(word(givenStarted().given("ic", decision("hold")))).toBe("Holding");
    expect(word(givenStarted().given("dba", cord()))).toBe("Halted");
    expect(word(rollingBack(givenStarted()))).toBe("Rolling back");
    expect(word(inHypercare(givenStarted()))).toBe("GO");
    expect(word(givenStarted().given("ic", decision("no-go")))).toBe("NO-GO");
    const blocked = givenStarted().given("dba", cord(), classify()).given("ic", decision("close-blocker"));
    expect(word(blocked)).toBe("Stopped");
  });

  test("C.4 it tells progress, decision, clock and the last five broadcasts, newest first", () => {
    const run = openMutation(givenStarted()).given("dba", observe("payouts"));
    for (let n = 1; n <= 6; n += 1) run.given("scribe", broadcast(`update ${n}`));
    const summary = stakeholderSummary(run.state, at);
    expect(summary).toMatchObject({
      mode: "rehearsal",
      sentence: "update 6",
      decision: { title: "Point go-live", at: "2026-11-22T02:15:00.000Z" },
      clock: { startedAt: run.clock, dueAt: "2026-11-22T01:05:00.000Z", running: 1 },
      nextUpdateDueAt: "2026-11-22T01:15:00.000Z",
      plannedEnd: "2026-11-22T02:15:00.000Z",
      window: { start: "2026-11-22T01:00:00.000Z", end: "2026-11-22T05:00:00.000Z" },
      beginsAt: "2026-11-22T01:00:00.000Z",
      noReturnAt: "2026-11-22T04:35:00.000Z",
      seq: run.state.seq,
    });
    expect(summary.broadcasts.map((each) => each.text)).toEqual([6, 5, 4, 3, 2].map((n) => `update ${n}`));
    expect(summary.phases.map((each) => [each.title, each.status, each.done, each.total])).toEqual([
      ["Phase pre", "complete", 2, 2],
      ["Phase backup", "open", 0, 2],
      ["Phase deploy", "locked", 0, 3],
      ["Phase canary", "locked", 0, 2],
      ["Phase watch", "locked", 0, 1],
    ]);
    expect(stakeholderSummary(rollingBack(givenStarted()).state, at).phases.at(-1)?.title).toBe(
      "Phase after",
    );
  });

  test("C.6 broadcasts and the last decision carry the head of the log that they rest on", () => {
    const run = givenStarted();
    expect(stakeholderSummary(run.state, at)).toMatchObject({ broadcasts: [], lastDecision: null });
    const head = "0123456789abcdef".repeat(4);
    run.when("scribe", broadcast("going"), { headHash: head });
    run.when("ic", decision("hold"), { headHash: head.toUpperCase() });
    const summary = stakeholderSummary(run.state, at);
    expect(summary.broadcasts).toEqual([
      { text: "going", at: run.clock, by: null, basis: { seq: 2, headHash: head } },
    ]);
    expect(summary.lastDecision).toEqual({
      ...{ number: 1, verdict: "hold", at: run.clock },
      basis: { seq: 3, headHash: head.toUpperCase() },
    });
  });

  test("C.4 it holds no person, command or evidence", () => {
    const definition = sampleDefinition();
    definition.phases = definition.phases.map((each) => ({
      ...each,
      steps: each.steps.map((s) => ({
        ...s,
        commands: [{ language: "sh", text: "pg_dump secret", line: 1 }],
      })),
    }));
    const run = readyForGo(givenStarted({ definition })).given("ic", attach("private.log"));
    const text = JSON.stringify(stakeholderSummary(run.state, at));
    for (const hidden of ["Ada", "Ben", "Chi", "pg_dump", "private.log", "cdcd", "Deployer"]) {
      expect(text).not.toContain(hidden);
    }
  });

  test("C.4 it says who holds what, and who sent an update, only where the link shows names", () => {
    const run = givenStarted().given("scribe", broadcast("going"));
    expect(stakeholderSummary(run.state, at)).toMatchObject({ people: null, broadcasts: [{ by: null }] });
    const named = stakeholderSummary(run.state, at, true);
    expect(named.broadcasts[0]?.by).toBe("Eli");
    expect(named.people).toContainEqual({ role: "Incident Commander", name: "Ada" });
  });

  test("C.4 its word has a sentence that is true before any broadcast", () => {
    const meaning = (run: TestRun) => stakeholderSummary(run.state, at).meaning;
    expect(meaning(givenRun())).toBe("Work has not begun.");
    expect(meaning(givenStarted().given("dba", cord()))).toMatch(/^All work has stopped/);
    expect(meaning(givenStarted().given("ic", decision("no-go")))).toMatch(/not to go ahead/);
    const cancelled = givenRun().given("ic", { type: "CancelRun", payload: { reason: "later" } });
    expect(stakeholderSummary(cancelled.state, at)).toMatchObject({ word: "Cancelled", status: "closed" });
  });

  test("C.4 a clock that runs in hypercare takes the word, and the first to run out is told", () => {
    const run = inHypercare(givenStarted()).given("dba", observe("payouts"));
    run.wait(1).given("dba", { type: "ObserveTrigger", payload: { text: "Orders are doubled" } });
    const { word, clock, hypercare } = stakeholderSummary(run.state, run.clock);
    expect(word).toBe("Decision pending");
    expect(clock).toMatchObject({ dueAt: run.state.clocks[0]?.dueAt, running: run.state.clocks.length });
    // This runbook asks for no rounds, so there is no time to watch.
    expect(hypercare).toBeNull();
  });

  test("C.4 hypercare is told from the plan on, runs from GO, and is gone with a rollback", () => {
    const schedule = [{ from: 0, to: 4320, everyMinutes: 60, text: "hourly for 72 h", line: 1 }];
    const definition = sampleDefinition({ hypercare: { checks: [], schedule, focus: [] } });
    const told = (run: TestRun) => stakeholderSummary(run.state, at).hypercare;
    expect(told(givenRun({ definition }))).toEqual({ hours: 72, since: null, until: null });
    const run = inHypercare(givenStarted({ definition }));
    expect(told(run)).toEqual({
      ...{ hours: 72, since: "2026-11-22T01:00:00.000Z", until: "2026-11-25T01:00:00.000Z" },
    });
    expect(told(rollingBack(givenStarted({ definition })))).toBeNull();
  });

  test("C.4 what it says does not change with the seconds, so that nothing is told twice", () => {
    const { state } = openMutation(givenStarted());
    const said = (time: string) => JSON.stringify(stakeholderSummary(state, time));
    expect(said("2026-11-22T03:00:01.000Z")).toBe(said("2026-11-22T03:00:59.999Z"));
    expect(said("2026-11-22T03:00:01.000Z")).not.toBe(said("2026-11-22T03:01:00.000Z"));
  });

  test("C.4 phases say when they were done or are to begin, and decisions stand in their place", () => {
    const run = deployed(givenStarted());
    const { phases, points } = stakeholderSummary(run.state, run.clock);
    expect(phases[0]).toMatchObject({ status: "complete", endedAt: run.clock });
    const early = stakeholderSummary(openMutation(givenStarted()).state, at).phases;
    expect(early[2]).toMatchObject({ status: "locked", endedAt: null, at: "2026-11-22T01:45:00.000Z" });
    expect(early[2]?.startsAt).toBe("2026-11-22T01:55:00.000Z");
    expect(points.at(-1)).toEqual({
      ...{ title: "Point go-live", verdict: null, at: "2026-11-22T02:15:00.000Z" },
      afterPhase: phases.findIndex((each) => each.title === "Phase canary"),
    });
  });

  test("C.4 missed and put off updates are told, without the reason", () => {
    const run = givenStarted().wait(30);
    run.given("scribe", { type: "SnoozeBroadcast", payload: { minutes: 20, reason: "vendor call" } });
    const summary = stakeholderSummary(run.state, run.clock);
    expect(summary.putOffUntil).toBe(run.state.updates.snooze?.until);
    expect(JSON.stringify(summary)).not.toContain("vendor call");
  });

  test("C.4 it ends when the rollback did, where there was one", () => {
    const run = rollingBack(givenStarted()).given("dba", pass("restore")).given("deployer", pass("reopen"));
    expect(stakeholderSummary(run.state, at).endedAt).toBeNull();
    run.given("ic", { type: "FinishRollback", payload: {} });
    expect(stakeholderSummary(run.state, at)).toMatchObject({
      ...{ word: "Rolled back", outcome: "rolled-back", endedAt: run.clock, noReturnAt: null },
    });
  });
});
