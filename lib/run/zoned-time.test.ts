import { describe, expect, it } from "vitest";
import { lastTimeAt, zonedTime } from "./zoned-time";

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const at = (text: string) => Date.parse(text);

describe("a time of day in the run's zone", () => {
  it("T.1 is the one that has just passed", () => {
    expect(iso(lastTimeAt(2, 14, 0, "Europe/Vienna", at("2026-11-22T01:20:00Z")))).toBe(
      "2026-11-22T01:14:00.000Z",
    );
  });

  it("T.1 is yesterday's where today's has not come yet", () => {
    expect(iso(lastTimeAt(23, 50, 0, "Europe/Vienna", at("2026-11-21T23:10:00Z")))).toBe(
      "2026-11-21T22:50:00.000Z",
    );
  });

  it("T.1 is the later one that has passed where the clocks show an hour twice", () => {
    expect(iso(lastTimeAt(2, 30, 0, "Europe/Vienna", at("2026-10-25T00:45:00Z")))).toBe(
      "2026-10-25T00:30:00.000Z",
    );
    expect(iso(lastTimeAt(2, 30, 0, "Europe/Vienna", at("2026-10-25T01:45:00Z")))).toBe(
      "2026-10-25T01:30:00.000Z",
    );
  });

  it("T.1 is the day before where the clocks skip the hour", () => {
    expect(iso(lastTimeAt(2, 30, 0, "Europe/Vienna", at("2026-03-29T02:00:00Z")))).toBe(
      "2026-03-28T01:30:00.000Z",
    );
  });

  it("T.1 knows zones with half hours", () => {
    expect(zonedTime(at("2026-11-22T00:00:00Z"), "Asia/Kolkata")).toMatchObject({
      day: 22,
      hour: 5,
      minute: 30,
    });
  });
});
