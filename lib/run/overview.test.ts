import { describe, expect, test } from "vitest";
import { deadlines } from "./deadlines";
import {
  cord,
  decision,
  deployed,
  fail,
  inHypercare,
  observe,
  openMutation,
  pass,
  rollingBack,
  start,
} from "./drafts.test-support";
import {
  currentPhase,
  focusStep,
  mySteps,
  nextDecisionPoint,
  phaseProgress,
  readySteps,
  rolesOf,
} from "./focus";
import { decisionPlannedAt, phasePlannedAt } from "./planned-times";
import { bareDefinition, phase, point, sampleDefinition, step } from "./sample-definition.test-support";
import { forecastEnd, pointOfNoReturn } from "./schedule";
import type { Draft, TestRun } from "./test-run.test-support";
import { givenRun, givenStarted } from "./testing";

const broadcast = (text: string, templateId?: string): Draft => ({
  type: "SendBroadcast",
  payload: { text, templateId },
});

describe("what to do next", () => {
  test("T.11 an operator's focus is the step that runs, then the one that can start", () => {
    const run = openMutation(givenStarted());
    expect(focusStep(run.state, "dba")?.id).toBe("snapshot");
    expect(focusStep(run.state, "deployer")?.id).toBe("snapshot");
    expect(mySteps(run.state, "deployer")).toEqual([]);
    run.given("dba", pass("snapshot", { "Snapshot ID": "s" }), start("readable"));
    expect(focusStep(run.state, "dba")?.id).toBe("readable");
    run.given("dba", fail("readable"));
    expect(focusStep(run.state, "dba")).toMatchObject({ id: "readable", status: "failed" });
  });

  test("T.11 one's own step comes before one that anybody may take", () => {
    const run = givenStarted();
    expect(mySteps(run.state, "deployer").map((each) => each.id)).toEqual(["pin", "access"]);
    expect(focusStep(run.state, "deployer")?.id).toBe("access");
    expect(focusStep(run.state, "dba")?.id).toBe("pin");
    run.given("deployer", start("pin"));
    expect(focusStep(run.state, "deployer")?.id).toBe("pin");
    expect(mySteps(run.state, "dba")).toEqual([]);
    expect(focusStep(run.state, "scribe")?.id).toBe("pin");
  });

  test("T.11 what one can begin now is what one's own roles can start", () => {
    const ready = (run: TestRun, person: string) => readySteps(run.state, person).map((each) => each.id);
    expect(ready(givenRun(), "deployer")).toEqual([]);
    expect(ready(givenStarted(), "deployer")).toEqual(["access"]);
    expect(ready(givenStarted(), "dba")).toEqual([]);
    const run = openMutation(givenStarted());
    expect(ready(run, "dba")).toEqual(["snapshot"]);
    expect(ready(run.given("dba", start("snapshot")), "dba")).toEqual([]);
  });

  test("T.11 the current phase follows the run's life", () => {
    expect(currentPhase(givenRun().state)).toBeNull();
    expect(currentPhase(givenStarted().state)?.id).toBe("pre");
    expect(currentPhase(deployed(givenStarted()).state)?.id).toBe("canary");
    expect(currentPhase(givenStarted().given("dba", cord()).state)?.id).toBe("contain");
    expect(currentPhase(inHypercare(givenStarted()).state)?.id).toBe("watch");
    const back = rollingBack(givenStarted());
    expect(currentPhase(back.state)?.id).toBe("back");
    back.given("dba", pass("restore")).given("deployer", pass("reopen"));
    back.given("ic", { type: "FinishRollback", payload: {} });
    expect(currentPhase(back.state)?.id).toBe("after");
    expect(focusStep(givenStarted().given("ic", decision("no-go")).state, "ic")).toBeNull();
  });

  test("T.11 the next decision is the first undecided, as long as the run is on its way to GO", () => {
    const run = givenStarted();
    expect(nextDecisionPoint(run.state)?.id).toBe("start");
    expect(nextDecisionPoint(openMutation(run).state)?.id).toBe("go-live");
    expect(nextDecisionPoint(run.given("ic", decision("rollback")).state)).toBeNull();
  });

  test("T.11 progress counts what is done, and a person's roles are all that they hold", () => {
    const run = givenStarted({ roles: { ic: "ic", deployer: "ben", dba: "ben" } }).given("ben", pass("pin"));
    expect(run.state.phases.map(phaseProgress)[0]).toEqual({ done: 1, total: 2 });
    expect(rolesOf(run.state, "ben").map((role) => role.key)).toEqual(["deployer", "dba"]);
  });
});

describe("schedule", () => {
  test("T.6 phases and decisions are planned from T-0", () => {
    const { state } = givenRun();
    expect(state.phases.map((each) => phasePlannedAt(state, each)).slice(0, 3)).toEqual([
      null,
      "2026-11-22T01:30:00.000Z",
      "2026-11-22T01:45:00.000Z",
    ]);
    expect(state.decisionPoints.map((each) => decisionPlannedAt(state, each))).toEqual([
      null,
      "2026-11-22T02:15:00.000Z",
    ]);
    const after = givenRun({
      definition: bareDefinition({
        phases: [phase("a", "verify", [step("x", { durationMinutes: 7 })], { offset: 10 })],
        decisionPoints: [point("p", { afterPhaseId: "a" })],
      }),
    }).state;
    expect(after.decisionPoints.map((each) => decisionPlannedAt(after, each))).toEqual([
      "2026-11-22T02:17:00.000Z",
    ]);
  });

  test("T.6 the forecast moves with what is left, and never before what is planned", () => {
    const run = deployed(givenStarted());
    expect(forecastEnd(run.state, run.clock)).toBe("2026-11-22T02:15:00.000Z");
    expect(forecastEnd(run.state, "2026-11-22T03:00:00.000Z")).toBe("2026-11-22T03:00:00.000Z");
    const early = openMutation(givenStarted());
    expect(forecastEnd(early.state, "2026-11-22T03:00:00.000Z")).toBe("2026-11-22T03:25:00.000Z");
    const later = [phase("a", "execute", [step("x", { durationMinutes: 7 })], { offset: 10 })];
    const waiting = givenStarted({ definition: bareDefinition({ phases: later }) });
    expect(forecastEnd(waiting.state, waiting.clock)).toBe("2026-11-22T02:17:00.000Z");
    const hypercare = inHypercare(givenStarted());
    expect(forecastEnd(hypercare.state, "2026-11-22T09:00:00.000Z")).toBe(hypercare.state.hypercareAt);
  });

  test("T.6 while rolling back the forecast is the rollback's, and unknown lengths give none", () => {
    const run = rollingBack(givenStarted());
    expect(forecastEnd(run.state, "2026-11-22T03:00:00.000Z")).toBe("2026-11-22T03:25:00.000Z");
    run.given("dba", pass("restore"));
    expect(forecastEnd(run.state, "2026-11-22T03:00:00.000Z")).toBe("2026-11-22T03:05:00.000Z");
    const blank = givenStarted({
      definition: bareDefinition({ phases: [phase("a", "execute", [step("x")])] }),
    });
    expect(forecastEnd(blank.state, blank.clock)).toBeNull();
    expect(forecastEnd(givenStarted().given("ic", decision("no-go")).state, blank.clock)).toBeNull();
  });

  test("T.7 the point of no return leaves the rollback its time inside the window", () => {
    expect(pointOfNoReturn(givenRun().state)).toBe("2026-11-22T04:35:00.000Z");
    expect(pointOfNoReturn(givenRun({ window: null }).state)).toBeNull();
    const rollback = { triggers: [], clockMinutes: 5, phases: [phase("b", "rollback", [step("undo")])] };
    expect(pointOfNoReturn(givenRun({ definition: sampleDefinition({ rollback }) }).state)).toBeNull();
  });
});

describe("deadlines", () => {
  test("C.5 clocks and the next update fall due, the earliest first", () => {
    const run = givenStarted();
    const owed = () =>
      deadlines(run.state).filter(({ kind }) => kind === "broadcast" || kind === "decision-clock");
    expect(owed().map((each) => [each.key, each.dueAt])).toEqual([["broadcast", "2026-11-22T01:15:00.000Z"]]);
    run.given("dba", observe("payouts"));
    expect(owed().map((each) => [each.kind, each.dueAt])).toEqual([
      ["decision-clock", "2026-11-22T01:05:00.000Z"],
      ["broadcast", "2026-11-22T01:15:00.000Z"],
    ]);
    expect(deadlines(givenRun().state)).toEqual([]);
  });

  test("C.2 the cutover's updates count from its planned beginning, then from the last one", () => {
    const run = givenStarted({ window: null });
    expect(deadlines(run.state)[0]?.dueAt).toBe("2026-11-22T01:45:00.000Z");
    run.wait(35).given("scribe", broadcast("going"));
    expect(deadlines(run.state)[0]?.dueAt).toBe("2026-11-22T01:50:00.000Z");
    const late = givenRun().wait(60).given("ic", { type: "StartRun", payload: {} });
    expect(deadlines(late.state)[0]?.dueAt).toBe("2026-11-22T02:15:00.000Z");
  });

  test("C.2 in hypercare the cadence counts from its start and widens with time", () => {
    const run = inHypercare(givenStarted());
    const due = () => deadlines(run.state)[0]?.dueAt;
    expect(due()).toBe("2026-11-22T01:30:00.000Z");
    run.wait(119).given("ic", broadcast("fine"));
    expect(due()).toBe("2026-11-22T03:29:00.000Z");
    run.wait(2).given("ic", broadcast("fine"));
    expect(due()).toBe("2026-11-22T04:01:00.000Z");
    run.wait(1440).given("ic", broadcast("over"));
    expect(due()).toBeUndefined();
  });

  test("C.2 a halt keeps the obligation, the end of the run lifts it, and no plan owes nothing", () => {
    const owed = (run: TestRun) => deadlines(run.state).filter(({ kind }) => kind === "broadcast").length;
    expect(owed(givenStarted().given("dba", cord()))).toBe(1);
    expect(owed(inHypercare(givenStarted()).given("dba", cord()))).toBe(1);
    expect(deadlines(givenStarted().given("ic", decision("no-go")).state)).toEqual([]);
    expect(owed(givenStarted({ definition: bareDefinition() }))).toBe(0);
  });
});

describe("broadcasts", () => {
  test("C.1 the decider or the scribe sends one, in free words or from a template", () => {
    const run = givenStarted()
      .given("scribe", broadcast(" Started. ", "started"))
      .given("ic", broadcast("On plan."));
    expect(run.state.broadcasts).toMatchObject([
      { number: 1, templateId: "started", text: "Started.", by: { name: "Eli" } },
      { number: 2, templateId: null, text: "On plan." },
    ]);
    expect(run.when("dba", broadcast("x")).rejection.code).toBe("forbidden");
    expect(run.when("ic", broadcast(" ")).rejection.code).toBe("malformed");
    expect(run.when("ic", broadcast("x", "nowhere")).rejection.code).toBe("not-found");
  });
});
