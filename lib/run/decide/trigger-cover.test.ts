import { describe, expect, test } from "vitest";
import { decision, deployed, fail, go, substep } from "../drafts.test-support";
import { sampleDefinition, trigger } from "../sample-definition.test-support";
import { givenStarted } from "../testing";

/** A run whose ledger check stands before its canary's end, under these triggers. */
function withTriggers(...texts: string[]) {
  const definition = sampleDefinition();
  const phases = definition.phases.map((each) => ({
    ...each,
    steps: each.steps.map((one) =>
      one.id === "ledger"
        ? {
            ...one,
            title: "Ledger balance check",
            commands: [{ language: "sql", text: "select verify_ledger();", line: 1 }],
          }
        : one,
    ),
  }));
  const triggers = texts.map((text, index) => trigger(`t${index}`, { text }));
  return deployed(
    givenStarted({
      definition: { ...definition, phases, rollback: { ...definition.rollback, triggers } },
    }),
  );
}

describe("R5.11 a FAIL and the rollback triggers", () => {
  test.each([
    ["its reason names the trigger", "Ledger invariant breach", "seen: LEDGER INVARIANT BREACH on eu-1"],
    ["the trigger says that its command fails", "`verify_ledger()` fails", "two rows"],
    ["the trigger says that the step fails", "Ledger balance check fails twice", "two rows"],
  ])("R5.11 where %s, it is observed in the same commit", (_how, text, reason) => {
    const run = withTriggers(text);
    expect(run.when("dba", fail("ledger", reason)).events).toEqual([
      "StepStarted",
      "StepFailed",
      "TriggerObserved",
    ]);
    expect(run.state.clocks).toMatchObject([{ triggerId: "t0", observations: 1 }]);
    expect(run.when("ic", go("go-live")).rejection.missing?.join(" ")).toContain("is unanswered");
    run.given("ic", decision("continue"));
  });

  test.each([
    ["speaks of something else", "Payout failure rate > 15 %", "two rows"],
    ["names but a word that any sentence holds", "check fails", "two rows"],
    ["says nothing of failing", "verify_ledger() is slow", "two rows"],
  ])("R5.11 a trigger that %s is not observed", (_how, text, reason) => {
    const run = withTriggers(text);
    expect(run.when("dba", fail("ledger", reason)).events).toEqual(["StepStarted", "StepFailed"]);
    expect(run.state.clocks).toEqual([]);
  });

  test("R5.11 every trigger that covers it is observed, and a clock that runs is not moved", () => {
    const run = withTriggers("verify_ledger() fails", "two rows");
    run.given("scribe", { type: "ObserveTrigger", payload: { triggerId: "t1" } });
    const due = run.state.clocks[0]?.dueAt;
    run.wait(2);
    const answer = run.when("dba", fail("ledger", "two rows"));
    expect(answer.events).toEqual(["StepStarted", "StepFailed", "TriggerObserved", "TriggerObserved"]);
    expect(run.state.clocks).toMatchObject([
      { triggerId: "t1", dueAt: due, observations: 2 },
      { triggerId: "t0", observations: 1 },
    ]);
  });

  test("R5.11 a failed sub-step observes what its FAIL does, and while rolling back no clock starts", () => {
    const run = withTriggers("Step money-loop fails", "two rows");
    expect(run.when("deployer", substep("money-loop", "deposit", "fail")).events).toEqual([
      "StepStarted",
      "SubstepRecorded",
      "StepFailed",
      "TriggerObserved",
    ]);
    const back = withTriggers("Step restore fails").given("ic", decision("rollback"));
    expect(back.when("dba", fail("restore")).events).toEqual([
      "StepStarted",
      "StepFailed",
      "TriggerObserved",
    ]);
    expect(back.state).toMatchObject({ clocks: [], observed: [{ observations: 1 }] });
  });

  test("R5.11 a run that has come to its end observes nothing", () => {
    const run = withTriggers("Step tell-everyone fails").given("ic", decision("rollback"));
    run.given(
      "ic",
      ...["restore", "reopen"].map((id) => ({
        type: "MarkNotApplicable" as const,
        payload: { stepId: id, reason: "done by hand" },
      })),
    );
    run.given("ic", { type: "FinishRollback", payload: { remaining: "all" } });
    expect(run.when("deployer", fail("tell-everyone")).events).toEqual(["StepStarted", "StepFailed"]);
  });
});
