import { describe, expect, it } from "vitest";
import { command, withPhase, withStep } from "../compare-definitions.test-support";
import type { RunbookDefinition } from "../definition";
import { point, sampleDefinition, step } from "../sample-definition.test-support";
import { commandAndGateComparison } from "./command-and-gate";

describe("a rehearsal against its production text", () => {
  const rehearsal = withStep("migrate", { commands: [command("alembic upgrade head")], noExceptions: true });

  it("R8.22 commands, gates, checks and artifacts that both have are the same", () => {
    const { same, differs } = commandAndGateComparison(rehearsal, rehearsal);
    expect(differs).toEqual([]);
    const texts = same.map(({ about, where, text }) => [about, where, text]);
    expect(texts).toContainEqual(["command", "Step migrate", "alembic upgrade head"]);
    expect(texts).toContainEqual(["check", "Step migrate", "mismatch <= 0.1 %"]);
    expect(texts).toContainEqual(["artifact", "Step readable", "restore.log"]);
    expect(texts).toContainEqual(["gate", "Step pin", "a precondition"]);
    expect(texts).toContainEqual(["gate", "Phase deploy", "DuplicateTable"]);
    expect(texts).toContainEqual(["gate", "Point go-live", "Canary PASS"]);
  });

  it("R8.22 what differs is told by command, gate, check and artifact, whole steps among them", () => {
    const of = withStep("migrate", { commands: [command("alembic upgrade 42")], noExceptions: true });
    const roles = [...of.roles, { key: "net", name: "Network", capability: "operator" as const }];
    const phases = of.phases.map((each) =>
      each.id === "pre"
        ? { ...each, steps: [...each.steps, step("frozen", { commands: [command("freeze --check")] })] }
        : each,
    );
    const { differs } = commandAndGateComparison(rehearsal, { ...of, phases, roles });
    expect(differs.map(({ kind, about, stepId, after }) => [kind, about, stepId, after])).toEqual([
      ["added", "command", "frozen", "freeze --check"],
      ["added", "gate", "frozen", "a precondition"],
      ["changed", "command", "migrate", "alembic upgrade 42"],
    ]);
  });

  it("R8.22 another order of commands, and a decision point that only one has, differ too", () => {
    const swapped = withPhase("deploy", ({ steps }) => ({ steps: steps.toReversed() }));
    const withCommands = (of: RunbookDefinition) => withStep("migrate", { commands: [command("up")] }, of);
    const one = withCommands(sampleDefinition());
    const { differs } = commandAndGateComparison(one, withCommands(swapped));
    expect(differs).toMatchObject([{ kind: "moved", about: "command", stepId: "migrate" }]);
    const more = { ...one, decisionPoints: [...one.decisionPoints, point("half-way")] };
    expect(commandAndGateComparison(one, more).differs).toMatchObject([{ kind: "added", about: "gate" }]);
  });

  it.each([
    "alembic heads | tee heads.log",
    "alembic heads 2>&1 | tee -a logs/heads.log",
    'alembic heads *>&1 | Tee-Object -FilePath "..\\tmp\\prod heads.log"',
  ])("R8.22 keeping its output in a file makes no other command: %s", (text) => {
    const plainly = withStep("migrate", { commands: [command("alembic heads")] });
    const captured = withStep("migrate", { commands: [command(text)] });
    expect(commandAndGateComparison(plainly, captured).differs).toEqual([]);
    const { same } = commandAndGateComparison(plainly, captured);
    expect(same).toContainEqual(expect.objectContaining({ about: "command", text: "alembic heads" }));
  });

  it("R8.22 a pipe into anything else is another command", () => {
    const plainly = withStep("migrate", { commands: [command("alembic heads")] });
    const piped = withStep("migrate", { commands: [command("alembic heads | tee heads.log | psql")] });
    expect(commandAndGateComparison(plainly, piped).differs).toMatchObject([{ about: "command" }]);
  });
});
