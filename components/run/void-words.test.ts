import { describe, expect, it } from "vitest";
import { fail, pass } from "@/lib/run/drafts.test-support";
import { bareDefinition, phase, step } from "@/lib/run/sample-definition.test-support";
import { givenStarted } from "@/lib/run/testing";
import { voidWords } from "./void-words";

const steps = [step("one", { role: "deployer" }), step("canary", { role: "deployer", noExceptions: true })];
const run = () =>
  givenStarted({
    definition: bareDefinition({ phases: [phase("a", "execute", steps, { ordered: false })] }),
  });

function wordsOf(of: ReturnType<typeof run>, id: string) {
  const found = of.state.phases[0]?.steps.find((candidate) => candidate.id === id);
  if (!found) throw new Error("the run has no such step");
  return voidWords(of.state, found);
}

describe("who takes a result back", () => {
  it("R4.5 is the executor and a second person, and the one who has not asked is awaited", () => {
    const given = run().given("deployer", pass("one"));
    expect(wordsOf(given, "one").both).toMatch(/^Ben and a second person$/);
    given.given("dba", { type: "VoidResult", payload: { stepId: "one", reason: "the wrong row" } });
    expect(wordsOf(given, "one").awaited).toBe("Ben");
  });

  it("R4.6 is an approver beside the executor for a FAIL with no exceptions", () => {
    const given = run().given("deployer", fail("canary"));
    expect(wordsOf(given, "canary").both).toMatch(/^Ben and Approver/);
  });
});
