import { describe, expect, test } from "vitest";
import { amended, command, without } from "../amendments.test-support";
import { sampleDefinition, step } from "../sample-definition.test-support";
import { sameSteps } from "./same-steps";

const sample = sampleDefinition();
const ids = [...sample.phases, ...sample.rollback.phases].flatMap(({ steps }) => steps.map(({ id }) => id));

describe("steps that say the same", () => {
  test("L.27 of the same text, all of them", () => {
    expect(sameSteps(sample, sampleDefinition())).toEqual(new Map(ids.map((id) => [id, id])));
  });

  test.each([
    ["its command", { commands: [command("alembic upgrade head")] }],
    ["its title", { title: "Quite another thing" }],
    ["a blank", { fields: [{ name: "Revision", type: "text" as const, required: true }] }],
    ["its owner", { role: "deployer" }],
    ["a check", { checks: [] }],
  ])("L.27 without the one that has changed in %s", (_what, change) => {
    const same = sameSteps(sample, amended("migrate", change));
    expect([...same.keys()].sort()).toEqual(ids.filter((id) => id !== "migrate").sort());
  });

  test("L.27 without the one that is gone, and with one that only moved or has another id", () => {
    expect(sameSteps(sample, without("ledger")).has("ledger")).toBe(false);
    const renamed = amended("ledger", { id: "the-ledger" });
    expect(sameSteps(sample, renamed).get("ledger")).toBe("the-ledger");
    const moved = sampleDefinition();
    moved.phases = moved.phases.map((each) =>
      each.id === "pre" ? { ...each, steps: [step("first"), ...each.steps.toReversed()] } : each,
    );
    expect(sameSteps(sample, moved).get("pin")).toBe("pin");
  });
});
