import { describe, expect, it } from "vitest";
import { commandOf } from "@/lib/client/command-draft";
import { knownRefusal } from "@/lib/client/known-facts";
import type { TestRun } from "@/lib/run/test-run.test-support";
import { givenRun, givenStarted } from "@/lib/run/testing";
import { paletteActions } from "./palette-actions";

function offered(run: TestRun, personId: string): string[] {
  const asker = { personId, name: personId, isAdmin: false };
  return paletteActions(run.state)
    .filter(({ asks }) => !asks || !knownRefusal(commandOf(asks, asker, run.clock, run.state.seq), run.state))
    .map(({ word }) => word);
}

function why(run: TestRun, personId: string, word: string): string | undefined {
  const asks = paletteActions(run.state).find((action) => action.word === word)?.asks;
  const asker = { personId, name: personId, isAdmin: false };
  return asks ? knownRefusal(commandOf(asks, asker, run.clock), run.state)?.message : undefined;
}

describe("what the palette offers", () => {
  it("is what the rules would take from this person now", () => {
    const run = givenStarted();
    expect(offered(run, "ic")).toEqual(
      expect.arrayContaining(["HOLD", "ROLLBACK", "Move T-0", "Extend the window", "Amend the runbook"]),
    );
    expect(offered(run, "ic")).not.toContain("RESUME");
    expect(offered(run, "deployer")).not.toContain("HOLD");
    expect(offered(run, "deployer")).toContain("Report an abort condition");
  });

  it("says why not, as the rules do", () => {
    const run = givenStarted();
    expect(why(run, "deployer", "HOLD")).toContain("Ada");
    expect(why(run, "ic", "Cancel the run")).toContain("running");
    expect(why(run, "deployer", "Assume command")).toContain("deputy");
  });

  it("offers to resume only what is held, and to carry over only where another run is continued", () => {
    const held = givenStarted().given("ic", { type: "Decide", payload: { verdict: "hold", reason: "wait" } });
    expect(offered(held, "ic")).toContain("RESUME");
    expect(paletteActions(held.state).map(({ word }) => word)).not.toContain("Carry results over");
  });

  it("asks the rules about each action once, by a word of its own", () => {
    const words = paletteActions(givenRun({ kind: "production" }).state).map(({ word }) => word);
    expect(new Set(words).size).toBe(words.length);
  });

  it("lets the planner fill in variables before the start, and nobody after it", () => {
    const definition = { ...givenRun().state, requiredVariables: ["DB_NAME"] };
    const planned = givenRun();
    planned.state = definition;
    expect(offered(planned, "planner")).toContain("Fill in variables");
    expect(offered(givenStarted(), "planner")).not.toContain("Fill in variables");
  });
});
