import { describe, expect, it } from "vitest";
import type { StepDefinition } from "@/lib/run/definition";
import { bareDefinition, phase, step } from "@/lib/run/sample-definition.test-support";
import type { StepState } from "@/lib/run/step-state";
import { givenStarted } from "@/lib/run/testing";
import { byBlank, checkBlanks, checkVerdicts } from "./check-verdicts";

function stepOf(overrides: Partial<StepDefinition>): StepState {
  const phases = [phase("a", "execute", [step("one", overrides)])];
  const found = givenStarted({ definition: bareDefinition({ phases }) }).state.phases[0]?.steps[0];
  if (!found) throw new Error("the run has no step");
  return found;
}

const rows = {
  left: "mismatch",
  op: "<=" as const,
  right: "0.1 %",
  pair: { left: "Source rows", right: "Target rows" },
};
const blank = (name: string) => ({ name, type: "number" as const, required: true });

describe("checks while their values are typed", () => {
  it("R9.5 are open without a value, in or out of tolerance with one", () => {
    const one = stepOf({ checks: [{ left: "failures", op: "==", right: "0" }] });
    const verdict = (fields: Record<string, string>) => checkVerdicts(one, fields)[0]?.verdict;
    expect([verdict({}), verdict({ failures: "0" }), verdict({ Failures: "3" })]).toEqual([
      "open",
      "in",
      "out",
    ]);
  });

  it("R9.11 of two counts show the computed mismatch, and the rule's complaint where it is too much", () => {
    const one = stepOf({ checks: [rows], fields: [blank("Source rows"), blank("Target rows")] });
    const [near] = checkVerdicts(one, { "Source rows": "300000", "Target rows": "300,300" });
    expect(near).toMatchObject({ verdict: "in", value: "0.0999 %" });
    const [far] = checkVerdicts(one, { "Source rows": "1000", "Target rows": "900" });
    expect(far).toMatchObject({ verdict: "out", value: "10 %" });
    expect(far?.complaint).toContain("must be <= 0.1 %");
  });

  it("of two counts are open while only one of them is typed", () => {
    const one = stepOf({ checks: [rows], fields: [blank("Source rows"), blank("Target rows")] });
    const [half] = checkVerdicts(one, { "Source rows": "1000" });
    expect(half).toMatchObject({ verdict: "open", complaint: null });
  });

  it("have a blank of their own only where the step has none by that name", () => {
    const checks = [
      { left: "current", op: "==" as const, right: "70a79686336c" },
      { left: "Failures", op: "==" as const, right: "0" },
      rows,
    ];
    expect(checkBlanks(stepOf({ checks, fields: [blank("failures")] }))).toEqual(["current"]);
  });

  it("values that were read from an output go to the blank of that name, however it is cased", () => {
    const one = stepOf({ checks: [rows], fields: [blank("Source rows")] });
    expect(byBlank(one, { "source rows": "12", mismatch: "0" })).toEqual({
      "Source rows": "12",
      mismatch: "0",
    });
  });
});
