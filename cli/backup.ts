import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { openDatabase } from "../lib/server/backup/open-database";
import { writeBackup } from "../lib/server/backup/write-backup";
import { readEnv } from "../lib/server/env";
import { StartError } from "../lib/server/start-error";
import { bytesInWords, type Context, EXIT } from "./terminal";

interface BackupOptions {
  out?: string;
  json?: boolean;
}

/** The environment as the server of this installation reads it, wherever the command is called. */
export function variablesOf({ root, variables }: Context): Record<string, string | undefined> {
  return { ...variables, DATA_DIR: variables.DATA_DIR?.trim() || join(root, ".data") };
}

function refuseNoDatabase({ DATABASE_URL, DATA_DIR = "" }: Record<string, string | undefined>): void {
  if (DATABASE_URL?.trim() || existsSync(join(resolve(DATA_DIR), "postgres"))) return;
  throw new StartError(
    `There is no database below ${resolve(DATA_DIR)}. Set DATA_DIR or DATABASE_URL to the one to back up.`,
  );
}

function defaultName(now: Date): string {
  return `holdpoint-backup-${now.toISOString().slice(0, 19).replaceAll(":", "")}Z.zip`;
}

/** `holdpoint backup`: one consistent copy of the whole database, whether or not the server runs. */
export async function backup({ out: wanted, json }: BackupOptions, context: Context): Promise<number> {
  const variables = variablesOf(context);
  refuseNoDatabase(variables);
  const file = resolve(wanted ?? defaultName(new Date()));
  if (existsSync(file)) throw new StartError(`${file} exists already; a backup overwrites nothing.`);
  const env = readEnv(variables);
  const database = await openDatabase(env);
  try {
    const { bytes, manifest, warning } = await writeBackup(database.url, file, env.authSecret);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    if (warning) context.err(`${warning}\n`);
    if (json)
      context.out(
        `${JSON.stringify({ file, bytes, tables: manifest.tables.length, rows, warning }, null, 2)}\n`,
      );
    else {
      context.out(
        `backed up ${manifest.tables.length} tables, ${rows} rows, into ${file} (${bytesInWords(bytes)})\n`,
      );
      context.err(
        "Keep it as secret as the database: it holds every run, every artifact and the signing key.\n",
      );
    }
    return EXIT.done;
  } finally {
    await database.close();
  }
}
