import { describe, expect, it } from "vitest";
import { localValue, resolveLocal } from "./local-time";

describe("a local time in a zone", () => {
  it("is one instant on an ordinary night", () => {
    expect(resolveLocal("2026-11-22T02:15", "Europe/Berlin")).toEqual({
      kind: "one",
      iso: "2026-11-22T01:15:00.000Z",
    });
    expect(resolveLocal("2026-07-01T02:15", "America/New_York")).toEqual({
      kind: "one",
      iso: "2026-07-01T06:15:00.000Z",
    });
    expect(resolveLocal("2026-07-01T02:15", "Asia/Kolkata")).toEqual({
      kind: "one",
      iso: "2026-06-30T20:45:00.000Z",
    });
  });

  it("is two instants in the hour that a clock change repeats, the earlier first", () => {
    expect(resolveLocal("2026-10-25T02:30", "Europe/Berlin")).toEqual({
      kind: "two",
      first: "2026-10-25T00:30:00.000Z",
      second: "2026-10-25T01:30:00.000Z",
    });
  });

  it("is none in the hour that a clock change skips, and says what the clocks show instead", () => {
    expect(resolveLocal("2026-03-29T02:30", "Europe/Berlin")).toEqual({
      kind: "none",
      shown: "2026-03-29T03:30",
    });
    expect(resolveLocal("2026-03-08T02:30", "America/New_York")).toEqual({
      kind: "none",
      shown: "2026-03-08T03:30",
    });
  });

  it("is unique right before and right after a change", () => {
    expect(resolveLocal("2026-10-25T01:59", "Europe/Berlin").kind).toBe("one");
    expect(resolveLocal("2026-10-25T03:00", "Europe/Berlin").kind).toBe("one");
    expect(resolveLocal("2026-03-29T03:00", "Europe/Berlin")).toEqual({
      kind: "one",
      iso: "2026-03-29T01:00:00.000Z",
    });
  });

  it("knows a change of half an hour", () => {
    expect(resolveLocal("2026-04-05T01:45", "Australia/Lord_Howe").kind).toBe("two");
  });

  it("is refused when it is no date", () => {
    expect(resolveLocal("2026-02-30T10:00", "UTC")).toEqual({ kind: "invalid" });
    expect(resolveLocal("tomorrow", "UTC")).toEqual({ kind: "invalid" });
    expect(resolveLocal("", "UTC")).toEqual({ kind: "empty" });
  });

  it("reads back what was written", () => {
    for (const zone of ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham"]) {
      const iso = "2026-06-15T10:20:00.000Z";
      expect(resolveLocal(localValue(Date.parse(iso), zone), zone)).toEqual({ kind: "one", iso });
    }
  });
});
