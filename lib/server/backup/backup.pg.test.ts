import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import { verifyZip } from "../../pack/verify-zip";
import { ZipWriter } from "../../pack/zip-writer";
import { ApiFixture } from "../../testing/api-fixture";
import { startTestNode } from "../../testing/template-database";
import { packRun } from "../pack/run-pack";
import type { Services } from "../services";
import { publicSigningKey, SigningKeyError, signingKey } from "../signing-key";
import { restore } from "./restore";
import { writeBackup } from "./write-backup";

const RUNS = 10;
/** With the demo's own. */
const ALL_RUNS = RUNS + 1;
const MIGRATIONS = join("prisma", "migrations");
const OTHER_SECRET = "another secret of a fresh machine, of 32+";

let api: ApiFixture;
let folder: string;
let file: string;
const runIds: string[] = [];
const made: string[] = [];

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresAdminUrl") });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** A database with nothing in it, not even the migrations: a fresh machine's. */
async function freshDatabase(): Promise<string> {
  const name = `restore_${randomBytes(6).toString("hex")}`;
  await admin(`CREATE DATABASE ${name}`);
  made.push(name);
  const url = new URL(inject("postgresAdminUrl"));
  url.pathname = `/${name}`;
  return url.href;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query<T>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** A backup with something changed in it: entries by name, and the manifest made right again where asked. */
async function altered(change: Record<string, (bytes: Buffer) => Buffer>): Promise<string> {
  const zip = await fromBufferPromise(readFileSync(file), { lazyEntries: true, autoClose: false });
  const writer = new ZipWriter(new Date(0));
  const chunks: Buffer[] = [];
  const read = (async () => {
    for await (const chunk of writer.readable) chunks.push(Buffer.from(chunk));
  })();
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) parts.push(Buffer.from(chunk));
    const key = Object.keys(change).find((each) => entry.fileName.includes(each));
    const bytes = Buffer.concat(parts);
    await writer.add(entry.fileName, key ? (change[key]?.(bytes) ?? bytes) : bytes);
  }
  writer.finish();
  await read;
  zip.close();
  const out = join(folder, `altered-${randomBytes(4).toString("hex")}.zip`);
  writeFileSync(out, Buffer.concat(chunks));
  return out;
}

beforeAll(async () => {
  api = await ApiFixture.start();
  folder = mkdtempSync(join(tmpdir(), "holdpoint-backup-"));
  file = join(folder, "backup.zip");
  for (let index = 0; index < RUNS; index += 1) {
    const runId = await api.makeRun();
    runIds.push(runId);
    const upload = { as: "deployer", headers: { "content-type": "application/octet-stream" } };
    const bytes = new Uint8Array(randomBytes(index === 0 ? 700_000 : 500 + index));
    const reply = await api.post(`/api/runs/${runId}/evidence?name=log-${index}.txt`, {
      ...upload,
      body: bytes,
    });
    expect(reply.status, reply.text).toBe(201);
    await api.command(runId, "scribe", { type: "LogEntry", text: `entry ${index} ✓` });
  }
  await publicSigningKey(api.services.db.pool, api.services.env.authSecret);
  await writeBackup(api.services.db.url, file, api.services.env.authSecret);
});

afterAll(async () => {
  await api.stop();
  for (const name of made) await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(folder, { recursive: true, force: true });
});

async function packZip(services: Services, runId: string): Promise<Buffer> {
  const pack = await packRun(services, { personId: "nobody", isAdmin: true }, runId);
  if (!pack.ok) throw new Error(pack.problem.message);
  const chunks: Uint8Array[] = [];
  for await (const chunk of pack.value.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe("backup and restore", () => {
  it("writes one file that only its owner may read, and leaves nothing beside it", () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it(`brings ${RUNS} runs and their evidence to a fresh database: chains verified, packs signed with the same key`, async () => {
    const url = await freshDatabase();
    const done = await restore({ url, file, authSecret: OTHER_SECRET, migrations: MIGRATIONS });
    expect(done.counts).toMatchObject({ runs: ALL_RUNS, artifacts: RUNS });
    for (const { name, rows } of done.manifest.tables) {
      const [counted] = await query<{ count: string }>(url, `SELECT count(*) FROM "${name}"`);
      expect(Number(counted?.count), name).toBe(rows);
    }
    const key = await publicSigningKey(api.services.db.pool, api.services.env.authSecret);
    const restored = await startTestNode({ url, drop: async () => {} }, { authSecret: OTHER_SECRET });
    try {
      for (const runId of runIds) {
        const report = await verifyZip(await packZip(restored, runId), { keyFingerprint: key.fingerprint });
        expect(report).toMatchObject({ verdict: "intact", run: { id: runId }, checked: { artifacts: 1 } });
      }
    } finally {
      await restored.stop();
    }
  });

  it("wakes the guards again: a restored log still refuses every change", async () => {
    const url = await freshDatabase();
    await restore({ url, file, authSecret: OTHER_SECRET, migrations: MIGRATIONS });
    await expect(query(url, "DELETE FROM run_event")).rejects.toThrow("never change");
    const asleep = await query(
      url,
      "SELECT tgname FROM pg_trigger WHERE tgenabled = 'D' AND NOT tgisinternal",
    );
    expect(asleep).toEqual([]);
  });

  it("refuses a database that is not empty, and changes nothing in it", async () => {
    const { url } = api.services.db;
    const [before] = await query<{ count: string }>(url, "SELECT count(*) FROM run_event");
    await expect(restore({ url, file, authSecret: OTHER_SECRET, migrations: MIGRATIONS })).rejects.toThrow(
      "The database is not empty",
    );
    expect(await query(url, "SELECT count(*) FROM run_event")).toEqual([before]);
  });

  it("leaves nothing of a backup that is damaged, cut, or does not prove itself", async () => {
    const flip = (bytes: Buffer) => {
      const changed = Buffer.from(bytes);
      const at = changed.indexOf("Orders database, rehearsed");
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed;
    };
    const cut = join(folder, "cut.zip");
    writeFileSync(cut, readFileSync(file).subarray(0, 20_000));
    let hash = "";
    const liar = await altered({
      "-run_event.copy": (bytes) => {
        const changed = flip(bytes);
        hash = createHash("sha256").update(changed).digest("hex");
        return changed;
      },
      "manifest.json": (bytes) => {
        const manifest = JSON.parse(bytes.toString("utf8"));
        for (const table of manifest.tables) if (table.name === "run_event") table.sha256 = hash;
        return Buffer.from(JSON.stringify(manifest));
      },
    });
    const damaged = await altered({ "-run_event.copy": flip });
    const cases: [string, RegExp][] = [
      [cut, /is no backup/],
      [damaged, /table run_event is damaged/],
      [liar, /event \d+ of run [0-9a-f-]+ was altered/],
      [join(folder, "nowhere.zip"), /is no backup/],
    ];
    for (const [broken, reason] of cases) {
      const url = await freshDatabase();
      await expect(
        restore({ url, file: broken, authSecret: OTHER_SECRET, migrations: MIGRATIONS }),
      ).rejects.toThrow(reason);
      const [table] = await query<{ there: string | null }>(
        url,
        "SELECT to_regclass('public.person')::text AS there",
      );
      if (table?.there) {
        const rows = await query<{ count: string }>(
          url,
          "SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM run_event) AS count",
        );
        expect(Number(rows[0]?.count)).toBe(0);
      }
      // What is left is empty enough for the next try.
      const done = await restore({ url, file, authSecret: OTHER_SECRET, migrations: MIGRATIONS });
      expect(done.counts.runs).toBe(ALL_RUNS);
    }
  });

  it("refuses a backup with a migration that this Holdpoint lacks or has otherwise, before it touches anything", async () => {
    const stranger = (change: (migrations: { name: string; checksum: string }[]) => void) =>
      altered({
        "manifest.json": (bytes) => {
          const manifest = JSON.parse(bytes.toString("utf8"));
          change(manifest.migrations);
          return Buffer.from(JSON.stringify(manifest));
        },
      });
    const newer = await stranger((all) => all.push({ name: "20991231_later", checksum: "0".repeat(64) }));
    const other = await stranger((all) =>
      all.splice(0, 1, { ...all[0], checksum: "0".repeat(64), name: all[0]?.name ?? "" }),
    );
    const url = await freshDatabase();
    for (const broken of [newer, other]) {
      await expect(
        restore({ url, file: broken, authSecret: OTHER_SECRET, migrations: MIGRATIONS }),
      ).rejects.toThrow("made by another Holdpoint");
      expect(await query(url, "SELECT to_regclass('public.person')::text AS there")).toEqual([
        { there: null },
      ]);
    }
  });

  it("speaks to nobody by itself: channels come back switched off, and what waited for them is dropped", async () => {
    const { pool } = api.services.db;
    const [admin] = (await pool.query("SELECT id FROM person LIMIT 1")).rows;
    await pool.query(
      `INSERT INTO channel (id, name, kind, "runKind", target, recipients, "createdBy")
       VALUES (gen_random_uuid(), 'CTO', 'email', 'rehearsal', 'cto@example.org', '{cto@example.org}', $1)`,
      [admin?.id],
    );
    // No mail server is set: what is sent waits for its next attempt.
    await api.command(runIds[0] ?? "", "scribe", { type: "SendBroadcast", text: "Before the backup" });
    const out = join(folder, "speaking.zip");
    await writeBackup(api.services.db.url, out, api.services.env.authSecret);
    const url = await freshDatabase();
    await restore({ url, file: out, authSecret: OTHER_SECRET, migrations: MIGRATIONS });
    const reason = "Restored from a backup.";
    expect(await query(url, `SELECT "disabledAt" IS NULL AS on, "disabledReason" FROM channel`)).toEqual([
      { on: false, disabledReason: reason },
    ]);
    expect(await query(url, `SELECT status, "lastError" FROM delivery`)).toEqual([
      { status: "dropped", lastError: reason },
    ]);
    // The jobs' schema is made anew, and empty.
    expect(await query(url, "SELECT 1 FROM graphile_worker.jobs")).toEqual([]);
    await pool.query("DELETE FROM channel");
  });

  it("carries no AUTH_SECRET: the key comes along by itself, and is sealed under the new machine's secret", async () => {
    const url = await freshDatabase();
    await restore({ url, file, authSecret: OTHER_SECRET, migrations: MIGRATIONS });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const { fingerprint } = await signingKey(client, OTHER_SECRET);
      const key = await publicSigningKey(api.services.db.pool, api.services.env.authSecret);
      expect(fingerprint).toBe(key.fingerprint);
      await expect(signingKey(client, api.services.env.authSecret)).rejects.toThrow(SigningKeyError);
    } finally {
      await client.end();
    }
  });

  it("sees one moment of the database, whatever is written meanwhile", async () => {
    const out = join(folder, "busy.zip");
    let writing = true;
    const busy = (async () => {
      for (let n = 0; writing; n += 1) {
        await api.command(runIds[n % RUNS] ?? "", "scribe", { type: "LogEntry", text: `busy ${n}` });
      }
    })();
    await writeBackup(api.services.db.url, out, api.services.env.authSecret);
    writing = false;
    await busy;
    const url = await freshDatabase();
    const done = await restore({ url, file: out, authSecret: OTHER_SECRET, migrations: MIGRATIONS });
    expect(done.counts.runs).toBe(ALL_RUNS);
  });
});
