import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/prisma/client";
import type { Log } from "./log";

/** `pool` for the log, its reads and evidence; `prisma` for everything relational. */
export interface Database {
  url: string;
  pool: pg.Pool;
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** Twenty connections a node in all: these two pools, the listener's, and four for deliveries. */
const POOL_SIZES = { log: 9, relational: 6 };

/** What every connection of ours has, pooled or not. Times in milliseconds. */
export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: "holdpoint",
    connectionTimeoutMillis: 3000,
    statement_timeout: 5000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  };
}

function createPool(url: string, max: number, log: Log): pg.Pool {
  const pool = new pg.Pool({ ...connectionSettings(url), max, idleTimeoutMillis: 30_000 });
  // Without a listener of its own, a client that is checked out when its backend dies ends the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", (error) => log.warn({ err: error }, "A database connection was lost"));
  return pool;
}

export function createDatabase(url: string, log: Log): Database {
  const pool = createPool(url, POOL_SIZES.log, log);
  const relational = createPool(url, POOL_SIZES.relational, log);
  const prisma = new PrismaClient({ adapter: new PrismaPg(relational) });
  return {
    url,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), relational.end()]);
    },
  };
}
