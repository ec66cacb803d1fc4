import { describe, expect, it } from "vitest";
import { compareText } from "@/lib/runbook/compare-text";
import { foldRows } from "./fold-rows";

const lines = (count: number, changed: number | null) =>
  Array.from({ length: count }, (_, n) => (n + 1 === changed ? "another line" : `line ${n + 1}`)).join("\n");

describe("rows of a comparison", () => {
  it("keeps three lines around a difference and folds the rest away", () => {
    const groups = foldRows(compareText(lines(40, null), lines(40, 20)).rows);
    expect(groups.map(({ folded, rows }) => [folded, rows.length])).toEqual([
      [true, 16],
      [false, 7],
      [true, 17],
    ]);
  });

  it("loses no row, and folds no run that is shorter than its own line", () => {
    const { rows } = compareText(lines(10, null), lines(10, 5));
    const groups = foldRows(rows);
    expect(groups.flatMap((group) => group.rows)).toEqual(rows);
    expect(groups.filter(({ folded, rows: inside }) => folded && inside.length < 3)).toEqual([]);
  });
});
