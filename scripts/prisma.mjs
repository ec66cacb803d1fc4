// The Prisma CLI with its schema engine served from WASM, so that nothing is downloaded.
// PRISMA_NATIVE=1 lets Prisma fetch and use its native engine instead.
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { fileURLToPath } from "node:url";

const engine = fileURLToPath(new URL("schema-engine.mjs", import.meta.url));
const cli = fileURLToPath(new URL("../node_modules/prisma/build/index.js", import.meta.url));
const env = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };

// Windows cannot execute a script with a shebang as a binary.
if (process.platform !== "win32" && !env.PRISMA_NATIVE && !env.PRISMA_SCHEMA_ENGINE_BINARY) {
  chmodSync(engine, 0o755);
  env.PRISMA_SCHEMA_ENGINE_BINARY = engine;
}

const { status } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { stdio: "inherit", env });
process.exit(status ?? 1);
