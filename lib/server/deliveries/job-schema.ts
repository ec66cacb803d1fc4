import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";
import { StartError } from "../start-error";

/**
 * Brings the schema of the delivery jobs (graphile_worker) up to date by the package's own migrations. The caller holds
 * the lock under which nodes migrate. Throws a sentence.
 */
export async function migrateJobs(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 });
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", () => {});
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The schema graphile_worker, which holds the delivery jobs, could not be brought up to date: ${reason}`,
    );
  } finally {
    await pool.end();
  }
}
