import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { ZipWriter } from "../../pack/zip-writer";
import { openSigningKey, readStoredSigningKey, SigningKeyError } from "../signing-key";
import { StartError } from "../start-error";
import {
  BACKUP_FORMAT,
  type BackupManifest,
  type BackupTable,
  MANIFEST_FILE,
  SIGNING_KEY_FILE,
} from "./backup-manifest.schema";
import { connect } from "./open-database";
import { copyTarget, listSequences, listTables, quoted, type Table } from "./tables";

export interface BackupDone {
  file: string;
  bytes: number;
  manifest: BackupManifest;
  /** A sentence where something could not come along. */
  warning: string | null;
}

/** A table's rows as PostgreSQL's binary COPY, hashed and counted while they go by. */
async function addTable(client: Client, zip: ZipWriter, table: Table, index: number): Promise<BackupTable> {
  const counted = await client.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${quoted(table.name)}`);
  const copy = client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT (FORMAT binary)`));
  const hash = createHash("sha256");
  let bytes = 0;
  async function* metered(): AsyncGenerator<Buffer> {
    for await (const chunk of copy) {
      const piece = Buffer.from(chunk);
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  }
  const file = `tables/${String(index + 1).padStart(2, "0")}-${table.name}.copy`;
  await zip.add(file, metered());
  return { ...table, file, rows: Number(counted.rows[0]?.rows), bytes, sha256: hash.digest("hex") };
}

async function migrationsOf(client: Client): Promise<BackupManifest["migrations"]> {
  const known = await client.query("SELECT to_regclass('public._prisma_migrations') AS ledger");
  if (known.rows[0]?.ledger === null) throw new StartError("There is no Holdpoint in this database.");
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/** The private half comes along in the open, because AUTH_SECRET does not: a fresh machine seals it under its own. */
async function signingKeyPem(
  client: Client,
  authSecret: string,
): Promise<{ pem: string | null; warning: string | null }> {
  const stored = await readStoredSigningKey(client);
  if (!stored) return { pem: null, warning: null };
  try {
    const { privateKey } = openSigningKey(stored, authSecret);
    return { pem: String(privateKey.export({ type: "pkcs8", format: "pem" })), warning: null };
  } catch (error) {
    if (!(error instanceof SigningKeyError)) throw error;
    return {
      pem: null,
      warning:
        "The signing key does not open with this AUTH_SECRET, so it comes along sealed: the restored installation needs " +
        "the AUTH_SECRET under which it was made.",
    };
  }
}

async function addEverything(client: Client, zip: ZipWriter, authSecret: string, createdAt: Date) {
  const migrations = await migrationsOf(client);
  const version = await client.query<{ server_version: string }>("SHOW server_version");
  const tables: BackupTable[] = [];
  for (const [index, table] of (await listTables(client)).entries()) {
    tables.push(await addTable(client, zip, table, index));
  }
  const { pem, warning } = await signingKeyPem(client, authSecret);
  if (pem !== null) await zip.add(SIGNING_KEY_FILE, Buffer.from(pem));
  const manifest: BackupManifest = {
    format: BACKUP_FORMAT,
    createdAt: createdAt.toISOString(),
    postgres: version.rows[0]?.server_version ?? "unknown",
    migrations,
    tables,
    sequences: await listSequences(client),
    signingKeySha256: pem === null ? null : createHash("sha256").update(pem).digest("hex"),
  };
  await zip.add(MANIFEST_FILE, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  zip.finish();
  return { manifest, warning };
}

/** One moment of the whole database, in one transaction that sees nothing of what others commit meanwhile. */
async function writeZip(client: Client, file: string, authSecret: string) {
  const createdAt = new Date();
  const zip = new ZipWriter(createdAt);
  await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await client.query("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
  const written = pipeline(zip.readable, createWriteStream(file, { flags: "wx", mode: 0o600, flush: true }));
  const added = addEverything(client, zip, authSecret, createdAt).catch((error: unknown) => {
    zip.abort(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [contents, pipe] = await Promise.allSettled([added, written]);
  if (pipe.status === "rejected" && contents.status === "fulfilled") throw pipe.reason;
  if (contents.status === "rejected") throw contents.reason;
  await client.query("COMMIT");
  return contents.value;
}

/**
 * Writes a consistent copy of every table into one file that only its owner may read. The file appears when it is whole:
 * until then its bytes lie beside it. The product may run meanwhile. Throws a sentence, or the database's own error.
 */
export async function writeBackup(url: string, out: string, authSecret: string): Promise<BackupDone> {
  const part = join(dirname(out), `.${basename(out)}.${randomBytes(4).toString("hex")}.part`);
  const client = await connect(url);
  try {
    const { manifest, warning } = await writeZip(client, part, authSecret);
    const handle = await open(part, "r");
    const { size: bytes } = await handle.stat();
    await handle.close();
    await rename(part, out);
    return { file: out, bytes, manifest, warning };
  } finally {
    await rm(part, { force: true });
    await client.end();
  }
}
