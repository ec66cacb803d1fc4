import { describe, expect, test } from "vitest";
import type { CommandPayloads } from "../commands";
import { decision, observe } from "../drafts.test-support";
import { plusMinutes } from "../instant";
import { BEGIN, type Draft } from "../test-run.test-support";
import { givenRun, givenStarted } from "../testing";

const alert = (change: Partial<CommandPayloads["ReportAlert"]> = {}): Draft => ({
  type: "ReportAlert",
  payload: {
    triggerId: "payouts",
    fingerprint: "f1",
    name: "PayoutFailures",
    status: "firing",
    startsAt: BEGIN,
    ...change,
  },
});
const resolved = (change: Partial<CommandPayloads["ReportAlert"]> = {}) =>
  alert({ status: "resolved", endsAt: plusMinutes(BEGIN, 9), ...change });

describe("alerts of a monitoring system", () => {
  test("R6.12 the first word of an alert observes its trigger, with its clock", () => {
    const run = givenStarted().given("scribe", alert({ summary: "12 % of payouts fail" }));
    expect(run.state.clocks).toMatchObject([
      { triggerId: "payouts", dueAt: plusMinutes(run.clock, 5), observations: 1 },
    ]);
    expect(run.log.at(-1)?.payload).toMatchObject({
      note: "alert PayoutFailures: 12 % of payouts fail",
      alert: { fingerprint: "f1", startsAt: BEGIN, name: "PayoutFailures" },
    });
  });

  test("R6.12 firing on counts up and moves no deadline", () => {
    const run = givenStarted().given("scribe", alert());
    const dueAt = plusMinutes(run.clock, 5);
    expect(run.wait(3).when("scribe", alert()).events).toEqual(["AlertRepeated"]);
    expect(run.state.clocks).toMatchObject([{ dueAt, observations: 2 }]);
    expect(run.state.alerts).toMatchObject([{ fingerprint: "f1", count: 2 }]);
  });

  test("R6.12 firing on after CONTINUE starts no second clock and undoes no answer; its next beginning starts one", () => {
    const run = givenStarted().given("scribe", alert());
    run.given("ic", decision("continue", { triggerId: "payouts" }));
    run.wait(5).given("scribe", alert());
    expect(run.state.clocks).toEqual([]);
    expect(run.state.observed).toMatchObject([{ answered: "continue", observations: 2 }]);
    run.wait(5).given("scribe", resolved());
    run.wait(5).given("scribe", alert({ startsAt: plusMinutes(BEGIN, 12) }));
    expect(run.state.clocks).toMatchObject([{ triggerId: "payouts" }]);
    expect(run.state.alerts).toMatchObject([{ count: 1, resolvedAt: null }]);
  });

  test("R6.12 another alert of the same trigger joins the clock that runs", () => {
    const run = givenStarted().given("scribe", alert());
    const { clocks } = run.state;
    run.wait(2).given("scribe", alert({ fingerprint: "f2" }));
    expect(run.state.clocks).toMatchObject([{ dueAt: clocks[0]?.dueAt, observations: 2 }]);
    expect(run.state.alerts).toHaveLength(2);
  });

  test("R6.13 the same word within a minute is recorded once", () => {
    const run = givenStarted().given("scribe", alert());
    expect(run.when("scribe", alert()).rejection.code).toBe("conflict");
    run.wait(2).given("scribe", resolved());
    expect(run.when("scribe", resolved()).rejection.code).toBe("conflict");
    expect(run.state.alerts).toMatchObject([{ count: 1 }]);
  });

  test("R6.13 a late word changes nothing: of an earlier beginning, or firing when it is resolved", () => {
    const run = givenStarted().given("scribe", alert({ startsAt: plusMinutes(BEGIN, 5) }));
    run.wait(5);
    expect(run.when("scribe", alert()).rejection.code).toBe("conflict");
    expect(run.when("scribe", resolved()).rejection.code).toBe("conflict");
    run.given("scribe", resolved({ startsAt: plusMinutes(BEGIN, 5) }));
    expect(run.wait(5).when("scribe", alert({ startsAt: plusMinutes(BEGIN, 5) })).rejection.code).toBe(
      "conflict",
    );
  });

  test("R6.14 resolved is logged and closes no clock; what never fired cannot resolve", () => {
    const run = givenStarted();
    expect(run.when("scribe", resolved()).rejection.code).toBe("not-found");
    run.given("scribe", alert());
    expect(run.wait(1).when("scribe", resolved()).events).toEqual(["AlertResolved"]);
    expect(run.state.clocks).toHaveLength(1);
    expect(run.state.alerts).toMatchObject([{ resolvedAt: plusMinutes(BEGIN, 9) }]);
  });

  test("R6.12 what a person saw and what an alert says are one trigger with one clock", () => {
    const run = givenStarted().given("dba", observe("payouts"));
    run.wait(1).given("scribe", alert());
    expect(run.state.clocks).toMatchObject([{ observations: 2 }]);
  });

  test("R6.11 a trigger that the run does not have, a nameless alert, or a run that has not begun is refused", () => {
    const run = givenStarted();
    expect(run.when("scribe", alert({ triggerId: "nowhere" })).rejection.code).toBe("not-found");
    expect(run.when("scribe", alert({ name: " " })).rejection.code).toBe("malformed");
    expect(run.when("stranger", alert()).rejection.code).toBe("forbidden");
    expect(givenRun().when("scribe", alert()).rejection.code).toBe("wrong-status");
  });
});
