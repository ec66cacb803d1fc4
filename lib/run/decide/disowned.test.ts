import { describe, expect, test } from "vitest";
import { passBlockers } from "../blockers";
import {
  acceptWarn,
  attach,
  deployed,
  fail,
  go,
  openMutation,
  pass,
  readyForGo,
  start,
  voidIt,
  warn,
} from "../drafts.test-support";
import { sampleDefinition } from "../sample-definition.test-support";
import { givenStarted } from "../testing";

const statusOf = (run: ReturnType<typeof givenStarted>, id: string) =>
  run.state.phases.flatMap((phase) => phase.steps).find((step) => step.id === id)?.status;

describe("a result that who recorded it takes back", () => {
  test("R4.14 bars GO until the second person has agreed and it is given anew", () => {
    const run = readyForGo(givenStarted()).given("dba", voidIt("ledger"));
    expect(run.when("ic", go("go-live")).rejection).toMatchObject({
      rule: "R4",
      missing: ["Chi, who recorded “Step ledger”, says that it was marked by mistake: agree to void it."],
    });
    run.given("ic", voidIt("ledger"));
    expect(run.when("ic", go("go-live")).rejection.rule).toBe("R2");
    run.given("dba", pass("ledger"), attach("x"));
    expect(run.when("ic", go("go-live")).events).toContain("Decided");
  });

  test("R4.14 somebody else's word alone bars nothing", () => {
    const run = readyForGo(givenStarted()).given("deployer", voidIt("ledger"));
    expect(run.when("ic", go("go-live")).events).toContain("Decided");
  });

  test("R4.14 nor does one's own where there is nobody to agree", () => {
    const roles = { ic: "ic", deployer: "ic", dba: "ic" };
    const run = givenStarted({ roles }).given("ic", pass("pin"), pass("access"), attach("freeze.log"));
    run.given("ic", voidIt("pin"));
    expect(run.when("ic", go("start")).events).toEqual(["Decided"]);
  });

  test("R4.14 as a precondition it bars GO and mutation, and no acceptance lifts it", () => {
    const definition = sampleDefinition();
    const decisionPoints = definition.decisionPoints.filter((each) => each.position !== "start");
    const run = givenStarted({ definition: { ...definition, decisionPoints } });
    run
      .given("deployer", pass("pin"), warn("access"), attach("freeze.log"))
      .given("ic", acceptWarn("access"));
    run.given("deployer", voidIt("access"));
    const text = "Precondition “Step access”: Ben, who recorded it, says that it was marked by mistake.";
    expect(run.when("dba", start("snapshot")).rejection.missing).toEqual([text]);
    expect(run.when("ic", go("go-live")).rejection.missing).toContain(text);
    expect(run.when("ic", acceptWarn("access")).rejection.code).toBe("conflict");
  });
});

test("R4.8 a voided step waits as if nobody had begun it", () => {
  const run = readyForGo(givenStarted()).given("dba", voidIt("ledger")).given("ic", voidIt("ledger"));
  const step = run.state.phases.flatMap((phase) => phase.steps).find(({ id }) => id === "ledger");
  expect(step).toMatchObject({
    ...{ status: "waiting", attempt: 2, startedBy: null, startedAt: null, finishedBy: null },
    ...{ finishedAt: null, reason: null, voidRequest: null, verifiedBy: null, fields: {} },
  });
});

describe("a started step whose ground is gone", () => {
  test("R2.21 takes no PASS and no WARN until what it comes after is done again, and FAIL at once", () => {
    const given = () => {
      const run = openMutation(givenStarted()).given("dba", pass("snapshot", { "Snapshot ID": "s" }));
      run.given("dba", start("readable"), attach("restore.log"), voidIt("snapshot"));
      return run.given("ic", voidIt("snapshot"));
    };
    const run = given();
    const missing = ["“Step snapshot” comes first and is not done."];
    expect(run.when("dba", pass("readable")).rejection).toMatchObject({ rule: "R2", missing });
    expect(run.when("dba", warn("readable")).rejection).toMatchObject({ rule: "R2", missing });
    expect(passBlockers(run.state, "readable").map((each) => each.text)).toEqual(missing);
    run.given("dba", pass("snapshot", { "Snapshot ID": "t" }), pass("readable"));
    expect(statusOf(run, "readable")).toBe("passed");
    expect(given().when("dba", fail("readable")).events).toEqual(["StepFailed"]);
  });

  test("R2.21 goes for a step that names it by `after` as well, and for none beside it", () => {
    const definition = sampleDefinition();
    const phases = definition.phases.map((each) => ({
      ...each,
      steps: each.steps.map((one) => (one.id === "ledger" ? { ...one, after: ["warm-up"] } : one)),
    }));
    const run = deployed(givenStarted({ definition: { ...definition, phases } }));
    run.given("dba", start("ledger")).given("deployer", start("money-loop"), voidIt("warm-up"));
    run.given("ic", voidIt("warm-up"));
    expect(run.when("dba", pass("ledger")).rejection.missing).toEqual([
      "“Step warm-up” comes first and is not done.",
    ]);
    expect(passBlockers(run.state, "money-loop").map((each) => each.rule)).toEqual(["R9", "R9"]);
  });
});
