import { mkdirSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { findBinaries, settleIdentity } from "./embedded-postgres-binaries";
import { type Cluster, claimCluster, EMBEDDED_USER, openCluster } from "./embedded-postgres-cluster";
import { launchPostgres, type PostgresProcess } from "./embedded-postgres-process";
import type { Log } from "./log";
import { StartError } from "./start-error";

/** A PostgreSQL of our own. `url` stays the same over restarts on POSIX; `port` may differ on Windows. */
export interface EmbeddedPostgres {
  url: string;
  /** Address of another database in the same server. */
  urlOf(database: string): string;
  stop(): Promise<void>;
}

const DATABASE = "holdpoint";
const START_LIMIT_MS = 60_000;

function addressOf(cluster: Cluster, port: number | null, database: string): string {
  const who = `${EMBEDDED_USER}:${encodeURIComponent(cluster.password)}`;
  if (port !== null) return `postgresql://${who}@127.0.0.1:${port}/${database}`;
  return `postgresql://${who}@localhost/${database}?host=${encodeURIComponent(cluster.sockets)}`;
}

/** Connects, holds the server's data directory against ours, and makes the database where it is missing. */
async function greet(cluster: Cluster, port: number | null): Promise<void> {
  const connectionString = addressOf(cluster, port, "postgres");
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query("SELECT current_setting('data_directory') AS directory");
    const served = realpathSync(String(rows[0]?.directory));
    if (served !== realpathSync(cluster.data)) {
      throw new StrangerError(`The server that answers serves ${served}, not ${cluster.data}.`);
    }
    const known = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

class StrangerError extends Error {}

async function untilReady(running: PostgresProcess, cluster: Cluster): Promise<void> {
  const start = performance.now();
  for (;;) {
    try {
      return await greet(cluster, running.port);
    } catch (error) {
      if (error instanceof StrangerError) throw error;
      if (running.hasEnded() || performance.now() - start > START_LIMIT_MS) {
        await running.stop();
        throw new StartError(
          `The embedded PostgreSQL did not start: ${running.lastWords() || String(error)}`,
        );
      }
      await pause(20);
    }
  }
}

/** What our own statements did wrong is reported by us; what we ask while it starts is no news. */
const WORTH_A_WARNING = /^(WARNING|FATAL|PANIC)(?!:\s+the database system is (starting up|shutting down))/;

/**
 * Starts PostgreSQL below `dataDir`, and starts it again whenever it dies. It ends with this process, however
 * this process ends. Throws a sentence for a person when it cannot start.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: Log;
}): Promise<EmbeddedPostgres> {
  const { log } = options;
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const { binaries, runAs } = settleIdentity(findBinaries(), dataDir);
  const cluster = openCluster(dataDir, binaries, runAs);

  const onLine = (line: string) => {
    if (WORTH_A_WARNING.test(line)) log.warn({ postgres: line }, "PostgreSQL says");
    else log.debug({ postgres: line }, "PostgreSQL says");
  };
  const start = async () => {
    await claimCluster(cluster);
    const running = await launchPostgres(binaries, runAs, cluster, onLine);
    await untilReady(running, cluster);
    return running;
  };

  let stopping = false;
  let current = await start();
  const supervise = async () => {
    for (let failures = 0; !stopping; ) {
      await current.ended;
      if (stopping) return;
      log.error(
        { postgres: current.lastWords().slice(-500) },
        "The embedded PostgreSQL has ended; starting it again",
      );
      try {
        current = await start();
        failures = 0;
        log.info("The embedded PostgreSQL is back");
      } catch (error) {
        failures += 1;
        log.error({ err: error }, "The embedded PostgreSQL did not come back; trying again");
        await pause(Math.min(5000, 250 * failures));
      }
    }
  };
  const supervision = supervise();

  return {
    url: addressOf(cluster, current.port, DATABASE),
    urlOf: (database) => addressOf(cluster, current.port, database),
    async stop() {
      stopping = true;
      await current.stop();
      await supervision;
      // It may have been on its way back when the stop was asked for.
      await current.stop();
    },
  };
}
