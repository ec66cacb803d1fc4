import { describe, expect, it } from "vitest";
import { command, withPhase, withStep } from "../compare-definitions.test-support";
import type { RunbookDefinition } from "../definition";
import { sampleDefinition, step } from "../sample-definition.test-support";
import { compareTranscripts } from "./compare-transcripts";
import { differenceSentence, placeText, transcriptVerdict } from "./transcript-verdict";

const withCommand = (text: string, of?: RunbookDefinition) =>
  withStep("migrate", { commands: [command(text, 30)], artifacts: ["migrate.log"] }, of);
const against = (checklist: RunbookDefinition, runbook = withCommand("alembic upgrade head")) =>
  compareTranscripts({ definition: runbook, lines: [] }, { definition: checklist, lines: [] });
const brief = (checklist: RunbookDefinition, runbook?: RunbookDefinition) =>
  against(checklist, runbook).differs.map(({ part, kind }) => `${part} ${kind}`);

describe("an operator checklist against its runbook", () => {
  it("R8.26 a text is transcript-identical with itself", () => {
    const itself = against(withCommand("alembic upgrade head"));
    expect(itself).toMatchObject({ identical: true, differs: [] });
    expect(transcriptVerdict(itself)).toContain("Transcript-identical in commands, artifacts and gates");
  });

  it("R8.26 another command is named with the lines of both texts", () => {
    const comparison = against(withCommand("alembic upgrade 42"));
    expect(comparison.identical).toBe(false);
    expect(comparison.differs).toMatchObject([
      { part: "command", kind: "reworded", runbook: [{ line: 30 }], checklist: [{ line: 30 }] },
    ]);
    expect(differenceSentence(comparison.differs[0] ?? never())).toContain("line 30 of the runbook");
    expect(placeText(comparison.differs[0]?.runbook[0] ?? never())).toContain("Step migrate");
    expect(transcriptVerdict(comparison)).toMatch(
      /^Not transcript-identical: it differs in commands in 1 place\./,
    );
  });

  it("R8.26 a command that is missing, one that is extra and one that has moved are told apart", () => {
    const runbook = withCommand("alembic upgrade head");
    expect(brief(withStep("migrate", { commands: [] }))).toContain("command missing");
    const extra = withStep("migrate", {
      commands: [command("alembic upgrade head"), command("rm -rf cache")],
      artifacts: ["migrate.log"],
    });
    expect(brief(extra, runbook)).toEqual(["command extra"]);
    const two = (first: string, second: string) =>
      withStep("snapshot", { commands: [command(first, 3), command(second, 4)] });
    expect(brief(two("b --now", "a --then"), two("a --then", "b --now"))).toEqual(["command moved"]);
  });

  it("R8.26 an artifact that is missing, or kept by another command, bars identity", () => {
    const runbook = withCommand("alembic upgrade head");
    expect(brief(withStep("migrate", { commands: [command("alembic upgrade head")] }), runbook)).toContain(
      "artifact missing",
    );
  });

  it("R8.26 an artifact that another command keeps is not the same", () => {
    const kept = (first: string[], second: string[]) =>
      withStep(
        "readable",
        { commands: [command("check --now", 9)], artifacts: second },
        withStep("snapshot", { commands: [command("dump --all", 5)], artifacts: first }),
      );
    const comparison = against(kept(["one.log"], ["two.log"]), kept(["two.log"], ["one.log"]));
    const artifacts = comparison.differs.filter(({ part }) => part === "artifact");
    expect(artifacts.map(({ kind, runbook }) => [kind, runbook[0]?.text])).toEqual([
      ["moved", "two.log"],
      ["moved", "one.log"],
    ]);
    expect(comparison.identical).toBe(false);
  });

  it("R8.26 an abort gate in other small words is the same, one with another condition is not", () => {
    const gated = (text: string) =>
      withPhase("deploy", ({ abortGates }) => ({
        abortGates: [{ ...(abortGates[0] ?? never()), text, conditions: [] }],
      }));
    expect(brief(gated("Abort if the width is not 64."), gated("Width not 64 => STOP"))).toEqual([]);
    const less = against(
      gated("Abort if the width is not 64."),
      gated("Width not 64 or script failure => STOP"),
    );
    expect(less.differs).toMatchObject([
      { part: "gate", kind: "reworded", onlyRunbook: ["script", "failure"] },
    ]);
    const turned = against(gated("Abort if the width is 64"), gated("Width not 64 => STOP"));
    expect(turned.differs).toMatchObject([{ part: "gate", kind: "reworded", onlyRunbook: ["not"] }]);
  });

  it("R8.26 a precondition that only one has is a gate that differs", () => {
    const more = withPhase("pre", ({ steps }) => ({
      steps: [...steps, step("frozen", { title: "Nobody deploys elsewhere" })],
    }));
    expect(brief(more, sampleDefinition())).toEqual(["gate extra"]);
    expect(brief(sampleDefinition(), more)).toEqual(["gate missing"]);
  });

  it("R8.26 what is expected says what differs, and bars no identity", () => {
    const expecting = (text: string) => withStep("snapshot", { expected: [text] });
    const comparison = against(expecting("4 rows"), expecting("5 rows"));
    expect(comparison.differs).toMatchObject([{ part: "check" }]);
    expect(comparison.identical).toBe(true);
    expect(transcriptVerdict(comparison)).toContain("1 expected result differ");
  });
});

function never(): never {
  throw new Error("nothing is there");
}
