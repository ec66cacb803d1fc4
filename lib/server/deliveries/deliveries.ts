import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, type Runner, run, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { z } from "zod";
import { connectionSettings } from "../db";
import { type DeliveryServices, deliver } from "./deliver";
import { LivingWorkers } from "./living-workers";

/** Deliveries at once on a node; a channel has one at a time. */
const WORKERS = 6;

/** One connection listens, two fetch and settle jobs. */
const CONNECTIONS = 3;

/** How long a delivery may go on after a stop was asked for, before it is broken off and left to its next attempt. */
const ABORT_AFTER_MS = 2_000;

const START_AGAIN_MS = 1_000;

const payloadSchema = z.object({ deliveryId: z.uuid() });

/** The node's part in delivering: graphile-worker's jobs, and the watch over workers of nodes that are gone. */
export class Deliveries {
  private readonly living: LivingWorkers;
  private readonly pool: pg.Pool;
  private runner: Runner | null = null;
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private worker: string | null = null;

  constructor(private readonly services: DeliveryServices) {
    const { db, log } = services;
    this.living = new LivingWorkers(db.url, log);
    this.pool = new pg.Pool({ ...connectionSettings(db.url), max: CONNECTIONS });
    this.pool.on("connect", (client) => client.on("error", () => {}));
    this.pool.on("error", () => {});
  }

  /** Comes up by itself, again and again where the database is away. */
  start(): void {
    this.running = this.keepRunning();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.runner?.stop().catch(() => {});
    await this.running;
    await this.living.stop();
    await this.pool.end();
  }

  private async keepRunning(): Promise<void> {
    let living = false;
    while (!this.stopping) {
      try {
        if (!living) await this.living.start();
        living = true;
        this.runner = await this.startRunner();
        if (this.stopping) await this.runner.stop();
        await this.runner.promise;
      } catch (error) {
        this.services.log.warn({ err: error }, "Deliveries rest, and are taken up again in a moment");
      }
      if (this.worker) this.living.release(this.worker);
      if (!this.stopping) await pause(START_AGAIN_MS, undefined, { ref: false });
    }
  }

  private startRunner(): Promise<Runner> {
    const events: WorkerEvents = new EventEmitter();
    events.on("pool:create", ({ workerPool }) => {
      this.worker = workerPool.id;
      this.living.hold(workerPool.id);
    });
    return run({
      pgPool: this.pool,
      concurrency: WORKERS,
      noHandleSignals: true,
      parsedCronItems: [],
      events,
      logger: this.logger(),
      preset: { worker: { gracefulShutdownAbortTimeout: ABORT_AFTER_MS } },
      taskList: {
        deliver: async (payload, { job, abortSignal }) => {
          const { deliveryId } = payloadSchema.parse(payload);
          const last = job.attempts >= job.max_attempts;
          await deliver(this.services, deliveryId, { number: job.attempts, last, signal: abortSignal });
        },
      },
    });
  }

  private logger(): Logger {
    const { log } = this.services;
    return new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ from: "graphile-worker" }, message);
      else log.trace({ from: "graphile-worker" }, message);
    });
  }
}
