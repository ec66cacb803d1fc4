// Measures Q1-Q4 of the product beside the floor, interleaved in one run, and prints each ratio next to its target.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleProcesses } from "./bundles";
import { floorSide } from "./floor-side";
import { burstOnlyWatchers } from "./measures";
import { type BenchOptions, readOptions } from "./options";
import { loadAverage, openFilesLimit } from "./process-usage";
import { productSide } from "./product-side";
import { limitsOf, rowsOf, type Sessions, tableOf } from "./report";
import { stopAllServers } from "./server-process";
import { measureSession, type SessionPlan } from "./session";
import type { Side } from "./side";

const root = fileURLToPath(new URL("..", import.meta.url));
const mostMinutes = 45;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Fails or warns before anything is started, where the machine cannot give honest numbers. */
function checkMachine({ watchers }: BenchOptions) {
  if (process.platform !== "linux") throw new Error("The bench reads /proc and needs Linux.");
  const needed = Math.max(...watchers) + 500;
  if (openFilesLimit() < needed)
    throw new Error(
      `A process may open ${openFilesLimit()} files here, and the server needs about ${needed}: raise it (ulimit -n ${needed}) or ask for fewer --watchers.`,
    );
  say(`${availableParallelism()} cores, Node ${process.versions.node}, load ${loadAverage().toFixed(2)}`);
  if (loadAverage() > 0.5) say("Something else is running on this machine: read these numbers with care.");
}

function planFor(watchers: number, options: BenchOptions, watcherBundle: string): SessionPlan {
  const spaced = watchers === burstOnlyWatchers ? 0 : options.spaced;
  return { watchers, spaced, burstMs: options.burstMs, watcherBundle };
}

async function measureRepeat(sides: Side[], plan: SessionPlan, sessions: Sessions, repeat: number) {
  // Whoever goes first meets a cooler machine: they take turns.
  const order = repeat % 2 === 0 ? sides : sides.toReversed();
  for (const side of order) {
    const result = await measureSession(side, plan);
    sessions[side.name].push(result);
    const q1 = plan.spaced > 0 ? `last watcher p50 ${result.latencyP50.toFixed(1)} ms, ` : "";
    say(
      `  ${plan.watchers} watchers, repeat ${repeat + 1}, ${side.name}: ${q1}${result.throughput.toFixed(0)} commands/s`,
    );
    for (const trouble of result.troubles) say(`    ! ${trouble}`);
  }
}

function writeJson(file: string, options: BenchOptions, all: Sessions[]) {
  mkdirSync(resolve(file, ".."), { recursive: true });
  const at = new Date().toISOString();
  writeFileSync(file, `${JSON.stringify({ at, options, rows: rowsOf(all), sessions: all }, null, 2)}\n`);
}

async function bench(options: BenchOptions, folder: string): Promise<boolean> {
  checkMachine(options);
  const { floorServer, watcherProcess } = await bundleProcesses(root);
  const build = {
    floor: () => floorSide({ root, folder: join(folder, "floor"), script: floorServer }),
    product: () =>
      productSide({
        root,
        folder: join(folder, "product"),
        script: options.server,
        profile: options.profile,
      }),
  };
  const sides = options.sides.map((name) => build[name]());
  const counts = [...new Set([burstOnlyWatchers, ...options.watchers])].sort((a, b) => a - b);
  const all: Sessions[] = counts.map((watchers) => ({ watchers, floor: [], product: [] }));
  const giveUpAt = Date.now() + mostMinutes * 60_000;
  for (let repeat = 0; repeat < options.repeats; repeat += 1)
    for (const sessions of all) {
      if (Date.now() > giveUpAt) throw new Error(`The bench took over ${mostMinutes} minutes.`);
      await measureRepeat(sides, planFor(sessions.watchers, options, watcherProcess), sessions, repeat);
    }
  const rows = rowsOf(all);
  say(`\n${tableOf(rows)}\n\nWhile eight writers wrote:\n${limitsOf(all)}`);
  if (options.quick) say("\nA quick run shows that the bench works; its numbers mean little.");
  const short = rows.filter((row) => row.verdict === "falls short");
  const judged = rows.filter((row) => row.verdict !== "");
  if (judged.length > 0) say(`\n${judged.length - short.length} of ${judged.length} targets met`);
  if (options.json) writeJson(options.json, options, all);
  return all.every((sessions) =>
    [...sessions.floor, ...sessions.product].every((one) => one.troubles.length === 0),
  );
}

/** Below the system's folder for temporary files, and enterable for the user that PostgreSQL runs as. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hp-bench-"));
  chmodSync(folder, 0o711);
  return folder;
}

const folder = temporaryFolder();
// The watchers see our channel close and go by themselves.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await stopAllServers();
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  });
try {
  const sound = await bench(readOptions(process.argv.slice(2)), folder);
  if (!sound)
    throw new Error("Some watchers had trouble (lines with !): the numbers above are not to be trusted.");
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\n${text.slice(0, 4_000)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
