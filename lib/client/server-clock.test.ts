import { describe, expect, it } from "vitest";
import { clockOffset, ServerClock } from "./server-clock";

describe("the server's clock on this machine", () => {
  it("trusts the quickest round trip, not the latest", () => {
    const quick = { sentAt: 1_000, serverTime: 61_010, receivedAt: 1_020 };
    const slow = { sentAt: 2_000, serverTime: 63_900, receivedAt: 4_000 };
    expect(clockOffset([quick, slow])).toBe(60_000);
  });

  it("counts on from the time of the page until the first round trip", () => {
    let local = 5_000;
    const clock = new ServerClock("2026-11-22T01:00:00.000Z", () => local);
    local += 1_500;
    expect(clock.nowIso()).toBe("2026-11-22T01:00:01.500Z");
  });

  it("F9 follows at once when a machine's clock jumps by an hour", () => {
    let local = 1_000_000;
    const clock = new ServerClock(new Date(1_000_000).toISOString(), () => local);
    clock.add({ sentAt: 1_000_000, serverTime: 1_000_010, receivedAt: 1_000_020 });
    local += 3_600_000;
    clock.add({ sentAt: local, serverTime: 1_000_040, receivedAt: local + 60 });
    expect(Math.abs(clock.now() - 1_000_010)).toBeLessThan(50);
  });

  it("ignores an answer that makes no sense", () => {
    const clock = new ServerClock("2026-11-22T01:00:00.000Z", () => 0);
    clock.add({ sentAt: 0, serverTime: Number.NaN, receivedAt: 10 });
    expect(clock.nowIso()).toBe("2026-11-22T01:00:00.000Z");
  });
});
