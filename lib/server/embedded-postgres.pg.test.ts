import { type ChildProcess, fork } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { findBinaries, linkLibraries } from "./embedded-postgres-binaries";
import { livingPostmaster } from "./embedded-postgres-cluster";
import { createLog } from "./log";

const log = createLog("silent");
const onPosix = describe.skipIf(process.platform === "win32");
let dataDir: string;
let data: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "holdpoint-embedded-"));
  data = join(dataDir, "postgres");
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await expect.poll(() => livingPostmaster(data), { timeout: 10_000 }).toBeNull();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Another process with an embedded PostgreSQL on the same directory. */
function startElsewhere(): Promise<{ child: ChildProcess; url?: string; error?: string }> {
  const child = fork(join("lib", "testing", "embedded-postgres-child.ts"), [dataDir], {
    execArgv: ["--import", "tsx"],
    silent: true,
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once("message", (message: { url?: string; error?: string }) => resolve({ child, ...message }));
    child.once("exit", (code) => reject(new Error(`the child ended with ${code}`)));
  });
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

describe("the embedded PostgreSQL", () => {
  it("starts, keeps what it was told over a restart, and listens on no port", async () => {
    const first = await startEmbeddedPostgres({ dataDir, log });
    await ask(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    expect(await ask(first.url, "SHOW fsync")).toEqual([{ fsync: "on" }]);
    if (process.platform !== "win32")
      expect(await ask(first.url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "" }]);
    await first.stop();
    expect(livingPostmaster(data)).toBeNull();
    const second = await startEmbeddedPostgres({ dataDir, log });
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it("refuses a data directory of another PostgreSQL, keeps it, and names the command", async () => {
    const first = await startEmbeddedPostgres({ dataDir, log });
    await first.stop();
    const before = readdirSync(data).toSorted();
    writeFileSync(join(data, "PG_VERSION"), "17\n");
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(/PostgreSQL 17.*holdpoint backup/s);
    expect(readdirSync(data).toSorted()).toEqual(before);
  });

  it("starts past a pid file whose number belongs to a stranger", async () => {
    const first = await startEmbeddedPostgres({ dataDir, log });
    await first.stop();
    writeFileSync(join(data, "postmaster.pid"), `${process.pid}\n${data}\n`);
    const second = await startEmbeddedPostgres({ dataDir, log });
    expect(await ask(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it("comes back by itself when it dies", async () => {
    const embedded = await startEmbeddedPostgres({ dataDir, log });
    const pid = livingPostmaster(data);
    if (pid === null) throw new Error("it does not run");
    process.kill(pid, "SIGQUIT");
    await expect.poll(() => livingPostmaster(data) ?? pid, { timeout: 10_000 }).not.toBe(pid);
    await expect
      .poll(() => ask(embedded.url, "SELECT 1 AS one").catch(String), { timeout: 10_000 })
      .toEqual([{ one: 1 }]);
    await embedded.stop();
    expect(livingPostmaster(data)).toBeNull();
  });

  it("is stopped for good also when it is on its way back", async () => {
    let stopped: Promise<void> | null = null;
    const noticing = new Writable({
      write(line, _encoding, done) {
        // The moment in which the supervision has seen the death and starts the next one.
        if (String(line).includes("starting it again")) stopped ??= embedded.stop();
        done();
      },
    });
    const embedded = await startEmbeddedPostgres({ dataDir, log: createLog("error", noticing) });
    const pid = livingPostmaster(data);
    if (pid === null) throw new Error("it does not run");
    process.kill(pid, "SIGQUIT");
    await expect.poll(() => stopped, { timeout: 10_000 }).not.toBeNull();
    await stopped;
    expect(livingPostmaster(data)).toBeNull();
  });
});

onPosix("where it is private", () => {
  it("closes its password and its socket to others", async () => {
    const embedded = await startEmbeddedPostgres({ dataDir, log });
    expect(statSync(join(dataDir, "postgres-password")).mode & 0o077).toBe(0);
    const directory = String(
      (await ask(embedded.url, "SHOW unix_socket_directories"))[0]?.unix_socket_directories,
    );
    expect(statSync(directory).mode & 0o077).toBe(0);
    const wrong = embedded.url.replace(
      readFileSync(join(dataDir, "postgres-password"), "utf8").trim(),
      "guess",
    );
    await expect(ask(wrong, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    await embedded.stop();
  });
});

onPosix("when its process is killed with -9", () => {
  it("leaves no PostgreSQL behind, and the next start has what was committed", async () => {
    const { child, url = "" } = await startElsewhere();
    await ask(url, "CREATE TABLE kept AS SELECT 7 AS answer");
    expect(livingPostmaster(data)).not.toBeNull();
    child.kill("SIGKILL");
    // At once: the new start waits for the old one to end.
    const next = await startEmbeddedPostgres({ dataDir, log });
    expect(await ask(next.url, "SELECT answer FROM kept")).toEqual([{ answer: 7 }]);
    await next.stop();
    expect(livingPostmaster(data)).toBeNull();
    expect(existsSync(join(data, "postmaster.pid"))).toBe(false);
  });

  it("is told apart from a Holdpoint that lives: that one is left alone, and a sentence says so", async () => {
    const { url = "" } = await startElsewhere();
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      /in use by another PostgreSQL \(process \d+\)/,
    );
    expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("libraries that npm left unlinked", () => {
  it("are linked by the package's own list", () => {
    const { native } = findBinaries();
    const links: { target: string; source: string }[] = existsSync(join(native, "pg-symlinks.json"))
      ? JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"))
      : [];
    const scratch = join(dataDir, "native");
    const some = links.slice(0, 3);
    mkdirSync(join(scratch, "lib"), { recursive: true });
    for (const { source } of some) writeFileSync(join(dataDir, source), "");
    writeFileSync(join(scratch, "pg-symlinks.json"), JSON.stringify(some));
    linkLibraries(scratch);
    expect(some.filter(({ target }) => !existsSync(join(dataDir, target)))).toEqual([]);
  });
});
