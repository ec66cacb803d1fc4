import { describe, expect, test } from "vitest";
import { mayOpenEvidence } from "./evidence-access";
import { givenStarted } from "./testing";

const { state } = givenStarted();

function opens(who: string, visibility: "room" | "restricted", isAdmin = false): boolean {
  return mayOpenEvidence(state, { personId: "dba", visibility }, { personId: who, isAdmin });
}

describe("who opens the bytes of evidence", () => {
  test("R9.30 what is in the room opens for role-holders, the planner and administrators, and no stranger", () => {
    for (const who of ["ic", "deployer", "scribe", "approver", "observer", "planner"])
      expect(opens(who, "room"), who).toBe(true);
    expect(opens("stranger", "room")).toBe(false);
    expect(opens("stranger", "room", true)).toBe(true);
  });

  test("R9.30 what is restricted opens for the decider, approvers and who attached it, and nobody else", () => {
    for (const who of ["ic", "approver", "dba"]) expect(opens(who, "restricted"), who).toBe(true);
    for (const who of ["deployer", "scribe", "observer", "planner", "stranger"])
      expect(opens(who, "restricted"), who).toBe(false);
    expect(opens("stranger", "restricted", true)).toBe(false);
  });
});
