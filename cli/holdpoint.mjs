#!/usr/bin/env node
// `holdpoint`: bundles the command line where the bundle is missing or older than what it was made of, then runs it.
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundle = new URL("../dist/holdpoint.js", import.meta.url);
const sources = new URL("../dist/holdpoint.sources.json", import.meta.url);

/** Whether nothing that the bundle was made of has changed since; an installation may have the bundle alone. */
function isFresh() {
  const made = statSync(bundle, { throwIfNoEntry: false })?.mtimeMs;
  if (made === undefined || !existsSync(sources)) return false;
  if (!existsSync(new URL("./main.ts", import.meta.url))) return true;
  return JSON.parse(readFileSync(sources, "utf8")).every((file) => {
    const changed = statSync(root + file, { throwIfNoEntry: false })?.mtimeMs;
    return changed !== undefined && changed <= made;
  });
}

if (!isFresh()) {
  const { spawnSync } = await import("node:child_process");
  // What it says goes to stderr: stdout is the command's, and may be read by a script.
  const made = spawnSync(process.execPath, [`${root}scripts/bundle-cli.mjs`], { stdio: ["ignore", 2, 2] });
  if (made.status !== 0) process.exit(1);
}
const { main } = await import(bundle.href);
process.exitCode = await main(process.argv.slice(2), {
  root,
  variables: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
