import { describe, expect, it } from "vitest";
import type { RunState } from "@/lib/run/state";
import { givenStarted } from "@/lib/run/testing";
import { inTemplateOrder, recordValues, suggestionFor } from "./final-record-draft";

const base = givenStarted({ variables: {} }).state;
const state = (change: Partial<RunState>): RunState => ({ ...base, ...change });
const field = (name: string, ...options: string[]) => ({ name, options });

describe("suggestions for the final record", () => {
  it("picks the template's own word for the outcome", () => {
    const status = field("Status", "PASS", "BLOCKER");
    expect(suggestionFor(state({ outcome: "complete" }), status)).toBe("PASS");
    expect(suggestionFor(state({ outcome: "blocker" }), status)).toBe("BLOCKER");
    expect(suggestionFor(state({ outcome: "no-go" }), status)).toBe("BLOCKER");
    expect(suggestionFor(state({ outcome: "rolled-back" }), field("Outcome"))).toBe("ROLLED BACK");
  });

  it("never picks PASS for what did not pass", () => {
    for (const outcome of ["no-go", "rolled-back", "partially-rolled-back", "blocker"] as const)
      expect(suggestionFor(state({ outcome }), field("Status", "PASS", "OTHER"))).toBeNull();
  });

  it("takes what a step recorded under the same name, the latest", () => {
    const phases = base.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.map((step) =>
        step.id === "snapshot" ? { ...step, fields: { "final revision": "70a79686336c" } } : step,
      ),
    }));
    expect(suggestionFor(state({ phases }), field("Final Revision"))).toBe("70a79686336c");
  });

  it("names the target by its variable, and the root cause by the blocker's class", () => {
    expect(suggestionFor(state({ variables: { DB_NAME: "shop" } }), field("Target"))).toBe("shop");
    const halt = {
      abortId: "a",
      from: "running" as const,
      classification: "ENVIRONMENT",
      rootCause: "the proxy",
      resumeSignOff: null,
    };
    expect(suggestionFor(state({ halt }), field("Root-cause classification"))).toBe("ENVIRONMENT");
    expect(suggestionFor(state({ halt }), field("Root cause"))).toBe("the proxy");
  });

  it("suggests nothing that it does not know, above all no absence of errors", () => {
    for (const name of [
      "Errors",
      "Drift detected",
      "Risk tier (updated)",
      "Production cutover authorization",
    ])
      expect(suggestionFor(state({ outcome: "complete" }), field(name))).toBeNull();
  });

  it("shows a signed record in the template's order, whatever the log's", () => {
    const template = [field("Status"), field("Errors"), field("Approved by")];
    expect(inTemplateOrder({ "Approved by": "Fay", Errors: "0", Status: "PASS" }, template)).toEqual([
      ["Status", "PASS"],
      ["Errors", "0"],
      ["Approved by", "Fay"],
    ]);
  });

  it("never writes over what was typed, not even over an emptied field", () => {
    const given = state({
      outcome: "complete",
      finalRecordFields: [field("Status", "PASS", "BLOCKER"), field("Errors")],
    });
    expect(recordValues(given, {})).toEqual({ Status: "PASS", Errors: "" });
    expect(recordValues(given, { Status: "", Errors: "none" })).toEqual({ Status: "", Errors: "none" });
  });
});
