import { describe, expect, it } from "vitest";
import { limitOf, rowsOf, type Sessions, tableOf } from "./report";
import type { SessionResult } from "./session";

const shares = { server: 0.9, postgres: 0.1, watchers: 0.8, bench: 0.1 };

function result(change: Partial<SessionResult>): SessionResult {
  return {
    latencyP50: 20,
    latencyP95: 30,
    answerP50: 5,
    serverCpu: 10,
    postgresCpu: 1,
    throughput: 100,
    burstServerCpu: 9,
    shares,
    rssPerWatcher: 16 * 1024,
    joinCpu: 0.5,
    idleRss: 1e8,
    others: 0,
    troubles: [],
    ...change,
  };
}

function sessions(watchers: number, product: Partial<SessionResult>): Sessions {
  return { watchers, floor: [result({})], product: [result(product)] };
}

const rowNamed = (all: Sessions[], name: string) => rowsOf(all).find((row) => row.name.startsWith(name));

describe("report of the bench", () => {
  it("Q1 meets its target at the bound and falls short just above it", () => {
    expect(rowNamed([sessions(1000, { latencyP50: 23 })], "posted → last watcher, p50")?.verdict).toBe(
      "meets",
    );
    expect(rowNamed([sessions(1000, { latencyP50: 23.1 })], "posted → last watcher, p50")?.verdict).toBe(
      "falls short",
    );
  });

  it("Q3 wants more, not less, and asks less of few watchers", () => {
    expect(rowNamed([sessions(1000, { throughput: 79 })], "commands/s")?.verdict).toBe("falls short");
    expect(rowNamed([sessions(20, { throughput: 50 })], "commands/s")?.verdict).toBe("meets");
  });

  it("gives no verdict where quality.md sets no target", () => {
    const row = rowNamed([sessions(200, { latencyP50: 500 })], "posted → last watcher, p50");
    expect(row).toMatchObject({ ratio: 25, target: "", verdict: "" });
  });

  it("gives no verdict without a floor to hold the product against", () => {
    const alone: Sessions = { watchers: 1000, floor: [], product: [result({})] };
    expect(rowsOf([alone]).every((row) => row.verdict === "")).toBe(true);
  });

  it("compares medians and shows how far single pairs of repeats lie apart", () => {
    const all: Sessions = {
      watchers: 1000,
      floor: [result({ serverCpu: 10 }), result({ serverCpu: 10 }), result({ serverCpu: 20 })],
      product: [result({ serverCpu: 12 }), result({ serverCpu: 30 }), result({ serverCpu: 10 })],
    };
    expect(rowNamed([all], "server CPU")).toMatchObject({ ratio: 1.2, range: [0.5, 3], verdict: "meets" });
  });

  it("prints a line for each row with its target beside it", () => {
    const lines = tableOf(rowsOf([sessions(1000, {})])).split("\n");
    expect(lines).toHaveLength(8);
    expect(lines[1]).toMatch(/^Q1 .* 1000 +20\.0 ms +20\.0 ms +1\.00× .* ≤ 1\.15× +meets$/);
  });

  it("names the server's thread as the limit when it is full, else the machine, else the waiting", () => {
    expect(limitOf(shares, 2)).toContain("one thread");
    expect(limitOf({ ...shares, server: 0.7, bench: 0.3 }, 2)).toContain("machine is full");
    expect(limitOf({ server: 0.3, postgres: 0.2, watchers: 0.1, bench: 0.2 }, 2)).toContain("waited for");
  });
});
