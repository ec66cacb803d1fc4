import { describe, expect, test } from "vitest";
import {
  classify,
  cord,
  decision,
  inHypercare,
  noGo,
  observe,
  openMutation,
  rollingBack,
} from "../drafts.test-support";
import { plusMinutes } from "../instant";
import { sampleDefinition, trigger } from "../sample-definition.test-support";
import type { Draft } from "../test-run.test-support";
import { givenStarted } from "../testing";

const expire = (triggerId: string): Draft => ({ type: "ExpireDecisionClock", payload: { triggerId } });

describe("decision clocks", () => {
  test("R6.1 observing a rollback trigger starts a clock of the runbook's minutes", () => {
    const definition = sampleDefinition();
    definition.rollback.clockMinutes = 7;
    const run = givenStarted({ definition });
    run.given("observer", observe("payouts"));
    expect(run.state.clocks).toEqual([
      {
        triggerId: "payouts",
        text: "Trigger payouts",
        startedAt: run.clock,
        dueAt: plusMinutes(run.clock, 7),
        expired: false,
        observations: 1,
        observedBy: { personId: "observer", name: "Gus" },
      },
    ]);
  });

  test("R6.1 a trigger in free words starts one too, and is named by it again", () => {
    const run = givenStarted().given("dba", { type: "ObserveTrigger", payload: { text: "odd totals" } });
    const id = run.state.clocks[0]?.triggerId ?? "";
    run.given("deployer", observe(id));
    expect(run.state.clocks).toMatchObject([{ text: "odd totals", observations: 2 }]);
  });

  test("R6.1 an unknown trigger, or none, is refused", () => {
    const run = givenStarted();
    expect(run.when("dba", observe("nowhere")).rejection.code).toBe("not-found");
    expect(run.when("dba", { type: "ObserveTrigger", payload: {} }).rejection.code).toBe("malformed");
  });

  test.each(["monitor", "investigate", "alert"] as const)(
    "R6.2 a trigger to %s starts no clock",
    (action) => {
      const definition = sampleDefinition();
      definition.rollback.triggers = [trigger("soft", { action })];
      const run = givenStarted({ definition }).given("dba", observe("soft"));
      expect(run.state.clocks).toEqual([]);
      expect(run.state.observed).toMatchObject([
        { triggerId: "soft", action, observations: 1, answered: null },
      ]);
    },
  );

  test("R6.3 a repeat counts up and never moves the deadline", () => {
    const run = givenStarted().given("dba", observe("payouts"));
    const due = run.state.clocks[0]?.dueAt;
    run.wait(2).given("deployer", observe("payouts"));
    expect(run.state.clocks).toMatchObject([{ dueAt: due, observations: 2, observedBy: { name: "Chi" } }]);
    expect(run.log.at(-1)?.payload).toMatchObject({ dueAt: null });
    expect(run.state.observed).toMatchObject([{ observations: 2 }]);
  });

  test("R6.3 after CONTINUE the next observation starts a new clock", () => {
    const run = givenStarted().given("dba", observe("payouts")).given("ic", decision("continue")).wait(10);
    run.given("dba", observe("payouts"));
    expect(run.state.clocks).toMatchObject([{ startedAt: run.clock, observations: 1 }]);
    expect(run.state.observed).toMatchObject([{ observations: 2, answered: null }]);
  });

  test("R6.4 CONTINUE answers one, and says which when several run", () => {
    const run = givenStarted().given("dba", observe("payouts"), {
      type: "ObserveTrigger",
      payload: { text: "odd" },
    });
    expect(run.when("ic", decision("continue")).rejection.code).toBe("malformed");
    expect(run.when("ic", decision("continue", { triggerId: "latency" })).rejection.code).toBe("not-found");
    run.given("ic", decision("continue", { triggerId: "payouts" }));
    expect(run.state.clocks.map((each) => each.text)).toEqual(["odd"]);
    expect(run.state.observed.map((each) => each.answered)).toEqual(["continue", null]);
    expect(run.state.status).toBe("running");
    run.given("ic", decision("continue"));
    expect(run.when("ic", decision("continue")).rejection.code).toBe("conflict");
  });

  test.each([
    ["rollback", decision("rollback"), "rollback"],
    ["NO-GO", noGo("rollback"), "no-go"],
  ])("R6.4 %s answers all", (_name, draft, answered) => {
    const run = openMutation(givenStarted())
      .given("dba", observe("payouts"), observe("latency"))
      .given("ic", draft);
    expect(run.state.clocks).toEqual([]);
    expect(run.state.observed.map((each) => each.answered)).toEqual([answered, answered]);
  });

  test("R6.4 a rollback may name the trigger that it answers, if it was observed", () => {
    const run = givenStarted().given("dba", observe("payouts"));
    expect(run.when("ic", decision("rollback", { triggerId: "latency" })).rejection.code).toBe("not-found");
    run.given("ic", decision("rollback", { triggerId: "payouts" }));
    expect(run.state.decisions[0]?.triggerId).toBe("payouts");
  });

  test("R6.5 a clock expires by the system alone, when due, once, and decides nothing", () => {
    const run = givenStarted().given("dba", observe("payouts"));
    expect(run.when("ic", expire("payouts")).rejection.code).toBe("forbidden");
    run.wait(4.9);
    expect(run.when("system", expire("payouts")).rejection.code).toBe("conflict");
    expect(run.when("system", expire("latency")).rejection.code).toBe("not-found");
    run.wait(0.1);
    expect(run.when("system", expire("payouts")).events).toEqual(["DecisionClockExpired"]);
    expect(run.state).toMatchObject({ status: "running", clocks: [{ expired: true }] });
    expect(run.when("system", expire("payouts")).rejection.code).toBe("conflict");
    run.given("ic", decision("continue"));
    expect(run.when("system", expire("payouts")).rejection.code).toBe("not-found");
  });

  test("R6.8 close-blocker and completion wait for the answer to a trigger", () => {
    const halted = givenStarted().given("dba", cord(), classify(), observe("payouts"));
    expect(halted.when("ic", decision("close-blocker")).rejection).toMatchObject({
      code: "rule",
      rule: "R6",
    });
    halted.given("ic", decision("continue"), decision("close-blocker"));
    const run = inHypercare(givenStarted()).given("dba", observe("payouts"));
    run.given("ic", { type: "ConfirmCriterion", payload: { criterionId: "stable" } });
    expect(run.when("ic", { type: "DeclareComplete", payload: {} }).rejection.rule).toBe("R6");
  });

  test("R6.8 a trigger in hypercare that is unanswered keeps the run from closing", () => {
    const run = inHypercare(givenStarted()).given("deployer", {
      type: "PassStep",
      payload: { stepId: "day-report" },
    });
    run.given(
      "ic",
      { type: "ConfirmCriterion", payload: { criterionId: "stable" } },
      { type: "DeclareComplete", payload: {} },
    );
    run
      .given("ic", { type: "SignFinalRecord", payload: { fields: { Status: "PASS" } } })
      .given("dba", observe("payouts"));
    expect(run.when("ic", { type: "CloseRun", payload: {} }).rejection.rule).toBe("R6");
  });

  test("R6.9 several clocks run at once, the earliest first", () => {
    const run = givenStarted().given("dba", observe("payouts")).wait(1);
    run.given("dba", { type: "ObserveTrigger", payload: { text: "later" } });
    expect(run.state.clocks.map((each) => each.text)).toEqual(["Trigger payouts", "later"]);
  });

  test("R6.10 a trigger while rolling back is recorded and starts no clock", () => {
    const run = rollingBack(givenStarted()).given("dba", observe("payouts"));
    expect(run.state.clocks).toEqual([]);
    expect(run.state.observed).toHaveLength(1);
  });
});
