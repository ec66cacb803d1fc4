import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Change } from "../lib/run/amendment-state";
import type { TranscriptComparison } from "../lib/run/compare/compare-transcripts";
import type { RunbookDefinition } from "../lib/run/definition";
import { IMPORT_LIMIT_MS } from "../lib/runbook/read-limits";

/** A text with the structure that was taken from it. */
export interface ImportedText {
  text: string;
  definition: RunbookDefinition;
}

/** What the thread is asked for; for `transcript`, `before` is the runbook and `after` its checklist. */
export type Work =
  | { kind: "import"; text: string; sha256: string }
  | { kind: "compare" | "transcript"; before: ImportedText; after: ImportedText };

/** Megabytes that the thread may take; more is a text that explodes. */
const MOST_MEMORY = { maxOldGenerationSizeMb: 384, stackSizeMb: 4 };

/** Time to load the importer, before its own limit counts. */
const START_LIMIT_MS = 10_000;

/** In the product the worker's bundle lies beside ours; in a checkout its source lies beside this file. */
async function startWorker(): Promise<Worker> {
  const built = new URL("./holdpoint-import.js", import.meta.url);
  if (existsSync(built)) return new Worker(built, { resourceLimits: MOST_MEMORY });
  const { build } = await import("esbuild");
  const entryPoints = [fileURLToPath(new URL("./import-worker.ts", import.meta.url))];
  const options = {
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
  } as const;
  const { outputFiles } = await build({ entryPoints, ...options });
  return new Worker(outputFiles[0]?.text ?? "", { eval: true, resourceLimits: MOST_MEMORY });
}

/** Imports and compares in a thread that is ended at its limit, with whatever it has in hand. */
export class ImportThread {
  private worker: Worker | null = null;

  constructor(private readonly limitMs = IMPORT_LIMIT_MS) {}

  private async started(): Promise<Worker> {
    if (this.worker) return this.worker;
    const worker = await startWorker();
    // A worker that ends while nobody waits for it must not end the process.
    worker.on("error", () => {});
    this.worker = worker;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, START_LIMIT_MS);
      worker.once("online", () => {
        clearTimeout(timer);
        resolve();
      });
    });
    return worker;
  }

  private async ask(work: Work): Promise<unknown> {
    const worker = await this.started();
    const answer = await new Promise<unknown>((resolve) => {
      const timer = setTimeout(() => settle("too-slow"), this.limitMs);
      const settle = (value: unknown) => {
        clearTimeout(timer);
        worker.removeAllListeners("message").removeAllListeners("exit");
        resolve(value);
      };
      worker.once("message", settle);
      // It ran out of memory or stack.
      worker.once("exit", () => settle("too-slow"));
      worker.postMessage(work);
    });
    if (answer === "too-slow") await this.close();
    return answer;
  }

  /** Null where the text takes too long, or too much memory. */
  async import(text: string, sha256: string): Promise<RunbookDefinition | null> {
    const answer = await this.ask({ kind: "import", text, sha256 });
    // The thread runs our own code, and its answer is a structured clone of what that gave.
    return answer === "too-slow" ? null : (answer as RunbookDefinition);
  }

  /** What differs in meaning. Null as for `import`. */
  async compare(before: ImportedText, after: ImportedText): Promise<Change[] | null> {
    const answer = await this.ask({ kind: "compare", before, after });
    return answer === "too-slow" ? null : (answer as Change[]);
  }

  /** A checklist held against its runbook. Null as for `import`. */
  async compareTranscripts(
    runbook: ImportedText,
    checklist: ImportedText,
  ): Promise<TranscriptComparison | null> {
    const answer = await this.ask({ kind: "transcript", before: runbook, after: checklist });
    return answer === "too-slow" ? null : (answer as TranscriptComparison);
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = null;
    await worker?.terminate();
  }
}
