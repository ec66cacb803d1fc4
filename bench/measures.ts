// What is measured and how good it has to be: ratios of the product to its floor in the same run.
import type { SessionResult } from "./session";

export interface Measure {
  id: "Q1" | "Q2" | "Q3" | "Q4";
  name: string;
  unit: string;
  digits: number;
  of(result: SessionResult): number;
  /** `most`: the ratio may be at most this; `least`: it must be at least this. */
  bound: "most" | "least";
  /** Target by number of watchers; other numbers are printed without a verdict. */
  targets: Readonly<Record<number, number>>;
}

/** Q3 has a target at this number, too; only the burst is measured there. */
export const burstOnlyWatchers = 20;

export const measures: readonly Measure[] = [
  {
    id: "Q1",
    name: "posted → last watcher, p50",
    unit: "ms",
    digits: 1,
    of: (result) => result.latencyP50,
    bound: "most",
    targets: { 1000: 1.15 },
  },
  {
    id: "Q1",
    name: "posted → last watcher, p95",
    unit: "ms",
    digits: 1,
    of: (result) => result.latencyP95,
    bound: "most",
    targets: { 1000: 1.1 },
  },
  {
    id: "Q2",
    name: "server CPU a command",
    unit: "ms",
    digits: 2,
    of: (result) => result.serverCpu,
    bound: "most",
    targets: { 1000: 1.2 },
  },
  {
    id: "Q2",
    name: "PostgreSQL CPU a command",
    unit: "ms",
    digits: 2,
    of: (result) => result.postgresCpu,
    bound: "most",
    targets: {},
  },
  {
    id: "Q3",
    name: "commands/s, 8 writers",
    unit: "/s",
    digits: 0,
    of: (result) => result.throughput,
    bound: "least",
    targets: { [burstOnlyWatchers]: 0.5, 1000: 0.8 },
  },
  {
    id: "Q4",
    name: "RSS a watcher",
    unit: "KB",
    digits: 1,
    of: (result) => result.rssPerWatcher / 1024,
    bound: "most",
    targets: { 1000: 1.5 },
  },
  {
    id: "Q4",
    name: "CPU to join",
    unit: "ms",
    digits: 2,
    of: (result) => result.joinCpu,
    bound: "most",
    targets: { 1000: 2.5 },
  },
];
