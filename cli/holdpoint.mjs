#!/usr/bin/env node
// `holdpoint`: bundles the command line where the bundle is missing or older than its sources, then runs it.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../scripts/requirements.mjs";

const bundle = join(root, "dist/holdpoint.js");
const sources = ["cli", "lib"];

/** Newest change of a source, milliseconds; 0 where there are none, as in an installation that has only the bundle. */
function newestSource() {
  let newest = 0;
  for (const folder of sources) {
    const path = join(root, folder);
    if (!existsSync(path)) continue;
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      if (!/\.ts$/.test(entry.name) || /\.test(-support)?\.ts$/.test(entry.name)) continue;
      newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return newest;
}

async function ensureBundle() {
  if (existsSync(bundle) && statSync(bundle).mtimeMs >= newestSource()) return;
  const { ensurePackages, ensurePrismaClient, requireNode } = await import("../scripts/requirements.mjs");
  requireNode();
  await ensurePackages();
  await ensurePrismaClient();
  const { bundleCli } = await import("../scripts/build.mjs");
  await bundleCli();
}

await ensureBundle();
const { main } = await import(pathToFileURL(bundle).href);
process.exitCode = await main(process.argv.slice(2), {
  root,
  variables: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
