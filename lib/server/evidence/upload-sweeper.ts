import type { Database } from "../db";
import type { Log } from "../log";
import { discardUpload, staleUploads } from "./upload-rows";

const EVERY_MS = 3_600_000;

/** Uploads in one look; the rest goes in the next, which follows at once. */
const AT_ONCE = 50;

/** Clears away what interrupted uploads left behind, on any node: at the start and every hour. */
export class UploadSweeper {
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly context: { db: Database; log: Log }) {}

  start(): void {
    this.run();
    this.timer = setInterval(() => this.run(), EVERY_MS);
    this.timer.unref();
  }

  private run(): void {
    const { log } = this.context;
    this.sweeping = this.sweep().catch((error: unknown) => {
      log.warn({ err: error }, "Abandoned uploads could not be swept; the next look is in an hour");
    });
  }

  /** Two nodes that sweep the same upload do it no harm: each deletes what the other has left. */
  async sweep(): Promise<void> {
    const { pool } = this.context.db;
    for (let found = AT_ONCE; found === AT_ONCE && !this.stopped; ) {
      const stale = await staleUploads(pool, AT_ONCE);
      for (const id of stale) if (!this.stopped) await discardUpload(pool, id);
      found = stale.length;
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.sweeping;
  }
}
