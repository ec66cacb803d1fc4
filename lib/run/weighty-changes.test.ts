import { describe, expect, it } from "vitest";
import { compareDefinitions } from "./compare-definitions";
import { against, brief, command, weights, withPhase, withStep } from "./compare-definitions.test-support";
import type { RunbookDefinition, StepDefinition } from "./definition";
import { phase, point, sampleDefinition, step, trigger } from "./sample-definition.test-support";

describe("what weighs", () => {
  it.each<[string, string, Partial<StepDefinition>, boolean]>([
    ["a mutating command", "migrate", { commands: [command("alembic upgrade head")] }, true],
    ["a command of a step that only reads", "readable", { commands: [command("ls")] }, false],
    ["a precondition's wording", "pin", { title: "Pin the commit of today" }, true],
    ["the wording of a mutating step without a command", "migrate", { title: "Step migrate now" }, true],
    ["the wording of a step that only reads", "readable", { title: "Step readable now" }, false],
    ["a check, which bars PASS", "readable", { checks: [{ left: "a", op: "==", right: "b" }] }, true],
    ["an artifact of a step that only reads", "ledger", { artifacts: ["sums.csv"] }, false],
    ["an owner's change of a step that only reads", "ledger", { role: "deployer" }, false],
    ["a sub-step of a canary", "money-loop", { substeps: [] }, true],
    ["a blank of a rollback step", "tell-everyone", { expected: ["told"] }, true],
  ])("R8.12 %s: %s", (_, id, change, weighty) => {
    const changes = against(withStep(id, change));
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every((each) => each.weighty === weighty)).toBe(true);
  });

  it("R8.12 the step that proves a criterion is a gate", () => {
    const of = sampleDefinition();
    const criteria = [{ text: "Sums agree", stepId: "ledger", line: null }];
    const judged = {
      ...of,
      decisionPoints: of.decisionPoints.map((each) => (each.final ? { ...each, criteria } : each)),
    };
    const reworded = withStep("ledger", { title: "Step ledger, roughly" }, judged);
    expect(weights(compareDefinitions(judged, reworded))).toEqual([true]);
  });

  it("R8.12 a read-only step that came or went does not weigh, one that changes production does", () => {
    const plus = (change: Partial<StepDefinition>) =>
      withPhase("backup", ({ steps }) => ({ steps: [...steps, step("copy", { title: "Copy", ...change })] }));
    expect(weights(against(plus({})))).toEqual([false]);
    expect(weights(against(plus({ mutating: true })))).toEqual([true]);
  });

  it("R8.12 abort gates, order and leave of a phase are gates", () => {
    const gates = [{ id: "g", text: "Abort gates", conditions: ["MissingColumn"], line: 1 }];
    const changed = against(
      withPhase("deploy", () => ({ abortGates: gates, ordered: false, optional: true })),
    );
    expect(brief(changed)).toEqual([
      ["changed", "gate", null],
      ["changed", "gate", null],
      ["changed", "gate", null],
    ]);
    expect(weights(changed)).toEqual([true, true, true]);
    expect(changed[0]).toMatchObject({ before: "DuplicateTable", after: "MissingColumn" });
  });

  it("R8.12 criteria, sign-offs and the place of a decision point weigh, its offset does not", () => {
    const of = sampleDefinition();
    const change = (more: Partial<(typeof of.decisionPoints)[number]>) => ({
      ...of,
      decisionPoints: of.decisionPoints.map((each) => (each.id === "go-live" ? { ...each, ...more } : each)),
    });
    expect(against(change({ offset: 20 }))).toMatchObject([{ about: "decision", weighty: false }]);
    expect(against(change({ signOffs: ["approver"] }))).toMatchObject([{ about: "gate", weighty: true }]);
    expect(against(change({ criteria: [] }))).toMatchObject([
      { kind: "removed", about: "gate", weighty: true },
      { kind: "removed", about: "gate", weighty: true },
    ]);
    expect(against(change({ afterPhaseId: "deploy" }))).toMatchObject([{ about: "decision", weighty: true }]);
    const more = { ...of, decisionPoints: [...of.decisionPoints, point("half-way")] };
    expect(brief(against(more))).toEqual([["added", "decision", null]]);
  });

  it("R8.12 triggers, the clock and every phase of the rollback weigh", () => {
    const of = sampleDefinition();
    const rollback = (change: Partial<RunbookDefinition["rollback"]>) =>
      against({ ...of, rollback: { ...of.rollback, ...change } });
    const [first] = of.rollback.triggers;
    const monitored = rollback({ triggers: [trigger("payouts", { action: "monitor" }), trigger("latency")] });
    expect(monitored.map(({ about, before, after }) => [about, before, after])).toEqual([
      ["trigger", "rollback", "monitor"],
      ["trigger", "monitor", "rollback"],
    ]);
    expect(rollback({ triggers: first ? [first] : [] })).toMatchObject([
      { kind: "removed", about: "trigger", weighty: true },
    ]);
    expect(rollback({ clockMinutes: 9 })).toMatchObject([{ about: "trigger", before: "5", after: "9" }]);
    const phases = [...of.rollback.phases, phase("more", "rollback", [])];
    expect(rollback({ phases })).toMatchObject([{ kind: "added", about: "rollback", weighty: true }]);
  });

  it("R8.12 roles, policy and evidence that is needed before execution weigh", () => {
    const of = sampleDefinition();
    const more = { key: "net", name: "Network", capability: "operator" as const };
    expect(against({ ...of, roles: [...of.roles, more] })).toMatchObject([{ about: "role", weighty: true }]);
    const policy = { ...of.policy, approvals: 2, productionForbidden: true };
    expect(weights(against({ ...of, policy }))).toEqual([true, true]);
    const evidence = of.evidence.filter(({ name }) => name !== "freeze.log");
    expect(against({ ...of, evidence })).toMatchObject([
      { kind: "removed", about: "artifact", before: "freeze.log", weighty: true },
    ]);
  });

  it("R8.12 how the room communicates differs without weight", () => {
    const of = sampleDefinition();
    const communications = { templates: [], cadence: [], channels: ["#go-live"] };
    const changes = against({ ...of, communications });
    expect(new Set(changes.map(({ about }) => about))).toEqual(new Set(["communication"]));
    expect(weights(changes)).not.toContain(true);
  });
});
