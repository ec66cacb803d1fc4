import { describe, expect, it } from "vitest";
import type { Change } from "./amendment-state";
import { compareDefinitions } from "./compare-definitions";
import { against, brief, command, weights, withPhase, withStep } from "./compare-definitions.test-support";
import type { RunbookDefinition, StepDefinition } from "./definition";
import { bareDefinition, phase, sampleDefinition, step } from "./sample-definition.test-support";

describe("what never counts", () => {
  it("R8.10 a definition does not differ from itself", () => {
    expect(against(sampleDefinition())).toEqual([]);
  });

  it("R8.10 lines, prose, notes and diagnostics are no difference in meaning", () => {
    const after = withStep("snapshot", { line: 99, endLine: 120, notes: ["mind the gap"] });
    expect(
      against({
        ...after,
        sha256: "cd".repeat(32),
        title: "Another title",
        prose: [{ line: 1, endLine: 2, phaseId: null, text: "Hello" }],
        diagnostics: [{ line: 3, severity: "warning", code: "odd", message: "odd" }],
        lines: { total: 200, placed: 10, prose: 5, blank: 3 },
        phases: after.phases.map((each) => ({ ...each, line: each.line + 7 })),
      }),
    ).toEqual([]);
  });
});

describe("steps", () => {
  it("R8.11 a step that came and one that went are named where they stand", () => {
    const after = withPhase("backup", ({ steps }) => ({
      steps: [...steps, step("copy", { title: "Copy" })],
    }));
    expect(brief(against(after))).toEqual([["added", "step", "copy"]]);
    expect(brief(compareDefinitions(after, sampleDefinition()))).toEqual([["removed", "step", "copy"]]);
  });

  it("R8.11 a reworded title is a rewording, also where the id follows the title", () => {
    const before = withStep("ledger", {
      title: "Compare the ledger sums",
      commands: [command("./ledger.sh")],
    });
    const other = { id: "other", title: "Totals are the same", commands: [command("./ledger.sh")] };
    const bySameCommand = withStep("ledger", other);
    expect(brief(compareDefinitions(before, bySameCommand))).toEqual([["reworded", "step", "ledger"]]);
    const manual = withStep("ledger", { title: "Compare the ledger sums" });
    const byWords = withStep("ledger", { id: "sums", title: "Compare all ledger sums" });
    expect(brief(compareDefinitions(manual, byWords))).toEqual([["reworded", "step", "ledger"]]);
    const byTitle = withStep("ledger", { id: "x", title: "compare the ledger   sums." });
    expect(brief(compareDefinitions(manual, byTitle))).toEqual([["reworded", "step", "ledger"]]);
  });

  it("R8.11 steps keep their identity when their phase gets another name", () => {
    const renamed = withPhase("backup", ({ steps }) => ({
      id: "safety",
      title: "Safety",
      label: "T-40",
      steps: steps.map((each) => ({ ...each, id: `safety-${each.id}` })),
    }));
    expect(brief(against(renamed))).toEqual([["reworded", "phase", null]]);
  });

  it("R8.11 another place in an ordered phase, or in another phase, is a move of the step that moved", () => {
    const swapped = withPhase("deploy", ({ steps }) => ({
      steps: [steps[2], steps[0], steps[1]].filter((each) => each !== undefined),
    }));
    expect(brief(against(swapped))).toEqual([["moved", "step", "warm-up"]]);
    const of = sampleDefinition();
    const moving = of.phases[2]?.steps[1];
    const phases = of.phases.map((each) => {
      if (each.id === "deploy") return { ...each, steps: each.steps.filter((one) => one !== moving) };
      return each.id === "backup" && moving ? { ...each, steps: [...each.steps, moving] } : each;
    });
    expect(brief(against({ ...of, phases }))).toEqual([["moved", "step", "migrate"]]);
    expect(weights(against({ ...of, phases }))).toEqual([true]);
  });

  it("R8.11 the order of an unordered phase says nothing", () => {
    const after = withPhase("pre", ({ steps }) => ({ steps: steps.toReversed() }));
    expect(against(after)).toEqual([]);
  });

  it.each<[string, Partial<StepDefinition>, Change["kind"], Change["about"]]>([
    ["a command", { commands: [command("pg_dump")] }, "added", "command"],
    ["whether it changes production", { mutating: false }, "changed", "command"],
    ["an artifact", { artifacts: ["dump.log"] }, "added", "artifact"],
    ["a blank", { fields: [] }, "removed", "blank"],
    ["a check", { checks: [{ left: "rows", op: "==", right: "0" }] }, "added", "check"],
    ["an expected result", { expected: ["done"] }, "added", "check"],
    ["a sub-step", { substeps: [{ id: "s", title: "S", fields: [] }] }, "added", "check"],
    ["its owner", { role: "deployer" }, "changed", "role"],
    ["no exceptions", { noExceptions: true }, "changed", "gate"],
    ["what it waits for", { after: ["pin"] }, "changed", "gate"],
    ["its verifier", { verifier: "deployer" }, "changed", "gate"],
    ["its sign-offs", { signOffs: ["approver"] }, "added", "gate"],
    ["whether it may be left out", { optional: true }, "changed", "gate"],
    ["its condition", { condition: "if slow" }, "changed", "gate"],
    ["its alternatives", { alternative: "way" }, "changed", "gate"],
    ["its granted exceptions", { exceptions: ["on Sundays"] }, "added", "gate"],
    ["its duration", { durationMinutes: 99 }, "changed", "step"],
  ])("R8.11 %s of a step is a difference of its own", (_, change, kind, about) => {
    expect(brief(against(withStep("snapshot", change)))).toEqual([[kind, about, "snapshot"]]);
  });

  it("R8.11 a command is another when its text is, and the same wherever it stands", () => {
    const before = withStep("snapshot", { commands: [command("pg_dump a", 3), command("ls", 4)] });
    const again = withStep("snapshot", { commands: [command("pg_dump a  \n", 8), command("ls", 9)] });
    expect(compareDefinitions(before, again)).toEqual([]);
    const other = withStep("snapshot", { commands: [command("pg_dump b"), command("ls")] });
    expect(compareDefinitions(before, other)).toMatchObject([
      { kind: "changed", about: "command", before: "pg_dump a", after: "pg_dump b", weighty: true },
    ]);
    const turned = withStep("snapshot", { commands: [command("ls"), command("pg_dump a")] });
    expect(brief(compareDefinitions(before, turned))).toEqual([["moved", "command", "snapshot"]]);
  });

  it("R8.11 what a step waits for, and what proves a criterion, is compared by step, not by id", () => {
    const before = withStep("ledger", { after: ["money-loop"] });
    const reworded = { id: "canary-loop", title: "Step money-loop, twice" };
    const renamed = withStep("money-loop", reworded, withStep("ledger", { after: ["canary-loop"] }));
    const decisionPoints = renamed.decisionPoints.map((each) => ({
      ...each,
      criteria: each.criteria.map((one) => (one.stepId ? { ...one, stepId: "canary-loop" } : one)),
    }));
    const changes = compareDefinitions(before, { ...renamed, decisionPoints });
    expect(brief(changes)).toEqual([["reworded", "step", "money-loop"]]);
  });

  it("R8.11 waiting for another step of the same title is a difference", () => {
    const twins = (after: string) =>
      bareDefinition({
        phases: [
          phase("p", "execute", [
            step("a", { title: "Look" }),
            step("b", { title: "Look" }),
            step("c", { after: [after] }),
          ]),
        ],
      });
    expect(compareDefinitions(twins("a"), twins("b"))).toMatchObject([
      { about: "gate", stepId: "c", before: "a", after: "b" },
    ]);
  });

  it("R8.11 a decision point follows the same phase, however that is called", () => {
    const of = sampleDefinition();
    const phases = of.phases.map((each) =>
      each.id === "canary" ? { ...each, id: "canaries", title: "Phase canary" } : each,
    );
    const decisionPoints = of.decisionPoints.map((each) =>
      each.afterPhaseId === "canary" ? { ...each, afterPhaseId: "canaries" } : each,
    );
    expect(against({ ...of, phases, decisionPoints })).toEqual([]);
  });
});

describe("the comparison itself", () => {
  const big = (prefix: string, count: number): RunbookDefinition =>
    bareDefinition({
      phases: Array.from({ length: 10 }, (_, n) =>
        phase(
          `${prefix}-${n}`,
          "execute",
          Array.from({ length: count / 10 }, (_, m) =>
            step(`${prefix}-${n}-${m}`, {
              title: `Word ${prefix} ${n} ${m}`,
              commands: [command(`run ${m}`)],
            }),
          ),
        ),
      ),
    });

  it("R8.10 five hundred steps are compared in less than 200 ms, also where nothing is the same", () => {
    const [before, after] = [big("a", 500), big("b", 500)];
    compareDefinitions(before, after);
    const start = performance.now();
    const first = compareDefinitions(before, after);
    expect(performance.now() - start).toBeLessThan(200);
    expect(compareDefinitions(before, after)).toEqual(first);
  });

  it("R8.10 it answers for anything, definitions with nothing in them and ids used twice among them", () => {
    expect(compareDefinitions(bareDefinition(), bareDefinition())).toEqual([]);
    const twice = bareDefinition({ phases: [phase("p", "execute", [step("x"), step("x")])] });
    expect(compareDefinitions(twice, twice)).toEqual([]);
    expect(brief(compareDefinitions(bareDefinition(), twice))).toHaveLength(3);
    expect(compareDefinitions(twice, sampleDefinition()).length).toBeGreaterThan(0);
  });
});
