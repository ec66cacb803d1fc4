import { describe, expect, it } from "vitest";
import { parseEntry } from "./parse-entry";

const now = Date.parse("2026-11-22T01:20:00Z");
const parse = (line: string) => parseEntry(line, "Europe/Vienna", now);

describe("a line in the composer", () => {
  it("is a note as it stands, line breaks included", () => {
    expect(parse("  first\nsecond ")).toEqual({
      ok: true,
      text: "first\nsecond",
      kind: "note",
      occurredAt: null,
    });
  });

  it("T.4 is dated back by /at, in the run's zone", () => {
    expect(parse("/at 02:14 snapshot done")).toEqual({
      ok: true,
      text: "snapshot done",
      kind: "note",
      occurredAt: "2026-11-22T01:14:00.000Z",
    });
  });

  it("takes a kind and a time in either order", () => {
    const expected = {
      ok: true,
      text: "freeze lifted",
      kind: "decision",
      occurredAt: "2026-11-22T01:14:00.000Z",
    };
    expect(parse("/decision /at 2:14 freeze lifted")).toEqual(expected);
    expect(parse("/at 2:14 /decision freeze lifted")).toEqual(expected);
  });

  it("is not logged as text when its time cannot be read", () => {
    expect(parse("/at 25:00 x").ok).toBe(false);
    expect(parse("/at noon x").ok).toBe(false);
  });

  it("needs something to say", () => {
    expect(parse("   ").ok).toBe(false);
    expect(parse("/at 02:14").ok).toBe(false);
  });

  it("keeps a path that begins with a slash", () => {
    expect(parse("/var/log is full")).toMatchObject({ ok: true, text: "/var/log is full" });
  });
});
