import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord, parsedJson } from "./connection/answer";
import { configFolder, writePrivately } from "./folders";
import type { Context } from "./terminal";

/** One sign-in on this machine. */
interface SignIn {
  email: string;
  name: string;
  token: string;
  /** The token's name on the server, by which it is revoked. */
  tokenName: string;
  expiresAt: string;
  /** The run that commands are for where none is named. */
  runId: string | null;
}

interface Kept {
  /** Server that commands go to where none is named. */
  current: string | null;
  servers: Record<string, SignIn>;
}

const fileOf = (context: Context) => join(configFolder(context), "credentials.json");

function isSignIn(value: unknown): value is SignIn {
  return isRecord(value) && typeof value.token === "string" && typeof value.email === "string";
}

/** What is kept; nothing where the file is missing, or is none of ours. */
export function readCredentials(context: Context): Kept {
  const file = fileOf(context);
  const kept = existsSync(file) ? parsedJson(readFileSync(file)) : null;
  if (!isRecord(kept) || !isRecord(kept.servers)) return { current: null, servers: {} };
  const servers = Object.entries(kept.servers).flatMap(([url, each]) =>
    isSignIn(each) ? [[url, each]] : [],
  );
  return {
    current: typeof kept.current === "string" ? kept.current : null,
    servers: Object.fromEntries(servers),
  };
}

/** Keeps sign-ins in a file that only the user may read (mode 0600). */
export function writeCredentials(context: Context, kept: Kept): string {
  const file = fileOf(context);
  writePrivately(file, `${JSON.stringify(kept, null, 2)}\n`);
  return file;
}
