import { describe, expect, it } from "vitest";
import { attach } from "@/lib/run/drafts.test-support";
import { bareDefinition, phase, sampleDefinition, step } from "@/lib/run/sample-definition.test-support";
import { givenStarted } from "@/lib/run/testing";
import { furtherEvidence, owedNames, wantedEvidence } from "./evidence-list";
import { evidenceCount } from "./run-outline";

const started = () => givenStarted({ definition: sampleDefinition() });

describe("the list of evidence", () => {
  it("R9 names everything that is asked for once, with its step or the moment it is due", () => {
    const wanted = wantedEvidence(started().state);
    expect(wanted.map(({ name, need }) => [name, need])).toEqual([
      ["restore.log", "for “Step readable”"],
      ["freeze.log", "before execution"],
      ["summary.md", "before GO"],
      ["prod.dump", "before closing"],
    ]);
    expect(wanted.find(({ name }) => name === "prod.dump")?.kind).toBe("reference");
  });

  it("R9 counts what is in, however its name is cased, and keeps what nobody asked for apart", () => {
    const run = started().given("deployer", attach("Freeze.LOG"), attach("photo.png"));
    expect(evidenceCount(run.state)).toEqual({ done: 1, total: 4 });
    expect(furtherEvidence(run.state).map(({ name }) => name)).toEqual(["photo.png"]);
  });

  it("R11 shows what is waived apart from what is in, and what waits for an approver", () => {
    const run = started().given("deployer", {
      type: "RequestWaiver",
      payload: {
        evidence: "freeze.log",
        ticket: "CHG-7",
        reason: "frozen by hand",
        expiresAt: "2026-11-25T00:00:00Z",
      },
    });
    const standing = () => wantedEvidence(run.state).find(({ name }) => name === "freeze.log")?.standing;
    expect(standing()).toBe("asked");
    const waiverId = run.state.waivers[0]?.id ?? "";
    run.given("approver", { type: "GrantWaiver", payload: { waiverId } });
    expect(standing()).toBe("waived");
    expect(evidenceCount(run.state).done).toBe(1);
  });

  it("asks nothing for a rollback that was never taken", () => {
    const back = phase("back", "rollback", [step("undo", { artifacts: ["undo.log"] })]);
    const definition = bareDefinition({
      phases: [phase("a", "execute", [step("one", { artifacts: ["one.log"] })])],
      rollback: { triggers: [], clockMinutes: 5, phases: [back] },
    });
    const { state } = givenStarted({ definition });
    expect(wantedEvidence(state).map(({ name }) => name)).toEqual(["one.log"]);
  });

  it("puts what the open step still asks for first, and never a dump, whose bytes stay where they are", () => {
    const { all, ofStep } = owedNames(started().state, "readable");
    expect(ofStep).toEqual(["restore.log"]);
    expect(all).toEqual(["restore.log", "freeze.log", "summary.md"]);
  });
});
