import { describe, expect, test } from "vitest";
import type { PhaseDefinition } from "../definition";
import {
  choose,
  go,
  inHypercare,
  openMutation,
  pass,
  rollingBack,
  skip,
  voidIt,
} from "../drafts.test-support";
import { findStep } from "../focus";
import { bareDefinition, phase, point, step } from "../sample-definition.test-support";
import { givenStarted } from "../testing";

const runOf = (...phases: PhaseDefinition[]) => givenStarted({ definition: bareDefinition({ phases }) });
const statuses = (run: ReturnType<typeof runOf>, ...ids: string[]) =>
  ids.map((id) => findStep(run.state, id)?.status);

describe("what is not voided", () => {
  const refusal = (run: ReturnType<typeof runOf>, stepId: string, who = "deployer") =>
    run.when(who, voidIt(stepId)).rejection;

  test("R4.9 not what a recorded GO rests on: its phases, its criteria, the preconditions", () => {
    const run = openMutation(givenStarted());
    expect(refusal(run, "pin")).toMatchObject({ code: "rule", rule: "R4" });
    expect(refusal(run, "pin").message).toContain("trigger");
    const live = inHypercare(givenStarted());
    for (const id of ["snapshot", "migrate", "money-loop"]) {
      expect(refusal(live, id, id === "money-loop" ? "deployer" : "dba").rule).toBe("R4");
    }
    run.given("dba", pass("snapshot", { "Snapshot ID": "1" }), voidIt("snapshot"));
  });

  test("R4.9 not a precondition after any GO, wherever the text has it", () => {
    const definition = bareDefinition({
      phases: [phase("a", "prepare", [step("one")]), phase("p", "preconditions", [step("pin")])],
      decisionPoints: [point("p", { afterPhaseId: "a" })],
    });
    const run = givenStarted({ definition }).given("deployer", pass("one"), pass("pin"));
    run.given("dba", voidIt("pin")).given("ic", go("p"));
    expect(refusal(run, "pin", "deployer")).toMatchObject({ code: "rule", rule: "R4" });
  });

  test("R4.9 not what would reopen a result that a GO rests on", () => {
    const definition = bareDefinition({
      phases: [
        phase("a", "prepare", [step("one", { stream: "x", after: ["far"] })]),
        phase("b", "verify", [step("far", { stream: "y" })]),
      ],
      decisionPoints: [point("p", { position: "start", afterPhaseId: "a" })],
    });
    const run = givenStarted({ definition }).given("deployer", pass("far"), pass("one")).given("ic", go("p"));
    expect(refusal(run, "far").message).toContain("Step one");
  });

  test("R4.9 not what hypercare rests on, nor the steps of a finished rollback", () => {
    const open = runOf(phase("a", "execute", [step("one")]), phase("w", "hypercare", [step("look")]));
    open.given("deployer", pass("one"));
    open.state = { ...open.state, status: "hypercare", hypercareAt: open.clock };
    expect(refusal(open, "one").message).toContain("Hypercare");
    const run = rollingBack(givenStarted()).given("dba", pass("restore")).given("deployer", pass("reopen"));
    run.given("ic", { type: "FinishRollback", payload: {} });
    expect(refusal(run, "restore", "dba").rule).toBe("R4");
    run.given("deployer", pass("tell-everyone"), voidIt("tell-everyone"));
  });

  test("R4.9 a rollback step is voided while the run rolls back", () => {
    const run = rollingBack(givenStarted()).given("dba", pass("restore"), voidIt("restore"));
    run.given("ic", voidIt("restore"));
    expect(statuses(run, "restore")).toEqual(["waiting"]);
  });

  test("R4.11 not what the choice of another way left out", () => {
    const steps = [step("left", { alternative: "way" }), step("right", { alternative: "way" })];
    const run = runOf(phase("a", "execute", steps, { ordered: false })).given("ic", choose("right"));
    expect(refusal(run, "left", "ic")).toMatchObject({ code: "rule", rule: "R2" });
  });

  test("R4.11 the chosen way is no part of what was left out", () => {
    const may = { alternative: "way", optional: true };
    const run = runOf(phase("a", "execute", [step("left", may), step("right", may)], { ordered: false }));
    run.given("ic", choose("right")).given("deployer", skip("right"));
    expect(run.when("deployer", voidIt("right")).events).toEqual(["VoidRequested"]);
  });

  test("R4.11 an N/A by mistake is voided like any result", () => {
    const run = runOf(phase("a", "execute", [step("may", { optional: true })])).given(
      "deployer",
      skip("may"),
    );
    run.given("deployer", voidIt("may")).given("dba", voidIt("may"));
    expect(statuses(run, "may")).toEqual(["waiting"]);
  });
});
