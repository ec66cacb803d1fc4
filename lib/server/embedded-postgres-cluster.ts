import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type PostgresBinaries, type RunAs, shortPath } from "./embedded-postgres-binaries";
import { StartError } from "./start-error";

export const EMBEDDED_USER = "holdpoint";

/** Where one installation's database lives. */
export interface Cluster {
  /** PostgreSQL's data directory. */
  data: string;
  /** Private directory of the unix socket. */
  sockets: string;
  password: string;
}

/** A unix socket's path may be 103 bytes long on macOS, 107 on Linux; PostgreSQL adds `/.s.PGSQL.5432.lock`. */
const LONGEST_SOCKET_DIRECTORY = 80;

function giveTo(path: string, runAs: RunAs): void {
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(path, runAs.uid, runAs.gid);
}

function keepPassword(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    const password = randomBytes(24).toString("base64url");
    writeFileSync(file, `${password}\n`, { mode: 0o600, flag: "wx" });
    return password;
  }
}

/** A short directory that only we can enter: in the data directory, or where that path is too long, in /tmp. */
function socketDirectory(dataDir: string, runAs: RunAs): string {
  const inside = join(dataDir, "socket");
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const directory = inside.length <= LONGEST_SOCKET_DIRECTORY ? inside : join(tmpdir(), `holdpoint-${name}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const found = lstatSync(directory);
  const mine = [process.getuid?.(), runAs.uid].includes(found.uid) && found.isDirectory();
  if (process.platform !== "win32" && (!mine || (found.mode & 0o077) !== 0)) {
    throw new StartError(
      `${directory} belongs to someone else or is open to others. Remove it and start again.`,
    );
  }
  giveTo(directory, runAs);
  return directory;
}

function initialise(binaries: PostgresBinaries, runAs: RunAs, data: string, password: string): void {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(fresh, runAs);
  const secrets = mkdtempSync(join(tmpdir(), "holdpoint-init-"));
  const passwordFile = join(secrets, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(secrets, runAs);
  giveTo(passwordFile, runAs);
  const options = [
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--no-instructions",
    "--data-checksums",
  ];
  const [program = "", ...args] = [
    ...runAs.prefix,
    binaries.initdb,
    ...["-D", fresh, "-U", EMBEDDED_USER, `--pwfile=${passwordFile}`],
    ...options,
  ];
  try {
    const done = spawnSync(program, args, { uid: runAs.uid, gid: runAs.gid, cwd: "/", encoding: "utf8" });
    if (done.status !== 0) {
      throw new StartError(
        `The embedded PostgreSQL could not make its data directory: ${(done.stderr || done.error?.message || "").trim()}`,
      );
    }
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
  renameSync(fresh, data);
}

function refuseOtherMajor(binaries: PostgresBinaries, data: string): void {
  const found = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (found === binaries.major) return;
  throw new StartError(
    `${shortPath(data)} was written by PostgreSQL ${found}, and this Holdpoint brings PostgreSQL ${binaries.major}. ` +
      "Nothing was changed. Run `holdpoint backup` with the Holdpoint that wrote it, then `holdpoint restore` with " +
      "this one into an empty DATA_DIR.",
  );
}

/** Makes or opens the cluster below `dataDir`. `dataDir` exists and is absolute. */
export function openCluster(dataDir: string, binaries: PostgresBinaries, runAs: RunAs): Cluster {
  const data = join(dataDir, "postgres");
  const password = keepPassword(join(dataDir, "postgres-password"));
  if (existsSync(join(data, "PG_VERSION"))) refuseOtherMajor(binaries, data);
  else initialise(binaries, runAs, data, password);
  return { data, sockets: socketDirectory(dataDir, runAs), password };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Whether `pid` is a postmaster of `data`, and not a stranger that got the same number. */
function serves(pid: number, data: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    const answer = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    return answer.error !== undefined || /postgres(?!.*<defunct>)/.test(answer.stdout);
  }
}

/** Process id of the PostgreSQL that runs on this data directory; null when none does. */
export function livingPostmaster(data: string): number | null {
  let text: string;
  try {
    text = readFileSync(join(data, "postmaster.pid"), "utf8");
  } catch {
    return null;
  }
  const pid = Number.parseInt(text, 10);
  return pid > 0 && isAlive(pid) && serves(pid, data) ? pid : null;
}

/** True where the process that started it is gone, and so nobody will ever stop it. */
function isOrphan(pid: number): boolean {
  const answer = spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" });
  return answer.status === 0 && answer.stdout.trim() === "1";
}

async function goneWithin(data: string, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 50) {
    if (livingPostmaster(data) === null) return true;
    await pause(50);
  }
  return livingPostmaster(data) === null;
}

/** A killed process's PostgreSQL ends within this time; one that nobody will end is then stopped. */
const ENDS_WITHIN_MS = 1000;

const WAIT_MS = 10_000;

/**
 * Waits for the PostgreSQL of a process that was killed to end, stops one that has lost its parent, and
 * throws a sentence when another Holdpoint is using the directory. Then clears what a crash left behind.
 */
export async function claimCluster(cluster: Cluster): Promise<void> {
  if (!(await goneWithin(cluster.data, ENDS_WITHIN_MS))) {
    const orphan = livingPostmaster(cluster.data);
    if (orphan !== null && isOrphan(orphan)) process.kill(orphan, "SIGINT");
    if (!(await goneWithin(cluster.data, WAIT_MS - ENDS_WITHIN_MS))) {
      throw new StartError(
        `The data directory ${shortPath(cluster.data)} is in use by another PostgreSQL ` +
          `(process ${livingPostmaster(cluster.data)}). Stop the Holdpoint that it belongs to, or set DATA_DIR to ` +
          "another directory.",
      );
    }
  }
  rmSync(join(cluster.data, "postmaster.pid"), { force: true });
  for (const file of [".s.PGSQL.5432", ".s.PGSQL.5432.lock"])
    rmSync(join(cluster.sockets, file), { force: true });
}
