import { describe, expect, it } from "vitest";
import { createLog } from "../log";
import { DatabaseClock } from "./database-clock";
import type { Queryable } from "./event-log";

const HOUR = 3600_000;

function world() {
  const time = { database: Date.parse("2026-11-21T02:00:00.000Z"), steady: 1000, uptime: 5000 };
  // Only the clock's one query reaches this stand-in.
  const db = { query: async () => ({ rows: [{ ms: time.database }] }) } as unknown as Queryable;
  const clock = new DatabaseClock(db, createLog("silent"), {
    steady: () => time.steady,
    uptime: () => time.uptime,
  });
  const pass = (ms: number) => {
    time.database += ms;
    time.steady += ms;
    time.uptime += ms;
  };
  return { time, clock, pass };
}

describe("the database's clock", () => {
  it("counts on between two readings", async () => {
    const { time, clock, pass } = world();
    await clock.measure();
    pass(2500);
    expect(clock.now()).toBe(time.database);
    expect(clock.iso()).toBe("2026-11-21T02:00:02.500Z");
  });

  it("follows drift", async () => {
    const { time, clock, pass } = world();
    await clock.measure();
    pass(10_000);
    time.database += 300;
    await clock.measure();
    expect(clock.now()).toBe(time.database);
  });

  it.each([HOUR, -HOUR])("keeps its time when the clock jumps by %i ms", async (jump) => {
    const { time, clock, pass } = world();
    await clock.measure();
    const before = time.database;
    pass(1000);
    time.database += jump;
    await clock.measure();
    expect(clock.now()).toBe(before + 1000);
    pass(10_000);
    await clock.measure();
    expect(clock.now()).toBe(before + 11_000);
  });

  it("believes a jump that is explained by a machine that slept", async () => {
    const { time, clock, pass } = world();
    await clock.measure();
    pass(1000);
    time.database += HOUR;
    time.uptime += HOUR;
    await clock.measure();
    expect(clock.now()).toBe(time.database);
  });
});
