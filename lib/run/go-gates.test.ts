import { describe, expect, test } from "vitest";
import { goBlockers } from "./blockers";
import {
  attach,
  cord,
  decision,
  deployed,
  fail,
  go,
  observe,
  openMutation,
  pass,
  readyForGo,
  retry,
  signOff,
  substep,
  warn,
} from "./drafts.test-support";
import { bareDefinition, phase, point, sampleDefinition, step } from "./sample-definition.test-support";
import type { Draft, TestRun } from "./test-run.test-support";
import { givenRun, givenStarted } from "./testing";

const _poll = (decisionPointId = "go-live"): Draft => ({ type: "OpenPoll", payload: { decisionPointId } });
const _vote = (
  run: TestRun,
  answer: "go" | "no-go",
  more: { reason?: string; role?: string } = {},
): Draft => ({
  type: "CastVote",
  payload: { pollId: run.state.poll?.id ?? "", answer, ...more },
});

describe("what stands against GO", () => {
  const texts = (run: TestRun, id = "go-live") =>
    goBlockers(run.state, id).map((each) => `${each.rule} ${each.text}`);

  test("R9.6 GO is refused with every reason at once", () => {
    const run = deployed(givenStarted());
    const { rejection } = run.when("ic", go("go-live"));
    expect(rejection.code).toBe("rule");
    expect(rejection.missing).toEqual([
      "“Step money-loop” is not done (T-0 Phase canary (0 of 2 done)).",
      "“Step ledger” is not done (T-0 Phase canary (0 of 2 done)).",
      "Criterion “Canary PASS”: “Step money-loop” is open.",
      "Evidence “summary.md” is missing.",
    ]);
    expect(goBlockers(run.state, "go-live").map((each) => each.stepId)).toEqual([
      "money-loop",
      "ledger",
      "money-loop",
      undefined,
    ]);
  });

  test("R9.6 nothing stands against GO once all is done", () => {
    expect(texts(readyForGo(givenStarted()))).toEqual([]);
  });

  test("R9.6 evidence for later phases or for closing does not bar GO, evidence of steps before it does", () => {
    const definition = sampleDefinition();
    definition.evidence.push(
      { name: "day.md", kind: "upload", requiredBefore: null, stepIds: ["day-report"], line: 1 },
      { name: "loop.log", kind: "upload", requiredBefore: null, stepIds: ["money-loop"], line: 1 },
      { name: "sheet.pdf", kind: "upload", requiredBefore: "go", stepIds: [], line: 1 },
    );
    const run = readyForGo(givenStarted({ definition }));
    expect(texts(run)).toEqual(["R9 Evidence “loop.log” is missing.", "R9 Evidence “sheet.pdf” is missing."]);
  });

  test("R9.6 an earlier point without GO stands against a later one", () => {
    const definition = bareDefinition({
      decisionPoints: [point("a"), point("b", { position: "final", final: true })],
    });
    const run = givenStarted({ definition });
    expect(texts(run, "b")).toEqual(["R2 “Point a” comes first and has no GO."]);
    run.given("ic", go("a"), go("b"));
  });

  test("R9.6 a decision step of the point's own phase is answered by the decision", () => {
    const definition = bareDefinition({
      phases: [phase("a", "verify", [step("look"), step("decide", { kind: "decision" })])],
      decisionPoints: [point("p", { position: "final", final: true, afterPhaseId: "a" })],
    });
    const run = givenStarted({ definition }).given("deployer", pass("look"));
    expect(texts(run, "p")).toEqual([]);
  });

  test("R3.6 preconditions and artifacts required before execution bar GO", () => {
    expect(texts(givenStarted(), "start")).toEqual([
      "R3 Precondition “Step pin” is still open.",
      "R3 Precondition “Step access” is still open.",
      "R3 Evidence “freeze.log” is required before execution and missing.",
    ]);
  });

  test("R4.1 a failed canary bars GO even after a passing retry elsewhere", () => {
    const run = deployed(givenStarted()).given("deployer", fail("money-loop")).given("dba", pass("ledger"));
    run.given("dba", attach("summary.md"));
    expect(run.when("deployer", retry("money-loop")).rejection.rule).toBe("R4");
    const { rejection } = run.when("ic", go("go-live"));
    expect(rejection).toMatchObject({ code: "rule", rule: "R4" });
  });

  test("R4.1 a failed canary outside of the point's phases bars its GO as well", () => {
    const definition = bareDefinition({
      phases: [
        phase("a", "verify", [step("canary", { noExceptions: true }), step("other")], { ordered: false }),
      ],
      decisionPoints: [point("p", { position: "start" })],
    });
    const run = givenStarted({ definition }).given("deployer", fail("canary"));
    expect(run.when("ic", go("p")).rejection.rule).toBe("R4");
  });

  test("R6.7 GO is refused while a clock runs", () => {
    const run = readyForGo(givenStarted()).given("dba", observe("payouts"));
    expect(run.when("ic", go("go-live")).rejection).toMatchObject({ code: "rule", rule: "R6" });
    run.given("ic", decision("continue"), go("go-live"));
  });

  test("R7.3 a WARN on a criterion, or in a verify phase, bars GO until the decider accepts it", () => {
    const definition = sampleDefinition();
    definition.decisionPoints[1]?.criteria.push({ text: "Ready", stepId: "readable", line: null });
    const run = openMutation(givenStarted({ definition }));
    run.given("dba", pass("snapshot", { "Snapshot ID": "s" }), attach("restore.log"), warn("readable"));
    run
      .given("deployer", pass("maintenance"))
      .given("dba", pass("migrate"))
      .given("deployer", pass("warm-up"));
    run.given(
      "deployer",
      substep("money-loop", "deposit"),
      substep("money-loop", "withdraw"),
      pass("money-loop"),
    );
    run.given("dba", warn("ledger"), attach("summary.md"));
    expect(texts(run)).toEqual([
      "R9 Criterion “Ready”: “Step readable” stands at WARN, not accepted.",
      "R7 WARN of “Step ledger” is not accepted.",
    ]);
    for (const stepId of ["readable", "ledger"]) {
      run.given("ic", { type: "AcceptWarn", payload: { stepId, reason: "understood" } });
    }
    run.given("ic", go("go-live"));
    expect(run.state.decisions.at(-1)?.criteria.at(-1)).toEqual({ text: "Ready", result: "warn" });
  });

  test("R1.16 sign-offs that the runbook asks for stand against GO until they are given", () => {
    const definition = sampleDefinition();
    const [first, last] = definition.decisionPoints;
    if (first && last) definition.decisionPoints = [first, { ...last, signOffs: ["approver"] }];
    const run = readyForGo(givenStarted({ definition }));
    expect(texts(run)).toEqual(["R1 Sign-off by Approver is missing."]);
    expect(run.when("dba", signOff("go-live")).rejection).toMatchObject({
      code: "forbidden",
      missing: ["Approver"],
    });
    expect(run.when("approver", signOff("nothing")).rejection.code).toBe("not-found");
    run.given("approver", signOff("go-live"));
    expect(run.when("approver", signOff("go-live")).rejection.code).toBe("conflict");
    run.given("ic", go("go-live"));
  });

  test("L.15 GO is refused on hold and in a halt, and the blockers say so", () => {
    const held = readyForGo(givenStarted()).given("ic", decision("hold"));
    expect(held.when("ic", go("go-live")).rejection.code).toBe("wrong-status");
    expect(texts(held)).toEqual(["R1 The run is on hold."]);
    expect(texts(readyForGo(givenStarted()).given("dba", cord()))).toEqual(["R5 The run is halted."]);
    expect(texts(givenRun(), "start")[0]).toBe("R1 The run is planned and not started.");
  });
});
