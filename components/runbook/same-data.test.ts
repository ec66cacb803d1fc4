import { describe, expect, it } from "vitest";
import { sameData } from "./same-data";

describe("sameData", () => {
  it("sees through copies, and any difference within them", () => {
    const phase = { id: "a", steps: [{ line: 3, after: [], offset: null }], names: new Map([["x", "X"]]) };
    expect(sameData(phase, structuredClone(phase))).toBe(true);
    expect(sameData(phase, { ...phase, steps: [{ line: 4, after: [], offset: null }] })).toBe(false);
    expect(sameData(phase, { ...phase, names: new Map([["x", "Y"]]) })).toBe(false);
    expect(sameData(phase, { ...phase, more: undefined })).toBe(false);
    expect(sameData([1], { 0: 1 })).toBe(false);
    expect(sameData(null, {})).toBe(false);
  });
});
