import { describe, expect, test } from "vitest";
import type { CommandPayloads } from "../commands";
import type { PhaseDefinition, RunbookDefinition } from "../definition";
import { bareDefinition, phase, point, sampleDefinition, step } from "../sample-definition.test-support";
import { TestRun } from "../test-run.test-support";
import { clearanceOf, givenRun } from "../testing";

type Plan = CommandPayloads["PlanRun"];

function plan(overrides: Partial<Plan> = {}, definition: Partial<RunbookDefinition> = {}): Plan {
  const full = sampleDefinition(definition);
  return {
    runId: "r",
    slug: "s",
    runbookVersion: 1,
    sha256: full.sha256,
    definition: full,
    kind: "rehearsal",
    title: "T",
    t0: "2026-11-22T03:00:00+01:00",
    timeZone: "Europe/Vienna",
    window: null,
    variables: {},
    roles: [],
    ...overrides,
  };
}

const refusalOf = (payload: Plan) => new TestRun().when("planner", { type: "PlanRun", payload }).rejection;

describe("planning", () => {
  test("L.1 a plan keeps its version and brings its instants to UTC", () => {
    const run = new TestRun().given("planner", {
      type: "PlanRun",
      payload: plan({ window: { start: "2026-11-22T02:00:00+01:00", end: "2026-11-22T06:00:00+01:00" } }),
    });
    expect(run.state).toMatchObject({
      status: "planned",
      t0: "2026-11-22T02:00:00.000Z",
      window: { start: "2026-11-22T01:00:00.000Z", end: "2026-11-22T05:00:00.000Z" },
      runbook: { slug: "s", version: 1, title: "Test runbook" },
      planner: { personId: "planner", name: "Pia" },
    });
    expect(run.state.roles.filter((role) => role.required).map((role) => role.key)).toEqual([
      "ic",
      "deployer",
      "dba",
    ]);
  });

  test("L.1 phases stand in execution order, then containment, rollback, post-rollback", () => {
    const kinds = givenRun().state.phases.map((each) => each.kind);
    expect(kinds).toEqual([
      "preconditions",
      "prepare",
      "execute",
      "verify",
      "hypercare",
      "containment",
      "rollback",
      "post-rollback",
    ]);
  });

  test("L.1 a phase that is listed among the phases and in the rollback too is refused", () => {
    const back = phase("back", "rollback", [step("undo")]);
    const definition = bareDefinition({
      phases: [back],
      rollback: { triggers: [], clockMinutes: 5, phases: [back] },
    });
    expect(refusalOf(plan({ definition }))).toMatchObject({ code: "malformed", missing: ["back", "undo"] });
  });

  test("L.1 a run is planned once", () => {
    const run = givenRun();
    expect(run.when("planner", { type: "PlanRun", payload: plan() }).rejection.code).toBe("wrong-status");
  });

  test("L.1 a run that was never planned is not found", () => {
    expect(new TestRun().when("ic", { type: "StartRun", payload: {} }).rejection.code).toBe("not-found");
  });

  test.each<[string, Partial<Plan>]>([
    ["no title", { title: "  " }],
    ["a T-0 without zone", { t0: "2026-11-22T02:00:00" }],
    ["a T-0 that is none", { t0: "2026-13-45T02:00:00Z" }],
    ["an unknown time zone", { timeZone: "Mars/Olympus" }],
    ["a window that ends first", { window: { start: "2026-11-22T05:00:00Z", end: "2026-11-22T04:00:00Z" } }],
    ["a window without zone", { window: { start: "yesterday", end: "2026-11-22T04:00:00Z" } }],
    ["a role that the runbook has not", { roles: [{ role: "cook", personId: "x", name: "X" }] }],
    [
      "one role for two",
      {
        roles: [
          { role: "dba", personId: "x", name: "X" },
          { role: "dba", personId: "y", name: "Y" },
        ],
      },
    ],
    ["another text's hash", { sha256: "00".repeat(32) }],
  ])("L.1 a plan with %s is malformed", (_what, overrides) => {
    expect(refusalOf(plan(overrides)).code).toBe("malformed");
  });

  test.each<[string, Partial<RunbookDefinition>]>([
    ["an id twice", { phases: [phase("a", "execute", [step("x"), step("x")])] }],
    ["a step of an unknown role", { phases: [phase("a", "execute", [step("x", { role: "cook" })])] }],
    ["a poll of an unknown role", { decisionPoints: [point("p", { polledRoles: ["cook"] })] }],
  ])("L.1 a definition with %s is refused", (_what, definition) => {
    expect(refusalOf(plan({}, definition)).code).toBe("malformed");
  });

  test("R1.5 a runbook with no deciding role, or two, cannot be planned", () => {
    const ic = { key: "ic", name: "IC", capability: "decider" as const };
    const none = {
      roles: [],
      phases: [],
      decisionPoints: [],
      rollback: { triggers: [], clockMinutes: 5, phases: [] },
    };
    expect(refusalOf(plan({}, none))).toMatchObject({ code: "rule", rule: "R1" });
    expect(refusalOf(plan({}, { ...none, roles: [ic, { ...ic, key: "ic2" }] })).rule).toBe("R1");
  });

  test("R8.1 a document that forbids production is planned as a rehearsal only", () => {
    const policy = { approvals: 0, rehearsal: "none" as const, productionForbidden: true, environments: [] };
    expect(refusalOf(plan({ kind: "production" }, { policy }))).toMatchObject({ code: "rule", rule: "R8" });
    expect(new TestRun().when("planner", { type: "PlanRun", payload: plan({}, { policy }) }).events).toEqual([
      "RunPlanned",
    ]);
  });

  test("R12.1 a production run does not start with one person in all its roles", () => {
    const alone = { ic: "ic", deployer: "ic", dba: "ic" };
    const run = givenRun({ kind: "production", roles: alone });
    expect(run.when("ic", { type: "StartRun", payload: {} }).rejection).toMatchObject({
      code: "rule",
      rule: "R12",
    });
    const two = givenRun({ kind: "production", roles: { ...alone, dba: "dba" } });
    const facts = { clearance: clearanceOf(two) };
    expect(two.when("ic", { type: "StartRun", payload: {} }, { facts }).events).toEqual(["RunStarted"]);
  });

  test("L.1 a text whose steps wait for what it does not have is refused", () => {
    const phases = [phase("a", "execute", [step("one", { after: ["nowhere"] })])];
    expect(refusalOf(plan({}, { phases }))).toMatchObject({ code: "malformed", missing: ["nowhere"] });
  });

  test("L.1 so is one whose steps wait for each other: they could never start", () => {
    const circle = (phases: PhaseDefinition[]) => refusalOf(plan({}, { phases }));
    const one = (after: string[]) => step("one", { after });
    expect(circle([phase("a", "execute", [one(["one"])])])).toMatchObject({
      code: "rule",
      rule: "R2",
      missing: ["Step one"],
    });
    expect(
      circle([phase("a", "execute", [one(["two"]), step("two", { after: ["one"] })], { ordered: false })])
        .missing,
    ).toEqual(["Step one", "Step two"]);
    // By the order of a phase, and by that of the phases.
    expect(circle([phase("a", "execute", [one(["two"]), step("two")])]).rule).toBe("R2");
    const later = phase("b", "verify", [step("three")]);
    expect(circle([phase("a", "execute", [one(["three"])]), later]).missing).toEqual(["Step one"]);
  });

  test("L.1 streams and preconditions that do not wait make no circle", () => {
    const first = phase("a", "execute", [step("one", { after: ["two"], stream: "x" })]);
    const second = phase("b", "execute", [step("two", { stream: "y" })]);
    const pre = phase("p", "preconditions", [step("ready", { after: ["look"] })]);
    const look = phase("c", "prepare", [step("look")]);
    for (const phases of [
      [first, second],
      [pre, look],
    ]) {
      const definition = bareDefinition({ phases });
      expect(givenRun({ definition }).state.status).toBe("planned");
    }
  });

  test("L.1 a step without a stream waits for one that never starts, and so does what it waits for", () => {
    const steps = [
      step("a", { stream: "x", after: ["c"] }),
      step("b"),
      step("c", { stream: "y", after: ["b"] }),
    ];
    expect(refusalOf(plan({}, { phases: [phase("p", "prepare", steps)] }))?.missing).toBeDefined();
    const apart = [steps[0] ?? step("a"), step("c", { stream: "y" })];
    const definition = bareDefinition({ phases: [phase("p", "prepare", apart)] });
    expect(givenRun({ definition }).state.status).toBe("planned");
  });

  test("L.1 phases of hypercare wait for no other, so that a step there may name a later phase's", () => {
    const phases = ["hypercare", "containment"].map((kind) => [
      phase("one", kind === "hypercare" ? "hypercare" : "containment", [step("a", { after: ["b"] })]),
      phase("two", kind === "hypercare" ? "hypercare" : "containment", [step("b")]),
    ]);
    for (const each of phases) {
      const definition = bareDefinition({ phases: each });
      expect(givenRun({ definition }).state.status).toBe("planned");
    }
  });

  test("L.1 a long text takes no long time, whatever its steps name", () => {
    const steps = Array.from({ length: 20_000 }, (_, n) =>
      step(`s${n}`, { after: [`s${(n * 7 + 1) % 20_000}`] }),
    );
    // Of the processor's time: a machine that is busy with other things makes nothing slow.
    const begun = process.cpuUsage();
    refusalOf(plan({}, { phases: [phase("a", "execute", steps, { ordered: false })] }));
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(2_000);
  }, 30_000);
});
