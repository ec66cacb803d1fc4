import pg from "pg";
import { connectionSettings } from "../db";
import type { Log } from "../log";

/** Class of the advisory locks that say that a worker lives. */
const LOCK_CLASS = 72_707_370;

const SWEEP_EVERY_MS = 1_000;

/** Jobs without a living worker. A worker takes its lock before a second has passed; younger ones are left alone. */
const ORPHANS = `SELECT w.worker FROM (
    SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs
    WHERE locked_by IS NOT NULL AND locked_at < now() - interval '1 second' AND locked_by <> ALL ($2::text[])
    OFFSET 0) w
  WHERE pg_try_advisory_xact_lock($1, hashtext(w.worker))`;

const UNLOCK = `SELECT graphile_worker.force_unlock_workers($1::text[]), pg_notify('jobs:insert', '{"count":8}')`;

/** A waiting delivery always has a job that can still run: what has none, gets one; what has used up its own, is over. */
const ADOPT = `SELECT holdpoint_add_delivery_job(d.id, d."channelId") FROM delivery d
  WHERE d.status = 'waiting' AND d."createdAt" < now() - interval '2 seconds'
    AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = d.id::text)`;

const EXHAUSTED = `UPDATE delivery d SET status = 'given-up', attempts = j.attempts, "settledAt" = now(),
    "lastError" = COALESCE(d."lastError", j.last_error)
  FROM graphile_worker.jobs j
  WHERE d.status = 'waiting' AND j.key = d.id::text AND j.attempts >= j.max_attempts AND j.locked_by IS NULL`;

/**
 * Which workers live: each holds an advisory lock on this connection, which the database lets go the moment the node
 * dies. Every node looks for jobs whose worker's lock is gone, and gives them free at once.
 */
export class LivingWorkers {
  private client: pg.Client | null = null;
  private readonly own = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private busy = false;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    await this.connect();
    this.tick();
    this.timer = setInterval(() => this.tick(), SWEEP_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.sweeping;
    await this.client?.end().catch(() => {});
  }

  /** From now on this worker lives, until it is released or the node ends. */
  hold(worker: string): void {
    this.own.add(worker);
    this.lock(worker).catch(() => this.lost());
  }

  /** It has ended while the node goes on: what it left locked is anybody's. */
  release(worker: string): void {
    if (!this.own.delete(worker)) return;
    const unlock = "SELECT pg_advisory_unlock($1, hashtext($2))";
    this.client?.query(unlock, [LOCK_CLASS, worker]).catch(() => this.lost());
  }

  private async lock(worker: string): Promise<void> {
    await this.client?.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_CLASS, worker]);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      ...connectionSettings(this.url),
      application_name: "holdpoint deliveries",
    });
    client.on("error", () => this.lost());
    await client.connect();
    this.client = client;
    for (const worker of this.own) await this.lock(worker);
  }

  /** The next sweep connects anew. Meanwhile others may take up what runs here, and deliver it twice. */
  private lost(): void {
    const client = this.client;
    this.client = null;
    client?.end().catch(() => {});
  }

  private tick(): void {
    if (this.busy) return;
    this.busy = true;
    this.sweeping = this.sweep()
      .catch((error: unknown) => {
        this.log.debug({ err: error }, "Deliveries were not swept");
        this.lost();
      })
      .finally(() => {
        this.busy = false;
      });
  }

  /** One look; `tick` calls it. */
  async sweep(): Promise<void> {
    if (!this.client) await this.connect();
    const { client } = this;
    if (!client) return;
    const { rows } = await client.query<{ worker: string }>(ORPHANS, [LOCK_CLASS, [...this.own]]);
    if (rows.length > 0) {
      const workers = rows.map(({ worker }) => worker);
      await client.query(UNLOCK, [workers]);
      this.log.info({ workers }, "Deliveries of workers that are gone were taken up");
    }
    await client.query(EXHAUSTED);
    await client.query(ADOPT);
  }
}
