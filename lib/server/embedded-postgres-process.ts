import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { Duplex } from "node:stream";
import type { PostgresBinaries, RunAs } from "./embedded-postgres-binaries";
import type { Cluster } from "./embedded-postgres-cluster";

/** A running PostgreSQL. `port` is null where it listens on a unix socket only. */
export interface PostgresProcess {
  port: number | null;
  /** Resolves when it has ended, however it ended. */
  ended: Promise<void>;
  hasEnded(): boolean;
  /** What it last wrote to stderr, for an error message. */
  lastWords(): string;
  /** Fast shutdown: ends sessions, writes a checkpoint. */
  stop(): Promise<void>;
}

const CONFIGURATION = [
  "max_connections=80",
  "shared_buffers=64MB",
  "log_timezone=UTC",
  "timezone=UTC",
  "jit=off",
  "log_line_prefix=",
  // A killed client's backend notices within seconds, so that its row locks go.
  "client_connection_check_interval=2s",
];

/**
 * A shell that holds our pipe: when this process dies, however it dies, the pipe closes and the shell stops
 * PostgreSQL. It runs in a session of its own, because Ctrl-C must reach us first.
 */
const KEEPER = '"$@" 3<&- </dev/null & p=$!; (cat <&3 >/dev/null; kill -INT $p 2>/dev/null) & wait $p';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Starts PostgreSQL on a cluster that nobody else uses; it may not accept connections yet. */
export async function launchPostgres(
  binaries: PostgresBinaries,
  runAs: RunAs,
  cluster: Cluster,
  onLine: (line: string) => void,
): Promise<PostgresProcess> {
  const windows = process.platform === "win32";
  const port = windows ? await freePort() : null;
  const listening = windows
    ? ["-h", "127.0.0.1", "-p", String(port)]
    : ["-h", "", "-p", "5432", "-k", cluster.sockets, "-c", "unix_socket_permissions=0700"];
  const settings = CONFIGURATION.flatMap((setting) => ["-c", setting]);
  const command = [...runAs.prefix, binaries.postgres, "-D", cluster.data, ...listening, ...settings];
  const [program = "", ...args] = windows ? command : ["/bin/sh", "-c", KEEPER, "sh", ...command];
  const child = spawn(program, args, {
    uid: runAs.uid,
    gid: runAs.gid,
    cwd: cluster.sockets,
    detached: !windows,
    windowsHide: true,
    stdio: ["ignore", "ignore", "pipe", windows ? "ignore" : "pipe"],
  });
  return watch(child, port, onLine);
}

function watch(child: ChildProcess, port: number | null, onLine: (line: string) => void): PostgresProcess {
  let words = "";
  let over = false;
  const keeper = child.stdio[3];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-4000);
    for (const line of text.split("\n")) if (line.trim()) onLine(line.trim());
  });
  const ended = new Promise<void>((resolve) => {
    const finish = () => {
      over = true;
      // Lets the shell's watcher go, which still holds the other end when PostgreSQL died by itself.
      keeper?.destroy();
      resolve();
    };
    child.once("exit", finish);
    child.once("error", (error) => {
      words += error.message;
      finish();
    });
  });
  keeper?.on("error", () => {});
  return {
    port,
    ended,
    hasEnded: () => over,
    lastWords: () => words.trim(),
    async stop() {
      if (over) return;
      if (keeper) closePipe(keeper);
      else child.kill("SIGINT");
      await ended;
    },
  };
}

function closePipe(pipe: NonNullable<ChildProcess["stdio"][number]>): void {
  const writable = pipe as Duplex;
  writable.end();
}
