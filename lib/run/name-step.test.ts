import { describe, expect, test } from "vitest";
import { nameStep, numberedSteps } from "./name-step";
import { bareDefinition, phase, step } from "./sample-definition.test-support";
import { givenRun } from "./testing";

const definition = bareDefinition({
  phases: [
    phase("one", "prepare", [step("backup-take", { title: "Take the backup" }), step("backup-test")]),
    phase("two", "execute", [step("switch", { title: "Switch the address" }), step("2.1", { title: "Odd" })]),
  ],
});
const { state } = givenRun({ definition });
const idOf = (name: string) => {
  const named = nameStep(state, name);
  return named.ok ? named.found.step.id : named.candidates.map((each) => each.step.id);
};

describe("the step that somebody names", () => {
  test("X.9 is found by id, number, place in its phase, beginning of its id, and words of its title", () => {
    expect(idOf("switch")).toBe("switch");
    expect(idOf("SWITCH ")).toBe("switch");
    expect(idOf("3")).toBe("switch");
    expect(idOf("1.2")).toBe("backup-test");
    expect(idOf("backup-ta")).toBe("backup-take");
    expect(idOf("the address")).toBe("switch");
  });

  test("X.9 is not guessed where several fit, or none", () => {
    expect(idOf("backup")).toEqual(["backup-take", "backup-test"]);
    expect(idOf("nothing")).toEqual([]);
    expect(idOf("")).toEqual([]);
    expect(idOf("9")).toEqual([]);
  });

  test("X.9 has its numbers through all phases", () => {
    expect(numberedSteps(state).map(({ number, label }) => [number, label])).toEqual([
      [1, "1.1"],
      [2, "1.2"],
      [3, "2.1"],
      [4, "2.2"],
    ]);
  });
});
