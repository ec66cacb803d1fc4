import { describe, expect, test } from "vitest";
import { nextUpdateDueAt } from "../cadence";
import { attach, decision, field, openMutation, pass, start, warn } from "../drafts.test-support";
import { decisionPlannedAt, phasePlannedAt } from "../planned-times";
import { phase, sampleDefinition, step } from "../sample-definition.test-support";
import { pointOfNoReturn } from "../schedule";
import { type Draft, T0, type TestRun } from "../test-run.test-support";
import { givenRun, givenStarted, type RunOptions } from "../testing";

const LATER = "2026-11-22T02:30:00.000Z";
const END = "2026-11-22T05:00:00.000Z";
const move = (t0 = LATER, reason = "vendor is late"): Draft => ({ type: "MoveT0", payload: { t0, reason } });
const extend = (end: string, reason = "slow copy"): Draft => ({
  type: "ExtendWindow",
  payload: { end, reason },
});
const sign = (subject: string, statement = "agreed"): Draft => ({
  type: "SignOff",
  payload: { subject, statement },
});

/** The sample with an attestation of a time among its preconditions, and one in the backup. */
function timeBound(options: RunOptions = {}): TestRun {
  const definition = sampleDefinition();
  const bound = { timeBound: true, fields: [{ name: "Age", type: "text" as const, required: true }] };
  definition.phases = definition.phases.map((each) => {
    if (each.id === "pre") return { ...each, steps: [...each.steps, step("window-ok", bound)] };
    if (each.id === "backup")
      return { ...each, ordered: false, steps: [...each.steps, step("fresh", bound)] };
    return each;
  });
  return givenStarted({ definition, ...options });
}

const stepOf = (run: TestRun, id: string) =>
  run.state.phases.flatMap((each) => each.steps).find((each) => each.id === id);

describe("moving T-0", () => {
  test("T.12 it moves T-0 and what has not started, never the window", () => {
    const run = openMutation(givenStarted()).given("dba", start("snapshot")).wait(1);
    const before = run.state.window;
    run.given("ic", move("2026-11-22T03:30:00+01:00"));
    expect(run.state).toMatchObject({ t0: LATER, window: before });
    expect(run.state.t0Moves).toEqual([
      { from: T0, to: LATER, reason: "vendor is late", by: { personId: "ic", name: "Ada" }, at: run.clock },
    ]);
    const planned = Object.fromEntries(
      run.state.phases.map((each) => [each.id, phasePlannedAt(run.state, each)]),
    );
    expect(planned).toMatchObject({ backup: "2026-11-22T01:30:00.000Z", deploy: "2026-11-22T02:15:00.000Z" });
    expect(run.state.decisionPoints.map((each) => decisionPlannedAt(run.state, each))[1]).toBe(
      "2026-11-22T02:45:00.000Z",
    );
    expect(pointOfNoReturn(run.state)).toBe("2026-11-22T04:35:00.000Z");
  });

  test("T.12 a point that is decided keeps the time that it was planned for", () => {
    const definition = sampleDefinition();
    definition.decisionPoints = definition.decisionPoints.map((each) =>
      each.id === "start" ? { ...each, offset: -45 } : each,
    );
    const run = openMutation(givenStarted({ definition })).wait(1).given("ic", move());
    const [point] = run.state.decisionPoints;
    expect(point && decisionPlannedAt(run.state, point)).toBe("2026-11-22T01:15:00.000Z");
  });

  test("T.12 updates count from the beginning as it is planned now", () => {
    const run = givenStarted({ window: null });
    expect(nextUpdateDueAt(run.state)).toBe("2026-11-22T01:45:00.000Z");
    run.given("ic", move());
    expect(nextUpdateDueAt(run.state)).toBe("2026-11-22T02:15:00.000Z");
  });

  test.each<[string, () => TestRun]>([
    ["planned", () => givenRun()],
    ["running", () => givenStarted()],
    ["held", () => givenStarted().given("ic", decision("hold"))],
  ])("T.12 the decider moves it while the run is %s, with a reason", (_status, given) => {
    const run = given();
    expect(run.when("dba", move()).rejection.code).toBe("forbidden");
    expect(run.when("ic", move(LATER, " ")).rejection.code).toBe("malformed");
    expect(run.when("ic", move("2026-11-22T02:30:00")).rejection.code).toBe("malformed");
    expect(run.when("ic", move("2026-11-22T03:00:00+01:00")).rejection.code).toBe("conflict");
    expect(run.when("ic", move()).events).toEqual(["T0Moved"]);
  });

  test("T.13 attestations of a time that were given are asked for again, and stay on record as void", () => {
    const run = timeBound().given("deployer", field("window-ok", "Age", "2 h"), pass("window-ok"));
    run.given("ic", move());
    expect(run.log.at(-1)?.payload).toMatchObject({ reopens: ["window-ok"] });
    expect(stepOf(run, "window-ok")).toMatchObject({
      status: "waiting",
      attempt: 2,
      fields: {},
      finishedBy: null,
      attempts: [
        { attempt: 1, status: "passed", voided: { reason: "vendor is late", by: [{ personId: "ic" }] } },
      ],
    });
    expect(stepOf(run, "pin")?.status).toBe("waiting");
    expect(run.state.phases[0]?.status).toBe("open");
    run.given("deployer", pass("window-ok", { Age: "1 h" }));
    expect(stepOf(run, "window-ok")).toMatchObject({ status: "passed", attempt: 2 });
  });

  test("T.13 a precondition stays as it is once something was mutated, other attestations reopen", () => {
    const run = timeBound().given("deployer", pass("window-ok", { Age: "2 h" }));
    openMutation(run)
      .given("deployer", pass("fresh", { Age: "1 h" }))
      .given("dba", start("snapshot"));
    run.given("ic", move());
    expect(run.log.at(-1)?.payload).toMatchObject({ reopens: ["fresh"] });
    expect([stepOf(run, "window-ok")?.status, stepOf(run, "fresh")?.status]).toEqual(["passed", "waiting"]);
  });

  test("T.13 what stands open, or at WARN, reopens only where it was given", () => {
    const run = timeBound().given("deployer", field("window-ok", "Age", "2 h"), warn("window-ok"));
    run.given("ic", move());
    expect(stepOf(run, "window-ok")?.status).toBe("waiting");
    run.given("deployer", start("window-ok")).given("ic", move(T0));
    expect(run.log.at(-1)?.payload).toMatchObject({ reopens: [] });
    expect(stepOf(run, "window-ok")?.status).toBe("running");
  });

  test("T.14 past the window's end takes an extension first", () => {
    const run = givenStarted();
    expect(run.when("ic", move("2026-11-22T05:00:00.001Z")).rejection).toMatchObject({
      code: "rule",
      rule: "R8",
      missing: ["ExtendWindow"],
    });
    run.given("ic", move(END), extend("2026-11-22T06:00:00Z"), move("2026-11-22T05:30:00Z"));
    expect(givenStarted({ window: null }).when("ic", move("2027-01-01T00:00:00Z")).events).toEqual([
      "T0Moved",
    ]);
  });
});

describe("extending the window", () => {
  const NEW_END = "2026-11-22T06:00:00.000Z";

  test("T.15 in a rehearsal the decider extends at once", () => {
    const run = givenStarted();
    expect(run.when("dba", extend(NEW_END)).rejection.code).toBe("forbidden");
    expect(run.when("ic", extend(NEW_END)).events).toEqual(["WindowExtended"]);
    expect(run.state.window).toEqual({ start: "2026-11-22T01:00:00.000Z", end: NEW_END });
    expect(run.state.windowExtension).toBeNull();
  });

  test("T.15 in production it waits for an approver, who is somebody else", () => {
    const run = givenStarted({ kind: "production" });
    expect(run.when("approver", sign("window")).rejection.code).toBe("conflict");
    expect(run.when("ic", extend(NEW_END)).events).toEqual(["WindowExtensionRequested"]);
    expect(run.state.window?.end).toBe(END);
    expect(run.when("dba", sign("window")).rejection).toMatchObject({ rule: "R12", missing: ["Approver"] });
    expect(run.when("ic", sign("window")).rejection.rule).toBe("R12");
    expect(run.when("approver", sign("window", " ")).rejection.code).toBe("malformed");
    expect(run.when("approver", sign("window")).events).toEqual(["SignedOff", "WindowExtended"]);
    expect(run.state).toMatchObject({ window: { end: NEW_END }, windowExtension: null });
    expect(run.when("approver", sign("window")).rejection.code).toBe("conflict");
  });

  test("T.19 a signature that names a request signs no other that took its place", () => {
    const run = givenStarted({ kind: "production" });
    run.given("ic", extend(NEW_END));
    const first = run.state.windowExtension?.id ?? "";
    const later = "2026-11-22T09:00:00.000Z";
    run.given("ic", extend(later));
    expect(run.when("approver", sign(`window:${first}`)).rejection).toMatchObject({
      code: "conflict",
      rule: "R8",
    });
    const second = run.state.windowExtension?.id ?? "";
    expect(run.when("approver", sign(`window:${second}`)).events).toEqual(["SignedOff", "WindowExtended"]);
    expect(run.state.window?.end).toBe(later);
  });

  test("T.15 whoever asked does not sign, in whatever role", () => {
    const roles = { ic: "ic", deployer: "deployer", dba: "dba", approver: "ic" };
    const run = givenStarted({ kind: "production", roles }).given("ic", extend(NEW_END));
    expect(run.when("ic", sign("window")).rejection).toMatchObject({ code: "forbidden", rule: "R12" });
  });

  test("T.15 without an approver in the runbook another role-holder signs", () => {
    const definition = sampleDefinition();
    definition.roles = definition.roles.filter((role) => role.capability !== "approver");
    const run = givenStarted({ kind: "production", definition }).given("ic", extend(NEW_END));
    expect(run.when("dba", sign("window")).events).toEqual(["SignedOff", "WindowExtended"]);
  });

  test("T.15 a new request takes the place of the open one", () => {
    const run = givenStarted({ kind: "production" }).given("ic", extend(NEW_END));
    run.given("ic", extend("2026-11-22T07:00:00Z")).given("approver", sign("window"));
    expect(run.state.window?.end).toBe("2026-11-22T07:00:00.000Z");
  });

  test("T.15 it ends later than now, says why, and needs a window", () => {
    const run = givenStarted();
    expect(run.when("ic", extend(END)).rejection.code).toBe("malformed");
    expect(run.when("ic", extend("06:00")).rejection.code).toBe("malformed");
    expect(run.when("ic", extend(NEW_END, "")).rejection.code).toBe("malformed");
    const none = givenStarted({ window: null }).when("ic", extend(NEW_END)).rejection;
    expect(none).toMatchObject({ rule: "R8", missing: ["a maintenance window"] });
  });
});

describe("signatures", () => {
  function signedRollback(): TestRun {
    const definition = sampleDefinition();
    const restore = step("restore", { role: "dba", mutating: true, signOffs: ["approver", "scribe"] });
    definition.rollback = { ...definition.rollback, phases: [phase("back", "rollback", [restore])] };
    return givenStarted({ definition });
  }

  test("R1.24 a step that asks for signatures takes them from the roles named, before its start", () => {
    const run = signedRollback().given("ic", decision("rollback"));
    expect(run.when("dba", sign("step:restore")).rejection).toMatchObject({
      rule: "R1",
      missing: ["Approver", "Scribe"],
    });
    expect(run.when("dba", start("restore")).rejection.missing).toHaveLength(2);
    run.given("approver", sign("step:restore"));
    expect(run.when("approver", sign("step:restore")).rejection.code).toBe("conflict");
    run.given("scribe", sign("step:restore")).given("dba", start("restore"));
    expect(run.when("scribe", sign("step:restore")).rejection.code).toBe("conflict");
  });

  test("R1.24 nothing is signed that asks for no signature, or at another moment", () => {
    const run = signedRollback();
    expect(run.when("approver", sign("step:pin")).rejection.code).toBe("not-found");
    expect(run.when("approver", sign("step:nowhere")).rejection.code).toBe("not-found");
    expect(run.when("approver", sign("go-live")).rejection.code).toBe("not-found");
    const planned = givenRun({ definition: sampleDefinition() });
    expect(planned.when("approver", sign("resume")).rejection.code).toBe("conflict");
    run.given("ic", decision("no-go"));
    expect(run.when("approver", sign("step:restore")).rejection.code).toBe("wrong-status");
  });

  test("R1.16 a decision point is signed on the way to it, and not after it", () => {
    const definition = sampleDefinition();
    definition.decisionPoints = definition.decisionPoints.map((each) => ({
      ...each,
      signOffs: ["approver"],
    }));
    const planned = givenRun({ definition });
    expect(planned.when("approver", sign("start")).rejection.code).toBe("wrong-status");
    const run = givenStarted({ definition }).given("approver", sign("start"));
    expect(run.when("approver", sign("start")).rejection.code).toBe("conflict");
    run.given("deployer", pass("pin"), pass("access"), attach("freeze.log"));
    run.given("ic", decision("go", { decisionPointId: "start" }));
    expect(run.when("approver", sign("start")).rejection.message).toContain("is decided: GO");
  });
});

test("T.18 an extension that is asked for is taken back, and cannot be signed any more", () => {
  const run = givenStarted({ kind: "production" });
  expect(run.when("ic", extend(END)).rejection.code).toBe("malformed");
  run.given("ic", extend("2026-11-22T06:00:00Z"));
  expect(run.when("dba", extend(END)).rejection.code).toBe("forbidden");
  const asked = run.state.windowExtension?.id;
  const seen = run.state.basisSeq;
  expect(run.when("ic", extend(END)).events).toEqual(["WindowExtensionWithdrawn"]);
  expect(run.log.at(-1)?.payload).toMatchObject({ requestId: asked });
  expect(run.state).toMatchObject({ windowExtension: null, window: { end: END }, basisSeq: seen });
  expect(run.when("approver", sign("window")).rejection.code).toBe("conflict");
  expect(run.when("ic", extend(END)).rejection.code).toBe("malformed");
});
