import { expect, test } from "vitest";
import { pointName } from "./point-name";

test("a point that bears the title of a phase is told apart from it; any other keeps its own", () => {
  const run = { phases: [{ title: "Preconditions" }, { title: "Switch" }] };
  expect(pointName(run, { title: "Preconditions" })).toBe("Preconditions: GO / NO-GO");
  expect(pointName(run, { title: "Go-live decision" })).toBe("Go-live decision");
});
