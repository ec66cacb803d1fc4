// Measures Q1-Q4, Q7 and Q10 of the product beside the floor, interleaved in one run, and prints each ratio next to its target.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleProcesses } from "./bundles";
import { type EvidenceResult, evidenceLines, measureEvidence } from "./evidence";
import { floorSide } from "./floor-side";
import { type ImportResult, importLine, measureImport } from "./import";
import { burstOnlyWatchers } from "./measures";
import { type BenchOptions, readOptions } from "./options";
import { loadAverage, openFilesLimit } from "./process-usage";
import { productSide } from "./product-side";
import { isDisturbed, measureRepeat } from "./repeats";
import { limitsOf, rowsOf, type Sessions, tableOf } from "./report";
import { stopAllServers } from "./server-process";
import type { SessionPlan } from "./session";
import { measureTyping, type TypingResult, typingLines } from "./typing";

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

interface Beside {
  evidence: EvidenceResult | null;
  imported: ImportResult | null;
  typing: TypingResult | null;
}

function writeJson(file: string, options: BenchOptions, all: Sessions[], beside: Beside) {
  mkdirSync(resolve(file, ".."), { recursive: true });
  const at = new Date().toISOString();
  writeFileSync(
    file,
    `${JSON.stringify({ at, options, rows: rowsOf(all), sessions: all, ...beside }, null, 2)}\n`,
  );
}

const resultsOf = ({ floor, product }: Sessions) => [...floor, ...product];

function printReport(all: Sessions[], { quick }: BenchOptions) {
  const rows = rowsOf(all);
  say(`\n${tableOf(rows)}\n\nWhile eight writers wrote:\n${limitsOf(all)}`);
  const results = all.flatMap(resultsOf);
  const disturbed = results.filter(isDisturbed).length;
  if (disturbed > 0)
    say(
      `\nOthers on this machine disturbed ${disturbed} of ${results.length} sessions: measure again when it is quiet.`,
    );
  if (quick) say("\nA quick run shows that the bench works; its numbers mean little.");
  const judged = rows.filter((row) => row.verdict !== "");
  const met = judged.filter((row) => row.verdict === "meets");
  if (judged.length > 0) say(`\n${met.length} of ${judged.length} targets met`);
}

/** True where every watcher got every event, in order. */
async function bench(options: BenchOptions, folder: string): Promise<boolean> {
  checkMachine(options);
  const imported = options.rows.includes("import") ? measureImport({ root, ...options }) : null;
  if (imported) say(importLine(imported));
  if (imported && options.rows.length === 1) {
    if (options.json) writeJson(options.json, options, [], { evidence: null, imported, typing: null });
    return true;
  }
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
  const commands = options.rows.includes("commands");
  const counts = commands ? [...new Set([burstOnlyWatchers, ...options.watchers])].sort((a, b) => a - b) : [];
  const all: Sessions[] = counts.map((watchers) => ({ watchers, floor: [], product: [] }));
  const giveUpAt = Date.now() + mostMinutes * 60_000;
  for (let repeat = 0; repeat < options.repeats; repeat += 1)
    for (const sessions of all) {
      if (Date.now() > giveUpAt) throw new Error(`The bench took over ${mostMinutes} minutes.`);
      await measureRepeat(sides, planFor(sessions.watchers, options, watcherProcess), sessions, {
        repeat,
        again: !options.quick,
      });
    }
  const evidence = options.rows.includes("evidence")
    ? await measureEvidence({ ...options, product: build.product(), folder, say })
    : null;
  const typing = options.rows.includes("typing")
    ? await measureTyping({ ...options, root, script: options.server, folder: join(folder, "typing"), say })
    : null;
  if (commands) printReport(all, options);
  if (evidence) say(`\n${evidenceLines(evidence)}`);
  if (typing) say(`\n${typingLines(typing)}`);
  if (options.json) writeJson(options.json, options, all, { evidence, imported, typing });
  return all.flatMap(resultsOf).every((one) => one.troubles.length === 0);
}

/** Below the system's folder for temporary files, and enterable for the user that PostgreSQL runs as. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hp-bench-"));
  chmodSync(folder, 0o711);
  return folder;
}

const folder = temporaryFolder();
// The watchers see our channel close and go by themselves.
async function endEarly(error?: unknown) {
  if (error instanceof Error) process.stderr.write(`${error.stack}\n`);
  await stopAllServers();
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => endEarly());
process.once("uncaughtException", endEarly);
// Whoever read our lines has gone (`| head`): nobody is left to measure for.
process.stdout.on("error", () => endEarly());
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
