import { describe, expect, test } from "vitest";
import type { CommandPayloads } from "../commands";
import type { HypercareCheck, HypercareWindow, RunbookDefinition } from "../definition";
import { inHypercare } from "../drafts.test-support";
import { checkSeries, horizonMinutes, owedReports, owedRounds, ROUND, watchOf } from "../hypercare-rounds";
import { plusMinutes } from "../instant";
import { fireTimers, pass } from "../let-time-pass.test-support";
import { sampleDefinition } from "../sample-definition.test-support";
import type { Draft, TestRun } from "../test-run.test-support";
import { givenStarted } from "../testing";

const span = (from: number, to: number, everyMinutes: number): HypercareWindow => ({
  ...{ from, to, everyMinutes },
  ...{ text: `${from}-${to}`, line: 1 },
});

const check = (text: string, everyMinutes: number | null, onFail: string | null = null): HypercareCheck => ({
  ...{ text, everyMinutes, onFail },
  ...{ command: null, line: 1 },
});

const THREE_DAYS = [span(0, 360, 30), span(360, 1440, 60), span(1440, 4320, 480)];

const hypercareOf = (overrides: Partial<RunbookDefinition["hypercare"]>) =>
  sampleDefinition({
    hypercare: { checks: [], schedule: THREE_DAYS, focus: ["5xx", "queues"], ...overrides },
  });

const begun = (overrides: Partial<RunbookDefinition["hypercare"]> = {}) =>
  inHypercare(givenStarted({ definition: hypercareOf(overrides), window: null }));

const record = (
  seriesId: string,
  result: CommandPayloads["RecordCheck"]["result"] = "pass",
  note?: string,
): Draft => ({ type: "RecordCheck", payload: { seriesId, result, note } });

const minutesOf = (run: TestRun, iso: string | undefined) =>
  iso ? (Date.parse(iso) - Date.parse(run.state.hypercareAt ?? "")) / 60_000 : null;

const nextDue = (run: TestRun, id = ROUND) =>
  minutesOf(run, owedRounds(run.state).find(({ series }) => series.id === id)?.dueAt);

describe("the rounds of hypercare", () => {
  test("H.1 fall due every half hour for six hours, hourly to a day, three times a day to the third", () => {
    const run = begun();
    const due: (number | null)[] = [];
    for (let owed = nextDue(run); owed !== null; owed = nextDue(run)) {
      due.push(owed);
      run.wait(owed - (minutesOf(run, run.clock) ?? 0)).given("deployer", record(ROUND));
    }
    expect(due.slice(0, 13)).toEqual([30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 420]);
    expect(due.slice(12)).toEqual([
      ...Array.from({ length: 18 }, (_, hour) => 420 + hour * 60),
      ...Array.from({ length: 6 }, (_, third) => 1920 + third * 480),
    ]);
  });

  test("H.1 a check keeps its own frequency, and what is more frequent than a quarter of an hour is one watch", () => {
    const run = begun({
      checks: [
        check("stuck jobs", 30),
        check("reconciliation", 1440),
        check("health", 1),
        check("events", null),
      ],
    });
    expect(checkSeries(run.state).map(({ id }) => id)).toEqual([ROUND, "stuck jobs", "reconciliation"]);
    expect(watchOf(run.state).map(({ text }) => text)).toEqual(["health", "events"]);
    expect([nextDue(run, "stuck jobs"), nextDue(run, "reconciliation")]).toEqual([30, 1440]);
    expect(horizonMinutes(run.state)).toBe(4320);
    expect(owedRounds(givenStarted({ definition: hypercareOf({}) }).state)).toEqual([]);
  });

  test("H.2 an answer settles the round once half of the time to it is gone; one more than asked settles none", () => {
    const run = begun().wait(14).given("dba", record(ROUND));
    expect(run.state.checkRecords.at(-1)).toMatchObject({ dueAt: null, result: "pass" });
    expect(nextDue(run)).toBe(30);
    run.wait(1).given("dba", record(ROUND));
    expect(minutesOf(run, run.state.checkRecords.at(-1)?.dueAt ?? undefined)).toBe(30);
    expect(nextDue(run)).toBe(60);
  });

  test("H.3 WARN and FAIL say what was found", () => {
    const run = begun();
    expect(run.when("dba", record(ROUND, "warn")).rejection.code).toBe("malformed");
    expect(run.when("dba", record(ROUND, "fail", " ")).rejection.code).toBe("malformed");
    expect(run.when("dba", record("no such check")).rejection.code).toBe("not-found");
    run.given("dba", record(ROUND, "warn", "queue at 200"));
    expect(run.state.checkRecords.at(-1)).toMatchObject({ note: "queue at 200", by: { name: "Chi" } });
  });

  test("H.3 a FAIL whose action is rollback starts the decision clock in the same commit, one to investigate none", () => {
    const run = begun({
      checks: [check("error rate", 1, "Rollback if > 1 %"), check("latency", 5, "Investigate if > 2 s")],
    });
    expect(run.when("dba", record("error rate", "fail", "1.4 %")).events).toEqual([
      "CheckRecorded",
      "TriggerObserved",
    ]);
    expect(run.state.clocks).toMatchObject([{ triggerId: "check:error rate", expired: false }]);
    run.given("dba", record("latency", "fail", "3 s"));
    expect(run.state.clocks).toHaveLength(1);
    expect(run.state.observed.at(-1)).toMatchObject({ triggerId: "check:latency", action: "investigate" });
    expect(run.when("dba", record("latency", "pass")).events).toEqual(["CheckRecorded"]);
  });

  test("H.4 a round is missed when the next falls due, each once, also after a long sleep of all timers", () => {
    const run = begun();
    pass(run, 59);
    expect(run.state.checkRecords).toEqual([]);
    pass(run, 1);
    expect(run.state.checkRecords).toMatchObject([{ result: "missed", by: null }]);
    run.wait(120);
    fireTimers(run);
    expect(run.state.checkRecords.map(({ dueAt }) => minutesOf(run, dueAt ?? ""))).toEqual([
      30, 60, 90, 120, 150,
    ]);
    expect(run.when("system", { type: "MissCheck", payload: { seriesId: ROUND } }).rejection.code).toBe(
      "conflict",
    );
    expect(run.when("system", { type: "MissCheck", payload: { seriesId: "x" } }).rejection.code).toBe(
      "not-found",
    );
    expect(run.when("ic", { type: "MissCheck", payload: { seriesId: ROUND } }).rejection.code).toBe(
      "forbidden",
    );
  });

  test("H.4 the last round is missed as well, and then nothing is owed any more", () => {
    const run = pass(begun(), 4320 + 480);
    expect(run.state.checkRecords.filter(({ result }) => result === "missed")).toHaveLength(36);
    expect(owedRounds(run.state)).toEqual([]);
  });
});

describe("the reports of hypercare", () => {
  const report = (reportId: string, fields: Record<string, string>): Draft => ({
    type: "FileReport",
    payload: { reportId, fields },
  });
  const whole = { Summary: "quiet", Metrics: "0 errors", Actions: "none" };

  test("H.5 are owed at 24 and 72 hours where the schedule reaches so far, and filed with every field", () => {
    const run = begun();
    expect(owedReports(run.state).map(({ id, dueAt }) => [id, minutesOf(run, dueAt)])).toEqual([
      ["24h", 1440],
      ["72h", 4320],
    ]);
    expect(run.when("scribe", report("24h", { ...whole, Metrics: " " })).rejection).toMatchObject({
      ...{ code: "rule", rule: "R10" },
      missing: ["Metrics"],
    });
    expect(run.when("scribe", report("48h", whole)).rejection.code).toBe("not-found");
    expect(run.when("scribe", report("24h", { ...whole, More: "x" })).rejection.code).toBe("malformed");
    run.given("scribe", report("24h", whole), report("24h", { ...whole, Summary: "very quiet" }));
    expect(run.state.reports).toMatchObject([{ id: "24h", fields: { Summary: "very quiet" } }]);
    expect(owedReports(run.state).map(({ filed }) => filed)).toEqual([true, false]);
    expect(owedReports(begun({ schedule: [span(0, 360, 30)] }).state)).toEqual([]);
  });
});

describe("the watch of hypercare", () => {
  const update = (watch?: CommandPayloads["SendBroadcast"]["watch"]): Draft => ({
    type: "SendBroadcast",
    payload: { text: "all quiet", watch },
  });

  test("H.6 is attested with an update, in words where it is no PASS, and only while it runs", () => {
    const run = begun({ checks: [check("health", 1)] });
    run.given("scribe", update({ result: "pass" }));
    expect(run.state.broadcasts.at(-1)?.watch).toEqual({ result: "pass", note: null });
    expect(run.when("scribe", update({ result: "fail" })).rejection.code).toBe("malformed");
    run.given("scribe", update({ result: "warn", note: "one restart" }), update());
    expect(run.state.broadcasts.map(({ watch }) => watch?.note ?? null)).toEqual([null, "one restart", null]);
    expect(begun().when("scribe", update({ result: "pass" })).rejection.code).toBe("malformed");
  });
});

describe("closing after hypercare", () => {
  test("H.7 production names the rounds and reports that it still owes, a rehearsal does not wait for them", () => {
    const closing = (kind: "production" | "rehearsal", schedule: HypercareWindow[]) => {
      const run = inHypercare(givenStarted({ definition: hypercareOf({ schedule }), kind, window: null }));
      return run.when("ic", { type: "CloseRun", payload: {} });
    };
    const answer = closing("rehearsal", THREE_DAYS);
    expect(answer.decision.ok ? [] : answer.rejection.missing).not.toContain("The report at 24h");
    const production = inHypercare(
      givenStarted({ definition: hypercareOf({}), kind: "production", window: null }),
    );
    const before = { ...production.state, declaredAt: production.clock, criteria: [], clocks: [] };
    production.state = { ...before, phases: before.phases.filter((phase) => phase.kind !== "hypercare") };
    expect(production.when("ic", { type: "CloseRun", payload: {} }).rejection).toMatchObject({
      rule: "R10",
      missing: [
        `5xx, queues (due ${plusMinutes(before.hypercareAt ?? "", 30)})`,
        `The report at 24h (due ${plusMinutes(before.hypercareAt ?? "", 1440)})`,
        `The report at 72h (due ${plusMinutes(before.hypercareAt ?? "", 4320)})`,
      ],
    });
    production.state = { ...production.state, kind: "rehearsal" };
    expect(production.when("ic", { type: "CloseRun", payload: {} }).rejection.missing).toEqual([
      "SignFinalRecord",
    ]);
  });
});
