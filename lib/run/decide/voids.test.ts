import { describe, expect, test } from "vitest";
import { goBlockers, stepBlockers } from "../blockers";
import type { PhaseDefinition, RoleDefinition } from "../definition";
import {
  attach,
  deployed,
  fail,
  pass,
  retry,
  skip,
  start,
  substep,
  voidIt,
  warn,
} from "../drafts.test-support";
import { findStep } from "../focus";
import { bareDefinition, phase, step } from "../sample-definition.test-support";
import { givenStarted } from "../testing";

const runOf = (...phases: PhaseDefinition[]) => givenStarted({ definition: bareDefinition({ phases }) });
const canary = () => runOf(phase("a", "verify", [step("canary", { noExceptions: true })]));
const statuses = (run: ReturnType<typeof runOf>, ...ids: string[]) =>
  ids.map((id) => findStep(run.state, id)?.status);

describe("who voids a result", () => {
  test.each([
    ["the executor asks and another agrees", "deployer", "scribe"],
    ["another asks and the executor agrees", "scribe", "deployer"],
  ])("R4.5 %s", (_name, first, second) => {
    const run = runOf(phase("a", "execute", [step("one")])).given("deployer", pass("one"));
    expect(run.when(first, voidIt("one")).events).toEqual(["VoidRequested"]);
    expect(findStep(run.state, "one")).toMatchObject({
      status: "passed",
      voidRequest: { by: { personId: first } },
    });
    expect(run.when(second, voidIt("one", "so it was")).events).toEqual(["ResultVoided"]);
    expect(run.log.at(-1)).toMatchObject({
      payload: { by: [{ personId: first }, { personId: second }], reason: "so it was" },
    });
    expect(statuses(run, "one")).toEqual(["waiting"]);
  });

  test("R4.5 nobody is both, and two who did not execute it are not enough", () => {
    const run = runOf(phase("a", "execute", [step("one")])).given("deployer", pass("one"), voidIt("one"));
    expect(run.when("deployer", voidIt("one")).rejection).toMatchObject({ code: "conflict", rule: "R4" });
    const other = runOf(phase("a", "execute", [step("one")])).given("deployer", pass("one"));
    other.given("dba", voidIt("one"));
    expect(other.when("scribe", voidIt("one")).rejection).toMatchObject({
      code: "forbidden",
      rule: "R4",
      missing: ["Ben", "a second person"],
    });
    expect(other.when("observer", voidIt("one")).rejection.code).toBe("forbidden");
    expect(other.when("stranger", voidIt("one")).rejection.code).toBe("forbidden");
  });

  test("R4.13 once the executor holds no role any more, the decider asks in their place, beside a second person", () => {
    const run = runOf(phase("a", "execute", [step("one")])).given("deployer", pass("one"));
    run.given("ic", {
      type: "AssignRole",
      payload: { role: "deployer", personId: "night", name: "Nora" },
    });
    expect(run.when("deployer", voidIt("one")).rejection.code).toBe("forbidden");
    expect(run.when("dba", voidIt("one")).events).toEqual(["VoidRequested"]);
    expect(run.when("scribe", voidIt("one")).rejection).toMatchObject({
      missing: ["Ada", "a second person"],
    });
    expect(run.when("ic", voidIt("one")).events).toEqual(["ResultVoided"]);
    const here = runOf(phase("a", "execute", [step("one")])).given("deployer", pass("one"));
    here.given("dba", voidIt("one"));
    expect(here.when("ic", voidIt("one")).rejection.code).toBe("forbidden");
  });

  test("R4.5 voiding says why, and names a step with a result", () => {
    const run = runOf(phase("a", "execute", [step("one"), step("two")]));
    expect(run.when("deployer", voidIt("x")).rejection.code).toBe("not-found");
    expect(run.when("deployer", voidIt("one")).rejection).toMatchObject({ code: "conflict", rule: "R4" });
    run.given("deployer", start("one"));
    expect(run.when("deployer", voidIt("one")).rejection.message).toContain("is running");
    run.given("deployer", pass("one"));
    expect(run.when("deployer", voidIt("one", " ")).rejection.code).toBe("malformed");
  });

  test("R4.6 beside the executor of a no-exceptions FAIL stands an approver", () => {
    const run = canary().given("deployer", fail("canary")).wait(1);
    run.given("deployer", attach("proof.log", "canary"), voidIt("canary"));
    for (const who of ["ic", "dba", "scribe"]) {
      expect(run.when(who, voidIt("canary")).rejection).toMatchObject({
        code: "forbidden",
        rule: "R4",
        missing: ["Ben", "Approver (Fay)"],
      });
    }
    expect(run.when("approver", voidIt("canary")).events).toEqual(["ResultVoided"]);
    expect(run.log.at(-1)).toMatchObject({ role: "approver" });
  });

  test("R4.6 somebody else's request does not stand in for the approver's", () => {
    const run = canary().given("deployer", fail("canary")).wait(1).given("dba", attach("proof", "canary"));
    expect(run.when("dba", voidIt("canary")).rejection.code).toBe("forbidden");
    run.given("approver", voidIt("canary"));
    run.given("ic", { type: "AssignRole", payload: { role: "approver", personId: "x", name: "Xen" } });
    expect(run.when("deployer", voidIt("canary")).events).toEqual(["VoidRequested"]);
    expect(run.when("x", voidIt("canary")).events).toEqual(["ResultVoided"]);
  });

  test("R4.6 a PASS of a no-exceptions step takes any second person", () => {
    const run = canary().given("deployer", pass("canary"), voidIt("canary"));
    expect(run.when("scribe", voidIt("canary")).events).toEqual(["ResultVoided"]);
  });

  test("R4.6 in a run without approvers the decider stands beside the executor", () => {
    const roles: RoleDefinition[] = [
      { key: "ic", name: "Incident Commander", capability: "decider" },
      { key: "deployer", name: "Deployer", capability: "operator" },
      { key: "scribe", name: "Scribe", capability: "scribe" },
    ];
    const phases = [phase("a", "verify", [step("canary", { noExceptions: true })])];
    const run = givenStarted({ definition: bareDefinition({ roles, phases }) });
    run.given("deployer", fail("canary")).wait(1).given("deployer", attach("p", "canary"), voidIt("canary"));
    expect(run.when("scribe", voidIt("canary")).rejection.missing).toEqual(["Ben", "Incident Commander"]);
    expect(run.when("ic", voidIt("canary")).events).toEqual(["ResultVoided"]);
  });

  test("R4.6 in a run without approvers anybody stands beside a decider who recorded it", () => {
    const definition = bareDefinition({
      phases: [phase("a", "verify", [step("canary", { noExceptions: true })])],
    });
    definition.roles = definition.roles.filter((role) => role.capability !== "approver");
    const run = givenStarted({ definition }).given("ic", fail("canary")).wait(1);
    run.given("ic", attach("p", "canary"), voidIt("canary"));
    expect(run.when("ic", voidIt("canary")).rejection.missing).toEqual([]);
    expect(run.when("observer", voidIt("canary")).rejection.code).toBe("forbidden");
    expect(run.when("scribe", voidIt("canary")).events).toEqual(["ResultVoided"]);
  });

  test("R4.7 a no-exceptions FAIL is voided only with evidence attached to the step since", () => {
    const run = canary().given("deployer", attach("before.log", "canary")).wait(1);
    run.given("deployer", fail("canary")).wait(1).given("deployer", attach("elsewhere.log"));
    for (const who of ["deployer", "approver"]) {
      expect(run.when(who, voidIt("canary")).rejection).toMatchObject({ code: "rule", rule: "R4" });
    }
    run
      .given("deployer", attach("since.log", "canary"), voidIt("canary"))
      .given("approver", voidIt("canary"));
  });
});

describe("what falls with a result", () => {
  test("R4.8 R7.5 the step waits for its next attempt, empty, and the voided one stays on record", () => {
    const substeps = [{ id: "s", title: "Sub", fields: [] }];
    const fields = [{ name: "Ref", type: "text" as const, required: true }];
    const run = runOf(phase("a", "execute", [step("one", { substeps, fields })]));
    run.given("deployer", substep("one", "s"), pass("one", { Ref: "7" }), voidIt("one"));
    run.given("scribe", voidIt("one", "wrong row"));
    expect(findStep(run.state, "one")).toMatchObject({
      status: "waiting",
      attempt: 2,
      startedBy: null,
      finishedBy: null,
      voidRequest: null,
      substeps: [{ result: null, by: null }],
      attempts: [{ attempt: 1, status: "passed", voided: { reason: "wrong row", by: [{}, {}] } }],
    });
    expect(findStep(run.state, "one")?.fields).toEqual({});
    run.given("dba", substep("one", "s"), pass("one", { Ref: "8" }));
    expect(findStep(run.state, "one")?.attempts).toMatchObject([
      { attempt: 1, voided: { reason: "wrong row" } },
      { attempt: 2, by: { name: "Chi" } },
    ]);
    expect(findStep(run.state, "one")?.attempts[1]?.voided).toBeUndefined();
  });

  test("R4.8 what was attached to the voided attempt does not prove the next", () => {
    const run = runOf(phase("a", "execute", [step("one", { artifacts: ["a.log"] })]));
    run.given("deployer", attach("a.log", "one")).wait(1);
    run.given("deployer", pass("one"), voidIt("one")).given("dba", voidIt("one"));
    expect(run.when("deployer", pass("one")).rejection.rule).toBe("R9");
  });

  test("R4.8 steps that name it reopen at any distance, and nothing else does", () => {
    const steps = [
      step("one"),
      step("two", { after: ["one"] }),
      step("three", { after: ["two"] }),
      step("aside"),
    ];
    const run = runOf(phase("a", "execute", steps, { ordered: false }));
    run.given("deployer", pass("one"), warn("two"), pass("three"), pass("aside"), voidIt("one"));
    run.given("dba", voidIt("one"));
    expect(run.log.at(-1)?.payload).toMatchObject({ reopens: ["two", "three"] });
    expect(statuses(run, "one", "two", "three", "aside")).toEqual([
      "waiting",
      "waiting",
      "waiting",
      "passed",
    ]);
    expect(findStep(run.state, "three")).toMatchObject({
      attempt: 2,
      attempts: [{ status: "passed", voided: { reason: expect.stringContaining("rested on “Step one”") } }],
    });
  });

  test("R4.8 later steps of the same ordered phase reopen, but for other streams, N/A and FAIL", () => {
    const steps = [
      step("before"),
      step("a1", { stream: "a" }),
      step("b1", { stream: "b" }),
      step("a2", { stream: "a" }),
      step("not", { stream: "a", optional: true }),
      step("broken", { stream: "a" }),
    ];
    const run = runOf(phase("a", "execute", steps), phase("b", "verify", [step("later", { stream: "b" })]));
    run.given("deployer", pass("before"), pass("a1"), pass("b1"), pass("a2"), skip("not"), fail("broken"));
    run.given("deployer", pass("later"), voidIt("a1")).given("dba", voidIt("a1"));
    expect(run.log.at(-1)?.payload).toMatchObject({ reopens: ["a2"] });
    expect(statuses(run, "before", "b1", "not", "broken", "later")).toEqual([
      "passed",
      "passed",
      "not-applicable",
      "failed",
      "passed",
    ]);
    expect(stepBlockers(run.state, "a2")[0]?.text).toContain("Step a1");
  });

  test("R4.8 an unordered phase reopens nothing of itself, and a phase that reopens is open again", () => {
    const run = runOf(
      phase("a", "execute", [step("one"), step("two")], { ordered: false }),
      phase("b", "verify", [step("three")]),
    ).given("deployer", pass("one"), pass("two"), voidIt("one"));
    run.given("dba", voidIt("one"));
    expect(run.state.phases.map((each) => each.status)).toEqual(["open", "locked"]);
    expect(statuses(run, "two")).toEqual(["passed"]);
  });

  test("R4.8 a voided precondition bars mutation anew, and reopens no step that it let through", () => {
    const run = runOf(
      phase("p", "preconditions", [step("pin")]),
      phase("a", "execute", [step("write", { mutating: true }), step("again", { mutating: true })]),
    ).given("deployer", pass("pin"), pass("write"), voidIt("pin"));
    run.given("dba", voidIt("pin"));
    expect(statuses(run, "pin", "write")).toEqual(["waiting", "passed"]);
    expect(run.when("deployer", start("again")).rejection.missing.join()).toContain(
      "Precondition “Step pin”",
    );
  });

  test("R4.10 a voided no-exceptions FAIL bars GO no more, and its step is done anew", () => {
    const run = deployed(givenStarted())
      .given("deployer", substep("money-loop", "deposit", "fail"))
      .wait(1);
    const bar = () => goBlockers(run.state, "go-live").filter((each) => each.rule === "R4");
    expect(bar()).toHaveLength(1);
    run.given("deployer", attach("console.png", "money-loop"), voidIt("money-loop"));
    expect(bar()).toHaveLength(1);
    run.given("approver", voidIt("money-loop"));
    expect(bar()).toHaveLength(0);
    expect(goBlockers(run.state, "go-live").some((each) => each.stepId === "money-loop")).toBe(true);
    run.given("deployer", substep("money-loop", "deposit"), substep("money-loop", "withdraw"));
    run.given("deployer", pass("money-loop"));
  });

  test("R7.6 a retry ends an open request to void", () => {
    const run = runOf(phase("a", "execute", [step("one")]));
    run.given("deployer", fail("one"), voidIt("one"), retry("one"));
    expect(findStep(run.state, "one")?.voidRequest).toBeNull();
    run.given("deployer", fail("one", "still"));
    expect(run.when("dba", voidIt("one")).events).toEqual(["VoidRequested"]);
  });
});
