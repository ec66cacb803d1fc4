// `npm start`: from a fresh clone to a serving product, saying at each step what it does and how long it took.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildProduct, isBuilt } from "./build.mjs";
import { ensurePackages, ensurePrismaClient, requireNode, root } from "./requirements.mjs";
import { endWith } from "./say.mjs";

try {
  requireNode();
  process.chdir(root);
  await ensurePackages();
  await ensurePrismaClient();
  if (!isBuilt()) await buildProduct();
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await import(pathToFileURL(join(root, "dist/server.js")).href);
} catch (error) {
  endWith(error);
}
