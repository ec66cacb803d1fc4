import { describe, expect, test } from "vitest";
import { approvalState, lastApprovedBefore, type Verdict, verdictsFor } from "./approval-standing";

let minute = 0;
const verdict = (version: number, personId: string, word: Verdict["verdict"] = "approved"): Verdict => ({
  approvalId: `a${minute}`,
  version,
  sha256: String(version).repeat(64).slice(0, 64),
  authorId: "author",
  personId,
  name: personId,
  role: null,
  verdict: word,
  statement: "read in full",
  at: new Date(Date.UTC(2030, 0, 1, 0, minute++)).toISOString(),
});
const second = (verdicts: Verdict[], approvals = 1) =>
  approvalState({ version: 2, authorId: "author", approvals }, verdicts);

describe("what a verdict counts for", () => {
  test("R8 an approval of an earlier text has lapsed", () => {
    const shown = verdictsFor(2, [verdict(1, "fay"), verdict(2, "gus")]);
    expect(shown.map(({ name, standing }) => [name, standing])).toEqual([
      ["gus", "stands"],
      ["fay", "lapsed"],
    ]);
    expect(second([verdict(1, "fay")]).word).toBe("NOT APPROVED");
    expect(verdictsFor(2, [verdict(3, "fay")])).toEqual([]);
  });

  test("R12 the author's own approval stands for nothing", () => {
    const own = [verdict(2, "author")];
    expect(verdictsFor(2, own)[0]?.standing).toBe("own");
    expect(second(own).word).toBe("NOT APPROVED");
    expect(second(own).lacks.join()).toMatch(/author/);
  });

  test("R8.26 an approval stands for nothing while its giver's account is disabled, a rejection stands", () => {
    const gone = { ...verdict(2, "fay"), accountDisabled: true as const };
    expect(verdictsFor(2, [gone])[0]?.standing).toBe("disabled");
    expect(second([gone])).toMatchObject({ word: "NOT APPROVED" });
    expect(second([gone]).lacks.join()).toMatch(/fay, whose account is disabled/);
    const rejected = { ...verdict(2, "fay", "rejected"), accountDisabled: true as const };
    expect(second([verdict(2, "gus"), rejected]).word).toBe("REJECTED");
  });

  test("R8 a person's later word replaces the earlier one", () => {
    const words = [verdict(2, "fay", "rejected"), verdict(2, "fay")];
    expect(verdictsFor(2, words).map(({ standing }) => standing)).toEqual(["stands", "replaced"]);
    expect(second(words)).toEqual({ word: "APPROVED", lacks: [] });
  });

  test("R8 one rejection outweighs enough approvals, and says why", () => {
    const state = second([verdict(2, "fay"), verdict(2, "gus", "rejected")]);
    expect(state.word).toBe("REJECTED");
    expect(state.lacks.join()).toMatch(/gus/);
  });

  test("R8 a policy of two approvals lacks one after the first", () => {
    expect(second([verdict(2, "fay")], 2).lacks).toHaveLength(1);
    expect(second([verdict(2, "fay"), verdict(2, "gus")], 2).word).toBe("APPROVED");
  });
});

describe("the version to compare with", () => {
  test("R8 is the newest earlier one that was approved, whatever came between", () => {
    const words = [verdict(1, "fay"), verdict(2, "fay"), verdict(3, "fay", "rejected"), verdict(4, "author")];
    expect(lastApprovedBefore(5, words)).toBe(2);
    expect(lastApprovedBefore(2, words)).toBe(1);
    expect(lastApprovedBefore(1, words)).toBeNull();
  });
});
