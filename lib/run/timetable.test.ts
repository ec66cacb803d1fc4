import { describe, expect, test } from "vitest";
import { pass, start } from "./drafts.test-support";
import { bareDefinition, phase, step } from "./sample-definition.test-support";
import { forecastEnd } from "./schedule";
import { BEGIN, T0 } from "./test-run.test-support";
import { givenStarted } from "./testing";
import { rollbackTimetable, type Span, timetable } from "./timetable";

/** Minutes after the beginning, T-0 being 60. */
const minutes = ({ start: from, end }: Span) =>
  [from, end].map((at) => (at === null ? null : (Date.parse(at) - Date.parse(BEGIN)) / 60_000));

const two = [
  phase("prepare", "prepare", [step("a", { durationMinutes: 5 }), step("b", { durationMinutes: 10 })], {
    ordered: true,
    offset: -30,
  }),
  phase("deploy", "execute", [step("c", { durationMinutes: 20 })], { ordered: true }),
];

const runOf = (phases = two) => givenStarted({ definition: bareDefinition({ phases }), window: null });

describe("the timetable", () => {
  test("T.21 plans steps after one another from each phase's offset, and a phase without one after the phase before", () => {
    const run = runOf();
    const [prepare, deploy] = timetable(run.state, run.clock);
    expect(prepare?.steps.map(({ planned }) => minutes(planned))).toEqual([
      [30, 35],
      [35, 45],
    ]);
    expect(deploy?.steps.map(({ planned }) => minutes(planned))).toEqual([[45, 65]]);
    expect(minutes(prepare?.planned ?? { start: null, end: null })).toEqual([30, 45]);
  });

  test("T.21 forecasts from what is done: early results bring nothing forward of its offset, late ones push all after", () => {
    const run = runOf();
    expect(timetable(run.state, run.clock)[1]?.steps.map(({ forecast }) => minutes(forecast))).toEqual([
      [45, 65],
    ]);
    run.wait(40).given("deployer", start("a"));
    run.wait(3);
    const [prepare, deploy] = timetable(run.state, run.clock);
    expect(prepare?.steps.map(({ forecast }) => minutes(forecast))).toEqual([
      [40, 45],
      [45, 55],
    ]);
    expect(deploy?.steps.map(({ forecast }) => minutes(forecast))).toEqual([[55, 75]]);
    expect(forecastEnd(run.state, run.clock)).toBe(deploy?.forecast.end);
    run.wait(7).given("deployer", pass("a"));
    const later = timetable(run.state, run.clock)[0];
    expect(later?.steps.map(({ actual }) => minutes(actual))).toEqual([
      [40, 50],
      [null, null],
    ]);
    expect(later?.steps.map(({ forecast }) => minutes(forecast))).toEqual([
      [40, 50],
      [50, 60],
    ]);
    expect(minutes(later?.actual ?? { start: null, end: null })).toEqual([40, null]);
  });

  test("T.21 a step that runs longer than planned ends now, not in the past", () => {
    const run = runOf().wait(30).given("deployer", start("a"));
    run.wait(30);
    expect(timetable(run.state, run.clock)[0]?.steps.map(({ forecast }) => minutes(forecast))).toEqual([
      [30, 60],
      [60, 70],
    ]);
  });

  test("T.21 streams run side by side, and a step without one waits for all of them", () => {
    const long = { durationMinutes: 30 };
    const run = runOf([
      phase(
        "side",
        "execute",
        [
          step("db", { ...long, stream: "db" }),
          step("app", { durationMinutes: 10, stream: "app" }),
          step("db2", { durationMinutes: 5, stream: "db" }),
          step("join", { durationMinutes: 1 }),
          step("after", { durationMinutes: 1, stream: "app" }),
        ],
        { ordered: true, offset: 0 },
      ),
    ]);
    expect(timetable(run.state, T0)[0]?.steps.map(({ planned }) => minutes(planned))).toEqual([
      [60, 90],
      [60, 70],
      [90, 95],
      [95, 96],
      [96, 97],
    ]);
  });

  test("T.21 `after` is waited for wherever it stands, and a share of the phase's length stands in for unknown ones", () => {
    const run = runOf([
      phase("one", "execute", [step("x", { stream: "s" }), step("y", { stream: "t", after: ["x"] })], {
        ...{ offset: 0, durationMinutes: 20, ordered: true },
      }),
      phase("two", "execute", [step("z")], { ordered: true }),
    ]);
    const [one, last] = timetable(run.state, T0);
    expect(one?.steps.map(({ planned }) => minutes(planned))).toEqual([
      [60, 70],
      [70, 80],
    ]);
    expect(last?.steps.map(({ planned }) => minutes(planned))).toEqual([[80, null]]);
    expect(minutes(last?.planned ?? { start: null, end: null })).toEqual([80, null]);
  });

  test("T.21 without any offset nothing is planned, and the forecast counts from now", () => {
    const run = runOf([phase("free", "execute", [step("x", { durationMinutes: 4 })])]);
    const [free] = timetable(run.state, run.clock);
    expect(free?.steps.map(({ planned, forecast }) => [minutes(planned), minutes(forecast)])).toEqual([
      [
        [null, null],
        [0, 4],
      ],
    ]);
  });

  test("T.21 the rollback has a timetable of its own once it has begun", () => {
    const run = givenStarted();
    expect(rollbackTimetable(run.state, run.clock)).toEqual([]);
    run.given("ic", { type: "Decide", payload: { verdict: "rollback", reason: "" } });
    const [first] = rollbackTimetable(run.state, run.clock);
    expect(first?.steps[0]?.planned.start).toBe(run.clock);
    expect(forecastEnd(run.state, run.clock)).toBe(
      rollbackTimetable(run.state, run.clock).at(-1)?.forecast.end,
    );
  });
});
