import { describe, expect, it } from "vitest";
import { sizeText, suggestName } from "./evidence-name";
import { expiryText } from "./expiry-text";

describe("the name that a file is suggested", () => {
  const owed = ["smoke.log", "restore.log", "row-counts.csv"];

  it("is the one that is asked for, however it is cased", () => {
    expect(suggestName("SMOKE.LOG", owed)).toBe("smoke.log");
  });

  it("is the likeliest of those that are asked for, by the words they share", () => {
    expect(suggestName("go_live_smoke-2026-11-22.log", owed)).toBe("smoke.log");
    expect(suggestName("row_counts_final.xlsx", owed)).toBe("row-counts.csv");
  });

  it("is the nearest where two are as likely: what the open step asks for comes first", () => {
    expect(suggestName("restore-smoke.log", ["restore.log", "smoke.log"])).toBe("restore.log");
    expect(suggestName("restore-smoke.log", ["smoke.log", "restore.log"])).toBe("smoke.log");
  });

  it("is the only one that the open step still asks for, where nothing is alike", () => {
    expect(suggestName("image.png", owed, ["smoke.log"])).toBe("smoke.log");
    expect(suggestName("image.png", owed, ["smoke.log", "restore.log"])).toBe("image.png");
  });

  it("is the file's own where nothing speaks for another", () => {
    expect(suggestName("image.png", owed)).toBe("image.png");
    expect(suggestName(".env", owed)).toBe(".env");
  });
});

describe("sizes and expiries", () => {
  it("are told in the unit that people say", () => {
    expect([0, 999, 1_000, 1_440_000, 512_000_000, 2_100_000_000].map(sizeText)).toEqual([
      "0 B",
      "999 B",
      "1 kB",
      "1.4 MB",
      "512 MB",
      "2.1 GB",
    ]);
  });

  it("R11 count down to nothing, and say so", () => {
    const minute = 60_000;
    expect([-1, 1, 89 * minute, 5 * 60 * minute, 72 * 60 * minute].map(expiryText)).toEqual([
      "lapsed",
      "lapses in 1 min",
      "lapses in 89 min",
      "lapses in 5 h",
      "lapses in 3 d",
    ]);
  });
});
