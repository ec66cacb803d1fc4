import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../server/embedded-postgres";
import { createLog } from "../server/log";
import { migrate } from "../server/migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the server's own `postgres` database, from which clones are made. */
    postgresAdminUrl: string;
    /** Name of the migrated, empty database that clones are made of. */
    postgresTemplate: string;
  }
}

const TEMPLATE = "holdpoint_template";

/** One embedded PostgreSQL for the whole run, with one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "holdpoint-test-"));
  const embedded = await startEmbeddedPostgres({ dataDir, log: createLog("silent") });
  const admin = new pg.Client({ connectionString: embedded.urlOf("postgres") });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migrate(embedded.urlOf(TEMPLATE), join("prisma", "migrations"));
  project.provide("postgresAdminUrl", embedded.urlOf("postgres"));
  project.provide("postgresTemplate", TEMPLATE);
  return async () => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
