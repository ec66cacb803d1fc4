import { describe, expect, it } from "vitest";
import { barPlace, place, ticks } from "./gantt-scale";

const hour = 3_600_000;
const scale = { from: 0, to: 2 * hour };
const at = (ms: number) => new Date(ms).toISOString();

describe("the chart's scale", () => {
  it("puts an instant by its share of the time, and never outside", () => {
    expect([0, hour, 3 * hour, -hour].map((ms) => place(scale, ms))).toEqual([0, 50, 100, 0]);
  });

  it("draws a bar between two moments, to the open end where one is unknown, and none where nothing is known", () => {
    expect(barPlace(scale, { start: at(0), end: at(hour) })).toEqual({ left: 0, width: 50 });
    expect(barPlace(scale, { start: at(hour), end: null }, 1.5 * hour)).toEqual({ left: 50, width: 25 });
    expect(barPlace(scale, { start: at(hour), end: null })).toBeNull();
    expect(barPlace(scale, { start: null, end: at(hour) })).toBeNull();
  });

  it("gives a moment without length a bar that can be seen", () => {
    expect(barPlace(scale, { start: at(hour), end: at(hour) })?.width).toBeGreaterThan(0);
  });

  it("marks full units, and no more of them than fit", () => {
    expect(ticks({ from: 1, to: 2 * hour }, 8)).toEqual(
      [15, 30, 45, 60, 75, 90, 105, 120].map((m) => m * 60_000),
    );
    expect(ticks({ from: 0, to: 72 * hour }, 6).length).toBeLessThanOrEqual(7);
  });
});
