import { describe, expect, test } from "vitest";
import { cord, decision, observe, openMutation, pass, start } from "../run/drafts.test-support";
import type { RunEvent } from "../run/events";
import type { RunState } from "../run/state";
import { type givenRun, givenStarted } from "../run/testing";
import { callOuts } from "./call-outs";

type TestRun = ReturnType<typeof givenRun>;

/** What a person is called for while `act` happens. */
function during(run: TestRun, personId: string, act: () => void) {
  const before: RunState = run.state;
  act();
  return kinds(before, run, personId);
}

function kinds(before: RunState, run: TestRun, personId: string, events: readonly RunEvent[] = run.log) {
  return callOuts({ before, after: run.state, events, personId, now: run.clock }).map(({ kind }) => kind);
}

describe("what the room calls somebody for", () => {
  test("a decision, a clock and a halt call everybody but the one who did it", () => {
    const run = givenStarted();
    expect(during(run, "dba", () => run.given("ic", decision("hold")))).toEqual(["decision"]);
    expect(during(run, "ic", () => run.given("ic", decision("resume")))).toEqual([]);
    const before = run.state;
    run.given("dba", observe("payouts"));
    expect(kinds(before, run, "ic")).toEqual(["clock"]);
    expect(kinds(before, run, "dba")).toEqual([]);
    const calm = run.state;
    run.given("dba", cord());
    expect(kinds(calm, run, "ic")).toContain("halt");
    expect(kinds(calm, run, "dba")).not.toContain("halt");
  });

  test("the step that one owns calls when it can start, once, and not after one's own work", () => {
    const run = givenStarted();
    const before = run.state;
    openMutation(run);
    const called = callOuts({
      before,
      after: run.state,
      events: run.log,
      personId: "dba",
      now: run.clock,
    });
    expect(called).toMatchObject([
      { kind: "decision", title: "Decision: GO" },
      { kind: "step", title: "Your step is next", body: "Step snapshot" },
    ]);
    expect(
      during(run, "dba", () => run.given("scribe", { type: "LogEntry", payload: { text: "calm" } })),
    ).toEqual([]);
    const own = () => run.given("dba", start("snapshot"), pass("snapshot", { "Snapshot ID": "s" }));
    expect(during(run, "dba", own)).toEqual([]);
  });

  test("nothing calls on opening, on what is known, or when the log turns out shorter", () => {
    const run = givenStarted().given("dba", observe("payouts"), cord());
    expect(kinds(run.state, run, "ic")).toEqual([]);
    const longer = { ...run.state, seq: run.state.seq + 5, halt: null, clocks: [] };
    expect(kinds(longer, run, "ic")).toEqual([]);
  });

  test("after a long silence there is one call of each kind, and none for what is over", () => {
    const run = givenStarted();
    const before = run.state;
    run.given("ic", decision("hold")).given("ic", decision("resume")).given("ic", decision("hold"));
    run.wait(30).given("dba", observe("payouts"));
    run.given("dba", { type: "ObserveTrigger", payload: { text: "Orders are doubled" } });
    const called = kinds(before, run, "scribe", []);
    expect(called).toEqual(["clock"]);
    expect(new Set(called).size).toBe(called.length);
  });
});
