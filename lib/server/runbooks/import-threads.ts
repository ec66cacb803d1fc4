import { Worker } from "node:worker_threads";
import type { RunbookDefinition } from "../../run/definition";
import { IMPORT_LIMIT_MS } from "../../runbook/read-limits";
import { importWorkerSource, type WorkerSource } from "./worker-source";

const START_LIMIT_MS = 20_000;
const AT_ONCE = 2;

export type ThreadAnswer = { definition: RunbookDefinition } | "too-slow";

interface Options {
  limitMs?: number;
  source?: () => Promise<WorkerSource>;
}

/** The next message of a worker, its failure, or `too-slow`. */
function nextMessage(worker: Worker, limitMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => resolve("too-slow")), limitMs);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      worker.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit");
      // A worker that is killed or fails later, while nobody waits for it, must not end the process.
      worker.on("error", () => {});
      finish();
    };
    worker.on("message", (message: unknown) => settle(() => resolve(message)));
    worker.on("error", (error) => settle(() => reject(error)));
    worker.on("exit", (code) => settle(() => reject(new Error(`the import thread ended with code ${code}`))));
  });
}

/** A text that needs more memory than a thread may have is one that cannot be read, and no defect of ours. */
const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

/** Parser's edge: the thread runs our own importer, and its answer is a structured clone of what that gave. */
function isAnswer(message: unknown): message is { definition: RunbookDefinition } {
  return typeof message === "object" && message !== null && "definition" in message;
}

/**
 * Threads that import Markdown: at most two at work, one kept warm, and one that takes longer than the limit is killed
 * with what it had in hand.
 */
export class ImportThreads {
  private readonly limitMs: number;
  private readonly source: () => Promise<WorkerSource>;
  private idle: Worker | null = null;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor({ limitMs = IMPORT_LIMIT_MS, source = () => importWorkerSource() }: Options = {}) {
    this.limitMs = limitMs;
    this.source = source;
  }

  async import(text: string, sha256: string): Promise<ThreadAnswer> {
    if (this.running >= AT_ONCE) await new Promise<void>((go) => this.waiting.push(go));
    else this.running += 1;
    try {
      return await this.runOne(text, sha256);
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private async runOne(text: string, sha256: string): Promise<ThreadAnswer> {
    const worker = this.idle ?? (await this.start());
    this.idle = null;
    worker.ref();
    let answer: unknown;
    try {
      worker.postMessage({ text, sha256 });
      answer = await nextMessage(worker, this.limitMs);
    } catch (error) {
      void worker.terminate();
      if (isOutOfMemory(error)) return "too-slow";
      throw error;
    }
    if (!isAnswer(answer)) {
      void worker.terminate();
      return "too-slow";
    }
    this.keep(worker);
    return answer;
  }

  private keep(worker: Worker): void {
    if (this.idle) {
      void worker.terminate();
      return;
    }
    worker.unref();
    worker.once("exit", () => {
      if (this.idle === worker) this.idle = null;
    });
    this.idle = worker;
  }

  private async start(): Promise<Worker> {
    const source = await this.source();
    const options = { resourceLimits: { maxOldGenerationSizeMb: 256 } };
    const worker =
      "file" in source
        ? new Worker(source.file, options)
        : new Worker(source.program, { ...options, eval: true });
    const first = await nextMessage(worker, START_LIMIT_MS);
    if (first === "ready") return worker;
    void worker.terminate();
    throw new Error("the import thread did not start");
  }

  async close(): Promise<void> {
    const worker = this.idle;
    this.idle = null;
    await worker?.terminate();
  }
}
