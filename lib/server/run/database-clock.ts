import { uptime } from "node:os";
import type { Log } from "../log";
import type { Queryable } from "./event-log";

/** The database's time, as this node knows it. Milliseconds since the epoch, or ISO 8601 UTC with milliseconds. */
export interface Clock {
  now(): number;
  iso(): string;
}

/** Sources that a test may replace: a clock that nobody can set, and one that also runs while the machine sleeps. */
interface Sources {
  steady(): number;
  uptime(): number;
}

const REAL: Sources = { steady: () => performance.now(), uptime: () => uptime() * 1000 };

/** A deviation that drift and a slow answer explain; it is followed silently. */
const DRIFT_MS = 1000;

/**
 * Follows the database's clock without asking it each time: it is read now and then, and in between a steady clock
 * counts on, so that setting this machine's clock changes nothing. A jump of the database's own clock is believed
 * only where as much time really passed, as after the machine slept; else the old time counts on, because clocks
 * that run and deadlines must neither fire early nor stand still.
 */
export class DatabaseClock implements Clock {
  private base = { database: Date.now(), steady: 0, uptime: 0 };
  private measured = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: Queryable,
    private readonly log: Log,
    private readonly sources: Sources = REAL,
  ) {
    this.base = { database: Date.now(), steady: sources.steady(), uptime: sources.uptime() };
  }

  now(): number {
    return Math.floor(this.base.database + this.sources.steady() - this.base.steady);
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Reads the database's clock once. */
  async measure(): Promise<void> {
    const before = this.sources.steady();
    const { rows } = await this.db.query<{ ms: number }>(
      "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms",
    );
    const after = this.sources.steady();
    const ms = rows[0]?.ms;
    if (ms !== undefined) this.take(ms, (before + after) / 2);
  }

  private take(database: number, steady: number): void {
    const expected = this.base.database + steady - this.base.steady;
    const jump = database - expected;
    const up = this.sources.uptime();
    const slept = up - this.base.uptime - (steady - this.base.steady);
    const explained = Math.abs(jump) < DRIFT_MS || Math.abs(jump - slept) < DRIFT_MS;
    if (!this.measured || explained) {
      this.base = { database, steady, uptime: up };
      this.measured = true;
      return;
    }
    this.log.warn({ jumpMs: Math.round(jump) }, "The database's clock jumped; this node keeps its time");
  }

  /** Measures, then again every `everyMs`. */
  async start(everyMs = 10_000): Promise<void> {
    await this.measure();
    this.timer = setInterval(() => {
      this.measure().catch((error: unknown) => this.log.debug({ err: error }, "The clock was not measured"));
    }, everyMs);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }
}
