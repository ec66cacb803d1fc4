import { join } from "node:path";
import { asStartError } from "./database-refusal";
import { createDatabase, type Database } from "./db";
import { Deliveries } from "./deliveries/deliveries";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";
import type { Env } from "./env";
import { UploadSweeper } from "./evidence/upload-sweeper";
import { createLog, type Log } from "./log";
import { createMetrics, type Metrics } from "./metrics";
import { migrate } from "./migrate";
import { LogListener } from "./realtime/log-listener";
import { Presence } from "./realtime/presence";
import type { WaitingCommand } from "./run/command-request";
import { DatabaseClock } from "./run/database-clock";
import { RunQueues } from "./run/run-queues";
import { StateCache } from "./run/state-cache";
import { Timers } from "./timers";

/** Everything a node has that lives as long as it does. */
export interface Services {
  env: Env;
  log: Log;
  metrics: Metrics;
  db: Database;
  clock: DatabaseClock;
  runs: { states: StateCache; queues: RunQueues<WaitingCommand> };
  listener: LogListener;
  /** Who is there, on this node and by the word of the others. */
  presence: Presence;
  timers: Timers;
  /** Word to channels; rests where a test stops it. */
  deliveries: Deliveries;
  /** False from the moment a stop was asked for. */
  readonly accepting: boolean;
  /** Whether this node should get traffic: it accepts, the database answers, the listener is less than 2 s behind. */
  ready(): Promise<{ ready: boolean; reason: string | null }>;
  /** Work for the stop, done after `accepting` turned false and before the queues are drained: goodbyes. */
  onStop(work: () => Promise<void>): void;
  /** Not ready → goodbyes → queues drained → listener, pools and the embedded database closed; within 10 s. */
  stop(): Promise<void>;
}

const STOP_LIMIT_MS = 9000;
const MIGRATIONS = join("prisma", "migrations");

async function openDatabase(env: Env, log: Log): Promise<{ url: string; embedded: EmbeddedPostgres | null }> {
  if (env.databaseUrl) return { url: env.databaseUrl, embedded: null };
  const embedded = await startEmbeddedPostgres({ dataDir: env.dataDir, log });
  return { url: embedded.url, embedded };
}

/** Makes the clock that a node lives by, on the database's own. */
export type MakeClock = (db: Database, log: Log) => DatabaseClock;

const databaseTime: MakeClock = (db, log) => new DatabaseClock(db.pool, log);

/**
 * Starts the database where it is ours, migrates it, and brings up what lives on it. Throws a sentence.
 *
 * @param makeClock another clock than the database's, for a run that is played in accelerated time
 */
export async function createServices(
  env: Env,
  log: Log = createLog(env.logLevel),
  makeClock: MakeClock = databaseTime,
): Promise<Services> {
  const { url, embedded } = await openDatabase(env, log);
  try {
    const applied = await migrate(url, MIGRATIONS);
    if (applied.length > 0) log.info({ applied }, "The database was migrated");
    return await compose(env, log, url, embedded, makeClock);
  } catch (error) {
    await embedded?.stop();
    throw embedded ? error : asStartError(error, url);
  }
}

async function compose(
  env: Env,
  log: Log,
  url: string,
  embedded: EmbeddedPostgres | null,
  makeClock: MakeClock,
): Promise<Services> {
  const metrics = createMetrics();
  const db = createDatabase(url, log);
  const clock = makeClock(db, log);
  const states = new StateCache(db.pool);
  const queues = new RunQueues<WaitingCommand>();
  const listener = new LogListener({ url, pool: db.pool, states, log, metrics });
  const core = { env, log, metrics, db, clock, runs: { states, queues }, listener };
  const timers = new Timers(core);
  try {
    await clock.start();
    await listener.start();
  } catch (error) {
    clock.stop();
    await listener.stop();
    await db.close();
    throw error;
  }
  timers.start();
  const sweeper = new UploadSweeper(core);
  sweeper.start();
  const presence = new Presence(db.pool, listener, clock, log);
  const deliveries = new Deliveries(core);
  deliveries.start();
  return withLife({ ...core, presence, timers, deliveries }, sweeper, embedded);
}

type Parts = Omit<Services, "accepting" | "ready" | "onStop" | "stop">;

function withLife(parts: Parts, sweeper: UploadSweeper, embedded: EmbeddedPostgres | null): Services {
  const { db, clock, runs, listener, presence, timers, deliveries, log } = parts;
  const farewells: (() => Promise<void>)[] = [];
  let accepting = true;
  let stopping: Promise<void> | null = null;

  const bound = async (name: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, step: name }, "A step of the stop has failed");
    }
  };
  const shutDown = async () => {
    for (const farewell of farewells) await bound("goodbye", farewell);
    await bound("presence", () => presence.stop());
    await bound("timers", () => timers.stop());
    await bound("deliveries", () => deliveries.stop());
    await bound("upload sweeper", () => sweeper.stop());
    await bound("queues", () => runs.queues.drained());
    await bound("listener", () => listener.stop());
    clock.stop();
    await bound("pools", () => db.close());
  };

  return {
    ...parts,
    get accepting() {
      return accepting;
    },
    async ready() {
      if (!accepting) return { ready: false, reason: "stopping" };
      if (!listener.ready) return { ready: false, reason: "listener behind" };
      const answers = await db.pool.query("SELECT 1").then(
        () => true,
        () => false,
      );
      return answers ? { ready: true, reason: null } : { ready: false, reason: "database away" };
    },
    onStop(work) {
      farewells.push(work);
    },
    stop() {
      accepting = false;
      stopping ??= (async () => {
        let timer: NodeJS.Timeout | undefined;
        const limit = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, STOP_LIMIT_MS);
        });
        await Promise.race([shutDown(), limit]);
        clearTimeout(timer);
        await embedded?.stop();
      })();
      return stopping;
    },
  };
}
