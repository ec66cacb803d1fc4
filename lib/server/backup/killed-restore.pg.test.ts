import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";
import { migrate } from "../migrate";
import { restore } from "./restore";
import { listTables, quoted } from "./tables";
import { writeBackup } from "./write-backup";

const MIGRATIONS = join("prisma", "migrations");
const SECRET = "another secret of a fresh machine, of 32+";

/** The command line's restore, from the sources, in a process of its own. */
const RESTORE = `
  import { main } from "./cli/main.ts";
  const write = (text) => process.stderr.write(text);
  process.exitCode = await main(["restore", process.env.BACKUP_FILE], {
    root: process.cwd(), variables: process.env, out: write, err: write,
  });
`;

const name = `killed_${randomBytes(6).toString("hex")}`;
let api: ApiFixture;
let folder: string;
let file: string;
let watch: pg.Client;

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresAdminUrl") });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function url(): string {
  const at = new URL(inject("postgresAdminUrl"));
  at.pathname = `/${name}`;
  return at.href;
}

beforeAll(async () => {
  api = await ApiFixture.start();
  // A log that takes a while to be filled and followed: a kill has to find the restore at it.
  const runs = await Promise.all([1, 2, 3].map(() => api.makeRun()));
  for (let entry = 0; entry < 300; entry += 1)
    await Promise.all(
      runs.map((id) => api.command(id, "scribe", { type: "LogEntry", text: `Entry ${entry}` })),
    );
  folder = mkdtempSync(join(tmpdir(), "holdpoint-killed-"));
  file = join(folder, "backup.zip");
  await writeBackup(api.services.db.url, file, api.services.env.authSecret);
  await admin(`CREATE DATABASE ${name}`);
  await migrate(url(), MIGRATIONS);
  watch = new pg.Client({ connectionString: url() });
  await watch.connect();
}, 120_000);

afterAll(async () => {
  await watch.end();
  await api.stop();
  await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(folder, { recursive: true, force: true });
});

/** Whether another connection is filling the log, and has not committed. */
async function isFilling(): Promise<boolean> {
  const { rows } = await watch.query(
    `SELECT 1 FROM pg_locks WHERE relation = 'run_event'::regclass AND mode = 'RowExclusiveLock'
     AND granted AND pid <> pg_backend_pid()`,
  );
  return rows.length > 0;
}

async function others(): Promise<number> {
  const { rows } = await watch.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  return rows[0]?.count ?? 0;
}

function startRestore(): { child: ChildProcess; said: () => string } {
  const args = ["--import", "tsx", "--input-type=module", "-e", RESTORE];
  const env = { ...process.env, DATABASE_URL: url(), AUTH_SECRET: SECRET, BACKUP_FILE: file };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return { child, said: () => said };
}

it("a restore that is killed while it fills the log leaves no row, and every guard awake; the next one succeeds", async () => {
  const { child, said } = startRestore();
  const ended = once(child, "exit");
  while (child.exitCode === null && !(await isFilling()));
  child.kill("SIGKILL");
  expect((await ended)[1], said()).toBe("SIGKILL");
  await expect.poll(others, { timeout: 20_000 }).toBe(0);

  for (const { name: table } of await listTables(watch)) {
    const { rows } = await watch.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
    expect(rows, table).toEqual([]);
  }
  const asleep = await watch.query(
    "SELECT tgname FROM pg_trigger WHERE tgenabled = 'D' AND NOT tgisinternal",
  );
  expect(asleep.rows).toEqual([]);

  const done = await restore({ url: url(), file, authSecret: SECRET, migrations: MIGRATIONS });
  expect(done.counts.runs).toBeGreaterThanOrEqual(3);
}, 120_000);
