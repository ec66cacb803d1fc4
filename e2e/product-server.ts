import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The product as its users run it: the production build in a process of its own, with a data directory of its own. */
export interface ProductServer {
  url: string;
  pid(): number;
  /** Ends the process with SIGKILL and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data, and waits until it is ready. */
  start(): Promise<void>;
  /** Asks it to stop and waits; the data directory is removed. */
  dispose(): Promise<void>;
  /** Command lines of processes that still work in the data directory. */
  leftBehind(): string[];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const ready = await fetch(`${url}/api/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server was not ready in 60 s:\n${output()}`);
}

/** Command lines of all processes, where the system tells them. */
function commandLines(): string[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        // It ended between the listing and the reading.
        return [];
      }
    });
}

function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

export async function startProduct(extra: Record<string, string> = {}): Promise<ProductServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "holdpoint-e2e-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child: ChildProcess | null = null;
  let output = "";

  const start = async () => {
    output = "";
    const started = spawn(process.execPath, ["dist/server.js"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: String(port),
        HOST: "127.0.0.1",
        PUBLIC_URL: url,
        DATA_DIR: dataDir,
        DATABASE_URL: "",
        ...extra,
      },
    });
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8000);
    };
    started.stdout?.on("data", keep);
    started.stderr?.on("data", keep);
    child = started;
    await untilReady(url, started, () => output);
  };

  const running = () => {
    if (child?.pid === undefined) throw new Error("the server is not running");
    return child;
  };

  await start();
  return {
    url,
    pid: () => running().pid ?? -1,
    kill: async () => {
      const victim = running();
      victim.kill("SIGKILL");
      await gone(victim);
    },
    start,
    dispose: async () => {
      if (child) {
        child.kill("SIGTERM");
        await gone(child);
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
    leftBehind: () => commandLines().filter((line) => line.includes(dataDir)),
  };
}
