import { describe, expect, it } from "vitest";
import { phase, sampleDefinition, step } from "@/lib/run/sample-definition.test-support";
import { givenStarted } from "@/lib/run/testing";
import { rollbackPayload, rollbackPlan, togglePhase, WHOLE_ROLLBACK } from "./rollback-scope";

const { rollback } = sampleDefinition();
const definition = sampleDefinition({
  rollback: {
    ...rollback,
    phases: [
      phase("routes", "rollback", [step("route-back")]),
      phase("schema", "rollback", [step("restore")]),
      phase("after", "post-rollback", [step("tell")]),
    ],
  },
});
const plan = rollbackPlan(givenStarted({ definition }).state);

describe("what a rollback is asked for", () => {
  it("offers the phases of the rollback, not what comes after it", () => {
    expect(plan.map(({ id }) => id)).toEqual(["routes", "schema"]);
  });

  it("says nothing where it is the whole plan, which is where everybody begins", () => {
    expect(rollbackPayload(WHOLE_ROLLBACK, plan)).toEqual({});
  });

  it("names the chosen phases in the plan's order, whatever the order of the ticks", () => {
    const none = togglePhase(togglePhase(WHOLE_ROLLBACK, "routes", plan), "schema", plan);
    expect(rollbackPayload(none, plan)).toEqual({ phases: [] });
    const schema = togglePhase(none, "schema", plan);
    expect(rollbackPayload(schema, plan)).toEqual({ phases: ["schema"] });
  });

  it("is the whole plan again when each phase is ticked again", () => {
    const part = togglePhase(WHOLE_ROLLBACK, "routes", plan);
    expect(part.chosen).toEqual(["schema"]);
    expect(togglePhase(part, "routes", plan).chosen).toBeNull();
  });

  it("carries the drill, and only where it is one", () => {
    expect(rollbackPayload({ chosen: null, drill: true }, plan)).toEqual({ drill: true });
    expect(rollbackPayload({ chosen: ["routes"], drill: true }, plan)).toEqual({
      phases: ["routes"],
      drill: true,
    });
  });
});
