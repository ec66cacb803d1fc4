import { createPrivateKey } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate, readMigrations } from "../migrate";
import { readStoredSigningKey, SIGNING_KEY_SETTING, sealSigningKey } from "../signing-key";
import { StartError } from "../start-error";
import type { BackupManifest, BackupTable } from "./backup-manifest.schema";
import { checkRestored, type RestoredCounts } from "./check-restored";
import { connect } from "./open-database";
import { BackupFile } from "./read-backup";
import { copyTarget, listTables, quoted } from "./tables";

export interface RestoreDone {
  manifest: BackupManifest;
  counts: RestoredCounts;
  rows: number;
}

interface RestoreOptions {
  url: string;
  file: string;
  /** The secret that the signing key is sealed under from now on. */
  authSecret: string;
  /** Directory of the migrations. */
  migrations: string;
}

/** A backup of a newer Holdpoint has migrations that this one lacks, or has otherwise. */
function refuseStrangers(manifest: BackupManifest, directory: string): void {
  const known = new Map(readMigrations(directory).map(({ name, checksum }) => [name, checksum]));
  const stranger = manifest.migrations.find(({ name, checksum }) => known.get(name) !== checksum);
  if (!stranger) return;
  throw new StartError(
    `The backup was made by another Holdpoint: this one does not have its migration ${stranger.name}. ` +
      "Restore it with that version or a newer one. Nothing was restored.",
  );
}

async function refuseFull(client: Client): Promise<void> {
  for (const { name } of await listTables(client)) {
    const { rows } = await client.query<{ full: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${quoted(name)}) AS full`,
    );
    if (rows[0]?.full) {
      throw new StartError(
        `The database is not empty: ${name} has rows. A restore fills an empty database only; nothing was changed.`,
      );
    }
  }
}

async function fill(client: Client, backup: BackupFile, table: BackupTable): Promise<void> {
  const copy = client.query(copyFrom(`COPY ${copyTarget(table)} FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from(backup.read(table.file), { objectMode: false }), copy);
  if (copy.rowCount !== table.rows) {
    throw new StartError(
      `Table ${table.name} took ${copy.rowCount} of ${table.rows} rows. Nothing was restored.`,
    );
  }
}

/** Seals the key that came along under this installation's own AUTH_SECRET. */
async function resealKey(client: Client, pem: string | null, authSecret: string): Promise<void> {
  const stored = pem === null ? null : await readStoredSigningKey(client);
  if (pem === null || !stored) return;
  const row = sealSigningKey(createPrivateKey(pem), authSecret, stored.createdAt);
  if (row.publicKey !== stored.publicKey)
    throw new StartError("The signing key in the backup is another than its row says. Nothing was restored.");
  await client.query("UPDATE setting SET value = $2 WHERE name = $1", [
    SIGNING_KEY_SETTING,
    JSON.stringify(row),
  ]);
}

/**
 * A copy speaks to nobody by itself: it may be a drill, and what was waiting is old news. The jobs are no part of a
 * backup; an administrator enables the channels again, from which on they take what is new.
 */
async function quietChannels(client: Client): Promise<void> {
  const reason = "Restored from a backup.";
  await client.query(
    `UPDATE channel SET "disabledAt" = now(), "disabledReason" = $1 WHERE "disabledAt" IS NULL`,
    [reason],
  );
  await client.query(
    `UPDATE delivery SET status = 'dropped', "settledAt" = now(), "lastError" = $1 WHERE status = 'waiting'`,
    [reason],
  );
}

/**
 * Everything in one transaction. The tables' triggers rest meanwhile: they guard what is appended, and a sealed run
 * takes no events; that what came in is whole is proved before they wake and anything is committed.
 */
async function fillAll(client: Client, backup: BackupFile, authSecret: string): Promise<RestoredCounts> {
  const { tables, sequences } = backup.manifest;
  await client.query("BEGIN");
  await client.query("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
  await client.query("SET LOCAL lock_timeout = '10s'");
  const all = await listTables(client);
  for (const { name } of all) await client.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`);
  await refuseFull(client);
  for (const table of tables) await fill(client, backup, table);
  for (const { name, value } of sequences)
    await client.query("SELECT setval($1::regclass, $2)", [quoted(name), value]);
  await resealKey(client, backup.signingKeyPem, authSecret);
  const counts = await checkRestored(client);
  for (const { name } of all) await client.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
  await client.query("COMMIT");
  return counts;
}

/**
 * Fills an empty database from a backup: brings it to the backup's migrations, copies every table, follows every chain
 * and hashes every artifact, commits, then applies the migrations that came later. A backup that is broken, whatever
 * breaks, leaves no row behind. Throws a sentence, or the database's own error.
 */
export async function restore({ url, file, authSecret, migrations }: RestoreOptions): Promise<RestoreDone> {
  const backup = await BackupFile.open(file);
  try {
    const { manifest } = backup;
    refuseStrangers(manifest, migrations);
    await backup.check();
    const client = await connect(url);
    try {
      await refuseFull(client);
      const names = new Set(manifest.migrations.map(({ name }) => name));
      await migrate(url, migrations, (name) => names.has(name));
      const counts = await fillAll(client, backup, authSecret);
      await migrate(url, migrations);
      await quietChannels(client);
      await client.query("ANALYZE");
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      return { manifest, counts, rows };
    } finally {
      await client.end();
    }
  } finally {
    backup.close();
  }
}
