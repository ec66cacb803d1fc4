// What must be there before anything runs: Node, the packages, the Prisma client, and for the tests a browser.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandFailed, run, runNode, step } from "./say.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, "node_modules/.cache/holdpoint");

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** Runs `work` unless it was already done for the same content of `files`. */
async function once(name, files, work) {
  const stamp = join(cache, name);
  const hash = hashOf(files);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  await work();
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, hash);
}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new CommandFailed(`Holdpoint needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

/** Installs the packages where node_modules does not match the lock file. */
export async function ensurePackages() {
  await once("packages", ["package.json", "package-lock.json"], () =>
    step("Install packages (npm install)", () =>
      run(
        process.platform === "win32" ? "npm.cmd" : "npm",
        ["install", "--no-audit", "--no-fund", "--loglevel=error"],
        {
          cwd: root,
          shell: process.platform === "win32",
        },
      ),
    ),
  );
}

/** Generates the Prisma client from the schema; needs no engine and no network. */
export async function ensurePrismaClient() {
  await once("prisma-client", ["package-lock.json", "prisma/schema.prisma"], () =>
    step("Generate the database client", () =>
      runNode(join(root, "scripts/prisma.mjs"), ["generate"], {
        cwd: root,
        stdio: ["ignore", "ignore", "inherit"],
      }),
    ),
  );
}

const chromiumCandidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium for the browser tests; null where Playwright's own download is used. */
export function findChromium() {
  return process.env.CHROMIUM_PATH ?? chromiumCandidates.find((path) => existsSync(path)) ?? null;
}

/** Debian as root: the package `chromium`; elsewhere Playwright's own download. */
export async function ensureChromium() {
  if (findChromium()) return;
  const apt = spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
  if (apt && process.getuid?.() === 0) {
    const quiet = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    await step("Install Chromium (apt-get install chromium)", async () => {
      await run("apt-get", ["update", "-qq"], quiet);
      await run("apt-get", ["install", "-y", "-qq", "chromium"], quiet);
    });
    return;
  }
  await step("Install Chromium (Playwright's download)", () =>
    runNode(join(root, "node_modules/@playwright/test/cli.js"), ["install", "chromium"], { cwd: root }),
  );
}
