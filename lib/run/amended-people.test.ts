import { describe, expect, test } from "vitest";
import { amended, inForce } from "./amendments.test-support";
import { stepBlockers } from "./blockers";
import type { StepDefinition } from "./definition";
import { decision, pass } from "./drafts.test-support";
import { LAST_NIGHT } from "./rich-definition.test-support";
import { givenStarted } from "./testing";

describe("an amendment that asks for somebody new", () => {
  const qa = { key: "qa", name: "QA", capability: "operator" as const };
  const withQa = (change: Partial<StepDefinition>) => {
    const next = amended("pin", change);
    return { ...next, roles: [...next.roles, qa] };
  };

  test.each([
    ["owner", { role: "qa" }],
    ["verifier", { verifier: "qa" }],
  ])(
    "R2.20 the step names its vacant %s, and starts once the decider has assigned the role",
    (_what, change) => {
      const run = inForce(givenStarted(), withQa(change)).given("ic", decision("resume"));
      expect(stepBlockers(run.state, "pin")).toMatchObject([
        { rule: "R1", text: "QA has nobody: the decider assigns the role first.", stepId: "pin" },
      ]);
      const anybody = "role" in change ? "qa" : "deployer";
      expect(run.when("deployer", pass("pin")).decision.ok).toBe(false);
      run.given("ic", { type: "AssignRole", payload: { role: "qa", personId: "qa", name: "Quin" } });
      expect(stepBlockers(run.state, "pin")).toEqual([]);
      expect(run.when(anybody, pass("pin")).events).toContain("StepPassed");
    },
  );
});

test("L.26 a PASS of last night carries over no more once an amendment touches its step", () => {
  const run = givenStarted({ continues: LAST_NIGHT }).given("ic", decision("hold"));
  inForce(run, amended("snapshot", { durationMinutes: 99, title: "Snapshot of both" }));
  const left = run.state.continues?.passes.map((each) => each.stepId);
  expect(left).toEqual(["pin", "fresh", "a", "money-loop"]);
  const carry = { stepIds: ["snapshot"], reason: "done last night" };
  expect(run.when("ic", { type: "CarryOver", payload: carry }).rejection.rule).toBe("R9");
});
