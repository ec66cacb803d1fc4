import { describe, expect, it } from "vitest";
import { pass } from "@/lib/run/drafts.test-support";
import { phase, sampleDefinition, step } from "@/lib/run/sample-definition.test-support";
import { T0 } from "@/lib/run/test-run.test-support";
import { givenStarted } from "@/lib/run/testing";
import { foresee } from "./foresee";
import { reopenedTitles, shiftText } from "./t0-effect";

const ada = { personId: "ic", name: "Ada", isAdmin: false };

describe("moving T-0", () => {
  it("says how far, in hours and minutes, in either direction", () => {
    expect(shiftText(T0, "2026-11-22T02:25:00.000Z")).toBe("25 min later");
    expect(shiftText(T0, "2026-11-22T00:55:00.000Z")).toBe("1 h 5 min earlier");
    expect(shiftText(T0, "2026-11-22T04:00:00.000Z")).toBe("2 h later");
    expect(shiftText(T0, T0)).toBe("the same minute");
  });

  it("names beforehand the attestations that it asks for again, by the rules themselves", () => {
    const { phases } = sampleDefinition();
    const definition = sampleDefinition({
      phases: [
        phase("pre", "preconditions", [step("window", { timeBound: true }), step("pin")], { ordered: false }),
        ...phases.slice(1),
      ],
    });
    const run = givenStarted({ definition }).given("deployer", pass("window"), pass("pin"));
    const move = { type: "MoveT0" as const, payload: { t0: "2026-11-22T02:30:00.000Z", reason: "late" } };
    expect(reopenedTitles(foresee(move, ada, run.clock, run.state), run.state)).toEqual(["Step window"]);
  });

  it("foresees nothing of what would be refused", () => {
    const run = givenStarted();
    const same = { type: "MoveT0" as const, payload: { t0: T0, reason: "late" } };
    expect(foresee(same, ada, run.clock, run.state)).toEqual([]);
  });
});
