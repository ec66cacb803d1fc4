import { describe, expect, it } from "vitest";
import { clearanceOf, givenRun, givenStarted } from "../run/testing";
import { commandOf } from "./command-draft";
import { awayFacts, knownRefusal } from "./known-facts";

const ada = { personId: "ic", name: "Ada", isAdmin: false };
const gus = { personId: "observer", name: "Gus", isAdmin: false };
const start = { type: "StartRun" as const, payload: {} };
const assume = { type: "AssumeCommand" as const, payload: { reason: "no answer" } };

describe("what a screen can know of a refusal", () => {
  it("leaves a production start to the server while nobody has looked at its clearance", () => {
    const run = givenRun({ kind: "production" });
    expect(knownRefusal(commandOf(start, ada, run.clock), run.state)).toBeNull();
    expect(knownRefusal(commandOf(start, gus, run.clock), run.state)?.code).toBe("forbidden");
  });

  it("R8 refuses the start by the clearance that it has seen", () => {
    const run = givenRun({ kind: "production" });
    const bare = { clearance: clearanceOf(run, { approvals: [] }) };
    expect(knownRefusal(commandOf(start, ada, run.clock, 1, bare), run.state)?.rule).toBe("R8");
    const clear = { clearance: clearanceOf(run) };
    expect(knownRefusal(commandOf(start, ada, run.clock, 1, clear), run.state)).toBeNull();
  });

  it("asks all the rules about a rehearsal's start, which takes no clearance", () => {
    const run = givenRun({ roles: { ic: "ic" } });
    expect(knownRefusal(commandOf(start, ada, run.clock), run.state)?.rule).toBe("R1");
  });

  it("R1 lets the deputy assume command once the decider is seen away for two minutes", () => {
    const run = givenStarted({ kind: "production" });
    const since = run.clock;
    run.wait(1);
    const facts = { away: { ic: since } };
    expect(knownRefusal(commandOf(assume, gus, run.clock, 1, facts), run.state)?.rule).toBe("R1");
    run.wait(1);
    expect(knownRefusal(commandOf(assume, gus, run.clock, 1, facts), run.state)).toBeNull();
  });

  describe("who is away", () => {
    const run = givenStarted({ kind: "production" });
    const person = (personId: string, awaySince: string | null) => ({
      personId,
      name: personId,
      roles: [],
      awaySince,
    });

    it("is nobody until the server has said who is there", () => {
      expect(awayFacts({ people: [], watching: 0 }, run.state, run.log)).toEqual({});
    });

    it("is who has left, since then, and not who is there", () => {
      const left = "2026-11-22T01:30:00.000Z";
      const people = [person("ic", left), person("observer", null)];
      expect(awayFacts({ people, watching: 1 }, run.state, run.log)).toEqual({ ic: left });
    });

    it("is who never came, since the start; what somebody did meanwhile counts as a sign", () => {
      const busy = givenStarted({ kind: "production" }).wait(7);
      const at = busy.clock;
      busy.given("ic", { type: "LogEntry", payload: { text: "by the CLI" } });
      const presence = { people: [person("dba", null)], watching: 1 };
      expect(awayFacts(presence, busy.state, busy.log)).toEqual({ ic: at, observer: busy.state.startedAt });
    });
  });
});
