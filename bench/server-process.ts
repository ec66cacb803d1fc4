// A server under measurement: started as a child on a free loopback port, awaited, and ended by its own process id.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const startTimeoutMs = 90_000;
const stopTimeoutMs = 15_000;

export interface ServerProcess {
  pid: number;
  url: string;
  /** Lets the server collect its garbage, so that its memory is what it holds and not what it has not yet let go. */
  collectGarbage(): void;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || address === null) throw new Error("no free port on 127.0.0.1");
  return address.port;
}

/** Only what a server needs: settings of the caller's own installation must not reach it. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TMPDIR } = process.env;
  return { PATH, HOME, LANG, TMPDIR, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
}

async function stopProcess(child: ChildProcess, name: string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const stubborn = setTimeout(() => {
    process.stdout.write(`  ${name} did not stop within ${stopTimeoutMs / 1000} s and was killed\n`);
    child.kill("SIGKILL");
  }, stopTimeoutMs);
  await exited;
  clearTimeout(stubborn);
}

/** Both sides get the same: a signal that makes them collect their garbage. */
const collector = [
  "--expose-gc",
  "--import",
  "data:text/javascript,process.on('SIGUSR2', () => globalThis.gc())",
];

export interface ServerStart {
  name: string;
  script: string;
  nodeArguments: string[];
  env: Record<string, string>;
  /** Path that answers 200 once the server serves; null where an open port is enough. */
  readyPath: string | null;
  logFile: string;
  cwd: string;
}

async function answers(url: string, readyPath: string | null): Promise<boolean> {
  try {
    if (readyPath === null) {
      const { hostname: host, port } = new URL(url);
      const socket = connect({ host, port: Number(port) });
      await once(socket, "connect");
      socket.destroy();
      return true;
    }
    const response = await fetch(url + readyPath);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

const running = new Set<() => Promise<void>>();

/** For the bench's own early end: what it has started ends, too. */
export async function stopAllServers(): Promise<void> {
  await Promise.all([...running].map((stop) => stop()));
}

/** Starts the server and resolves when it serves; its output goes to `logFile`, whose end is in the error. */
export async function startServer(start: ServerStart): Promise<ServerProcess> {
  const port = await freePort();
  const log = openSync(start.logFile, "a");
  const child = spawn(process.execPath, [...collector, ...start.nodeArguments, start.script], {
    cwd: start.cwd,
    env: { ...plainEnvironment(), ...start.env, PORT: String(port), HOST: "127.0.0.1" },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const stop = () => stopProcess(child, start.name);
  running.add(stop);
  child.once("exit", () => running.delete(stop));
  const url = `http://127.0.0.1:${port}`;
  const giveUpAt = Date.now() + startTimeoutMs;
  while (!(await answers(url, start.readyPath))) {
    const gone = child.exitCode !== null || child.signalCode !== null;
    if (!gone && Date.now() < giveUpAt) {
      await pause(50);
      continue;
    }
    await stop();
    const tail = readFileSync(start.logFile, "utf8").slice(-2_000);
    throw new Error(`${start.name} ${gone ? "ended at its start" : "did not serve in time"}:\n${tail}`);
  }
  if (child.pid === undefined) throw new Error(`${start.name} has no process id`);
  return { pid: child.pid, url, collectGarbage: () => void child.kill("SIGUSR2"), stop };
}
