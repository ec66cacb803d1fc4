import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../embedded-postgres";
import { EMBEDDED_USER, livingPostmaster } from "../embedded-postgres-cluster";
import type { Env } from "../env";
import { createLog } from "../log";
import { StartError } from "../start-error";

/** A database that a backup reads or a restore fills. */
export interface OpenDatabase {
  url: string;
  /** Stops what was started for it. */
  close(): Promise<void>;
}

const DATABASE = "holdpoint";

/** Lines of postmaster.pid, counted from 0 (PostgreSQL's miscadmin.h). */
const PORT_LINE = 3;
const SOCKETS_LINE = 4;

/** Address of the embedded PostgreSQL that a running Holdpoint has started below `dataDir`. */
function runningAddress(dataDir: string): string {
  const password = readFileSync(join(dataDir, "postgres-password"), "utf8").trim();
  const lines = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n");
  const port = lines[PORT_LINE]?.trim() ?? "";
  const sockets = lines[SOCKETS_LINE]?.trim() ?? "";
  const who = `${EMBEDDED_USER}:${encodeURIComponent(password)}`;
  if (sockets === "") return `postgresql://${who}@127.0.0.1:${port}/${DATABASE}`;
  return `postgresql://${who}@localhost:${port}/${DATABASE}?host=${encodeURIComponent(sockets)}`;
}

/** DATABASE_URL's, or the embedded one below DATA_DIR: the running Holdpoint's where one runs, else started for this. */
export async function openDatabase({
  databaseUrl,
  dataDir,
}: Pick<Env, "databaseUrl" | "dataDir">): Promise<OpenDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, close: async () => {} };
  if (livingPostmaster(join(dataDir, "postgres")) !== null) {
    return { url: runningAddress(dataDir), close: async () => {} };
  }
  const embedded = await startEmbeddedPostgres({ dataDir, log: createLog("silent") });
  return { url: embedded.url, close: () => embedded.stop() };
}

/** A connection for one long piece of work: no statement of it is bounded. Throws a sentence. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "holdpoint backup",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new StartError(
      `The database does not answer: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return client;
}
