import { expect, test } from "vitest";
import { decision, openMutation, pass } from "./drafts.test-support";
import { phase, sampleDefinition, step } from "./sample-definition.test-support";
import { measuredRollback } from "./schedule";
import { givenStarted } from "./testing";

test("T.17 a partial rollback is no measure, even where what it left out was optional", () => {
  const definition = sampleDefinition();
  const ways = [phase("one", "rollback", [step("undo")])];
  const spare = phase("two", "rollback", [step("sweep", { optional: true })]);
  definition.rollback = { ...definition.rollback, phases: [...ways, spare] };
  const rolledBack = (phases?: string[]) =>
    openMutation(givenStarted({ definition }))
      .given("ic", decision("rollback", { phases }))
      .wait(12)
      .given("deployer", pass("undo"), ...(phases ? [] : [pass("sweep")]))
      .given("ic", { type: "FinishRollback", payload: {} });
  expect(measuredRollback(rolledBack().state)).toBe(12);
  expect(measuredRollback(rolledBack(["one"]).state)).toBeNull();
});
