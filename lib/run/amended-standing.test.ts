import { describe, expect, test } from "vitest";
import {
  amended,
  approve,
  inForce,
  LARGE,
  propose,
  proposed,
  SMALL,
  stepOf,
} from "./amendments.test-support";
import { compareDefinitions } from "./compare-definitions";
import { classify, cord, decision, signOff } from "./drafts.test-support";
import { sampleDefinition } from "./sample-definition.test-support";
import { givenStarted } from "./testing";

/** The sample, whose final point the approver signs off. */
function signed() {
  const definition = sampleDefinition();
  definition.decisionPoints = definition.decisionPoints.map((point) =>
    point.final ? { ...point, signOffs: ["approver"] } : point,
  );
  return definition;
}

describe("what an amendment leaves standing", () => {
  test("R8.13 a halt is resumed while a large one is open, and leads to HOLD, which is not", () => {
    const run = proposed(givenStarted(), LARGE).given("dba", cord(), classify());
    run.given("approver", signOff("resume")).given("ic", decision("resume"));
    expect(run.state.status).toBe("held");
    expect(run.when("ic", decision("resume")).rejection.rule).toBe("R8");
  });

  test("R8.19 a small one keeps the signatures at an undecided point, a large one voids them", () => {
    const definition = signed();
    const { decisionPoints } = definition;
    const started = () => givenStarted({ definition }).given("approver", signOff("go-live"));
    const next = { ...SMALL, decisionPoints };
    const more = { changes: compareDefinitions(definition, next) };
    const small = propose(started(), next, more).run;
    expect(small.state.amendment?.large).toBe(false);
    for (const who of ["dba", "ic"]) approve(small, who, next, more).events;
    expect(small.state.runbook.sha256).toBe(next.sha256);
    expect(small.state.signOffs).toMatchObject([{ subject: "go-live", role: "approver" }]);
    const large = inForce(started(), { ...LARGE, decisionPoints });
    expect(large.state.signOffs).toEqual([]);
  });

  test("R8.25 a step that has not failed knows exceptions once the text says so", () => {
    const run = inForce(givenStarted(), amended("money-loop", { noExceptions: false }));
    expect(stepOf(run.state, "money-loop")?.noExceptions).toBe(false);
  });
});
