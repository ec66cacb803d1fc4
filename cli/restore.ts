import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { openDatabase } from "../lib/server/backup/open-database";
import { restore as restoreBackup } from "../lib/server/backup/restore";
import { readEnv } from "../lib/server/env";
import { StartError } from "../lib/server/start-error";
import { variablesOf } from "./backup";
import { bytesInWords, type Context, EXIT } from "./terminal";

/** `holdpoint restore FILE`: fills an empty database, and proves what came in before it is kept. */
export async function restore(name: string, { json }: { json?: boolean }, context: Context): Promise<number> {
  const file = resolve(name);
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`);
  const env = readEnv(variablesOf(context));
  const database = await openDatabase(env);
  try {
    const migrations = join(context.root, "prisma", "migrations");
    const { counts, rows, manifest } = await restoreBackup({
      ...{ url: database.url, file, migrations },
      authSecret: env.authSecret,
    });
    if (json) context.out(`${JSON.stringify({ ...counts, rows, madeAt: manifest.createdAt }, null, 2)}\n`);
    else {
      context.out(
        [
          `restored the backup of ${manifest.createdAt}: ${manifest.tables.length} tables, ${rows} rows`,
          `  chains     ${counts.events} events of ${counts.runs} runs, each chain followed from its first event to its head`,
          `  evidence   ${counts.artifacts} artifacts, ${bytesInWords(counts.evidenceBytes)}, each hashed again`,
          `  runbooks   ${counts.versions} versions, each hashed again`,
          "",
        ].join("\n"),
      );
      context.err("AUTH_SECRET did not come along: everyone signs in anew, unless it is the same here.\n");
    }
    return EXIT.done;
  } finally {
    await database.close();
  }
}
