import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareText, type TextRow } from "./compare-text";

const textOf = (rows: readonly TextRow[], side: "before" | "after") =>
  rows.flatMap((row) => (row[side] ? [row[side].pieces.map(({ text }) => text).join("")] : [])).join("\n");

describe("two texts line by line", () => {
  it("marks the words that differ within a line, and keeps the line numbers of both", () => {
    const { rows, removed, added } = compareText(
      "a\nrun alembic upgrade head\nz",
      "a\nnew\nrun alembic upgrade 42\nz",
    );
    expect(rows.map(({ kind, before, after }) => [kind, before?.line ?? null, after?.line ?? null])).toEqual([
      ["same", 1, 1],
      ["added", null, 2],
      ["changed", 2, 3],
      ["same", 3, 4],
    ]);
    const changed = rows.find(({ kind }) => kind === "changed");
    expect(changed?.before?.pieces.filter((piece) => piece.changed)).toEqual([
      { text: "head", changed: true },
    ]);
    expect(changed?.after?.pieces.filter((piece) => piece.changed)).toEqual([{ text: "42", changed: true }]);
    expect([removed, added]).toEqual([1, 2]);
  });

  it("holds no line end against a text", () => {
    expect(compareText("a\r\nb\r\n", "a\nb").rows.every(({ kind }) => kind === "same")).toBe(true);
  });

  it("loses no line of either text, whatever they are", () => {
    const line = fc.constantFrom("", "a", "b", "a b c", "a x c", "| t | u |", "```");
    const text = fc.array(line, { maxLength: 30 }).map((lines) => `${lines.join("\n")}.`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { rows } = compareText(before, after);
        expect(textOf(rows, "before")).toBe(before);
        expect(textOf(rows, "after")).toBe(after);
      }),
    );
  });

  it("answers for two large texts that share nothing", () => {
    const lines = (word: string) => Array.from({ length: 20_000 }, (_, n) => `${word} ${n}`).join("\n");
    const { rows, coarse } = compareText(lines("a"), lines("b"));
    expect(coarse).toBe(true);
    expect(rows).toHaveLength(40_000);
  }, 20_000);
});
