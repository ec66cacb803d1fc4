import { IMPORT_LIMIT_MS, TOO_SLOW } from "@/lib/runbook/read-limits";
import { type ReadAnswer, type Reading, type ReadRequest, unread } from "./reading";

/** What a reader needs of the browser's `Worker`. */
export type ReadingWorker = Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">;

/** A worker's code has to come over the line first. */
const START_LIMIT_MS = 30_000;

const NO_WORKER = unread(
  "no-reader",
  "This browser could not start the reader of runbooks, so no structure is shown. Reload the page; your text is kept.",
);

/**
 * Reads texts in a worker, one at a time, so that typing never waits for the importer. One that takes longer than the
 * limit is killed with what it had in hand, and answered by a remark. Never rejects.
 */
export class ImportReader {
  private worker: Promise<ReadingWorker | null> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly start: () => ReadingWorker,
    private readonly limitMs = IMPORT_LIMIT_MS,
  ) {}

  read(bytes: Uint8Array<ArrayBuffer>): Promise<Reading> {
    const turn = this.last.then(() => this.readNow(bytes));
    this.last = turn;
    return turn;
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  private async readNow(bytes: Uint8Array<ArrayBuffer>): Promise<Reading> {
    if (this.closed) return NO_WORKER;
    this.worker ??= this.startUp();
    const worker = await this.worker;
    if (!worker) {
      this.worker = null;
      return NO_WORKER;
    }
    const asked = next(worker, this.limitMs);
    worker.postMessage({ bytes } satisfies ReadRequest);
    const answer = await asked;
    if (typeof answer === "object") return answer;
    this.drop();
    return answer === "late" ? { ok: false, diagnostic: TOO_SLOW } : NO_WORKER;
  }

  private async startUp(): Promise<ReadingWorker | null> {
    try {
      const worker = this.start();
      if ((await next(worker, START_LIMIT_MS)) === "ready") return worker;
      worker.terminate();
    } catch {
      // A browser without workers, or a policy against them: the caller says so.
    }
    return null;
  }

  private drop(): void {
    this.worker?.then((worker) => worker?.terminate());
    this.worker = null;
  }
}

/** The worker's next message, its failure, or that neither came in time. */
function next(worker: ReadingWorker, limitMs: number): Promise<ReadAnswer | "late" | "failed"> {
  return new Promise((resolve) => {
    const settle = (outcome: ReadAnswer | "late" | "failed") => {
      clearTimeout(timer);
      worker.onmessage = null;
      worker.onerror = null;
      resolve(outcome);
    };
    const timer = setTimeout(() => settle("late"), limitMs);
    worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => settle(data);
    worker.onerror = () => settle("failed");
  });
}
