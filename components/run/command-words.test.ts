import { describe, expect, it } from "vitest";
import type { Change } from "@/lib/run/amendment-state";
import type { PollAnswer } from "@/lib/run/decision-state";
import { givenRun, givenStarted } from "@/lib/run/testing";
import { byWeight, changeCount } from "./amendment-changes";
import { isDissent, scopeTitles } from "./decision-record-words";
import { knownPeople } from "./known-people";
import { changedVariables, missingVariables } from "./variable-names";

const change = (text: string, weighty = false): Change => ({
  kind: "changed",
  about: "step",
  stepId: null,
  text,
  before: null,
  after: null,
  weighty,
});

describe("differences in meaning", () => {
  it("are counted in words, the weighty ones apart", () => {
    expect(changeCount([])).toBe("No difference in meaning");
    expect(changeCount([change("a")])).toBe("1 difference in meaning");
    expect(changeCount([change("a", true)])).toBe("1 difference in meaning, a weighty one");
    expect(changeCount([change("a"), change("b", true)])).toBe("2 differences in meaning, 1 of them weighty");
  });

  it("stand with the weighty ones first, else in the order of the text", () => {
    const texts = byWeight([change("a"), change("b", true), change("c"), change("d", true)]);
    expect(texts.map(({ text }) => text)).toEqual(["b", "d", "a", "c"]);
  });
});

describe("a decision's record", () => {
  const answer = (word: "go" | "no-go"): PollAnswer => ({
    role: "dba",
    answer: word,
    reason: null,
    by: { personId: "dba", name: "Chi" },
    at: "2026-11-22T01:00:00.000Z",
  });

  it("marks who was against it, and nobody where it was neither GO nor NO-GO", () => {
    expect(isDissent(answer("no-go"), { verdict: "go" })).toBe(true);
    expect(isDissent(answer("go"), { verdict: "go" })).toBe(false);
    expect(isDissent(answer("go"), { verdict: "no-go" })).toBe(true);
    expect(isDissent(answer("no-go"), { verdict: "hold" })).toBe(false);
  });

  it("names the phases of a partial rollback, and none of a whole one", () => {
    const { state } = givenStarted();
    expect(scopeTitles({ scope: ["back"] }, state)).toEqual(["Phase back"]);
    expect(scopeTitles({ scope: null }, state)).toBeNull();
  });
});

describe("variables", () => {
  it("are missing while they hold nothing but blanks", () => {
    expect(missingVariables(["A", "B", "C"], { A: "x", B: "  " })).toEqual(["B", "C"]);
  });

  it("are sent where they changed, an emptied one to be taken back", () => {
    expect(changedVariables(["A", "B", "C"], { A: "x", B: "y" }, { A: "x", B: "", C: " z " })).toEqual({
      B: "",
      C: "z",
    });
  });
});

describe("people of a run", () => {
  it("are named once, whatever they are", () => {
    const people = knownPeople(givenRun({ kind: "production" }).state);
    expect(people.map(({ personId }) => personId)).toEqual([
      ...new Set(people.map(({ personId }) => personId)),
    ]);
    expect(people.map(({ name }) => name)).toEqual(expect.arrayContaining(["Ada", "Gus", "Pia"]));
  });
});
