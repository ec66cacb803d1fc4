import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineDifference, withContext } from "./line-difference";

const short = (before: string, after: string) =>
  lineDifference(before, after).map(
    ({ kind, text }) => `${{ same: " ", removed: "-", added: "+" }[kind]}${text}`,
  );

describe("lineDifference", () => {
  it("keeps what both have, and says which lines went and came", () => {
    expect(short("a\nb\nc\nd", "a\nx\nc\nd\ne")).toEqual([" a", "-b", "+x", " c", " d", "+e"]);
    expect(short("a\r\nb", "a\nb")).toEqual([" a", " b"]);
  });

  it("gives both texts back, whatever they are, with their line numbers", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "")).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = lineDifference(before, after);
        const side = (key: "before" | "after") => rows.filter((row) => row[key] !== null);
        expect(
          side("before")
            .map((row) => row.text)
            .join("\n"),
        ).toBe(before);
        expect(
          side("after")
            .map((row) => row.text)
            .join("\n"),
        ).toBe(after);
        expect(side("after").map((row) => row.after)).toEqual(side("after").map((_, index) => index + 1));
      }),
    );
  });

  it("ends soon on long texts that share nothing", () => {
    const long = (mark: string) => Array.from({ length: 30_000 }, (_, n) => `${mark}${n}`).join("\n");
    expect(lineDifference(long("a"), long("b"))).toHaveLength(60_000);
  });

  it("shows changes with the lines around them", () => {
    const before = Array.from({ length: 20 }, (_, n) => String(n)).join("\n");
    const rows = withContext(lineDifference(before, before.replace("\n10\n", "\nten\n")), 1);
    expect(rows.map((row) => row?.text ?? "…")).toEqual(["…", "9", "10", "ten", "11", "…"]);
    expect(withContext(lineDifference("a", "a"))).toEqual([null]);
  });
});
