import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type { Env } from "../server/env";
import { createLog } from "../server/log";
import { createServices, type MakeClock, type Services } from "../server/services";

/** A database of one test file's own, migrated and empty. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

async function asAdmin(sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject("postgresAdminUrl") });
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}

/** Clones the template; for `*.pg.test.ts` only. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${inject("postgresTemplate")}`);
  const url = new URL(inject("postgresAdminUrl"));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Settings of a node under test; nothing of the real environment. */
export function testEnv(databaseUrl: string, change: Partial<Env> = {}): Env {
  return {
    port: 0,
    portGiven: true,
    host: "127.0.0.1",
    publicUrl: "http://localhost:3000",
    publicUrlGiven: true,
    trustProxy: [],
    dataDir: ".data",
    authSecret: "a secret that only tests know, of 32+",
    databaseUrl,
    demo: false,
    logLevel: "silent",
    firstAdmin: null,
    evidenceMaxBytes: 512 * 1024 * 1024,
    smtp: null,
    outgoingAllow: [],
    ...change,
  };
}

/** A node on a test database. Stop it before the database is dropped. */
export function startTestNode(
  database: TestDatabase,
  change: Partial<Env> = {},
  makeClock?: MakeClock,
): Promise<Services> {
  return createServices(testEnv(database.url, change), createLog("silent"), makeClock);
}
