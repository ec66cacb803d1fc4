import { describe, expect, it } from "vitest";
import { median, percentile } from "./statistics";

describe("statistics of the bench", () => {
  it("takes the middle value of an odd number of repeats, in any order", () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it("takes the mean of the two middle values of an even number", () => {
    expect(median([1, 2, 4, 100])).toBe(3);
  });

  it("sorts by number, not by text", () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  it("takes percentiles by nearest rank, so that each is a value that was measured", () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.95)).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
  });

  it("has no number for no values", () => {
    expect(median([])).toBeNaN();
    expect(percentile([], 0.5)).toBeNaN();
  });
});
