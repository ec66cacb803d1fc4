import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import type { Server } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { ChainedEvent } from "../lib/run/events";
import { findStep } from "../lib/run/focus";
import type { RunState } from "../lib/run/state";
import type { StepState } from "../lib/run/step-state";
import { createApi } from "../lib/server/api/app";
import { createFront } from "../lib/server/http-front";
import { attachGateway } from "../lib/server/realtime/run-gateway";
import type { Services } from "../lib/server/services";
import { createTestDatabase, startTestNode, type TestDatabase } from "../lib/testing/template-database";
import { seedDemo } from "../prisma/seed/seed-demo";

export interface Said {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

export interface Calling {
  /** Local part of a demo person's address, whose home is used; nobody's where absent. */
  as?: string;
  input?: string;
  variables?: Record<string, string>;
  cwd?: string;
  /** Its output is thrown away. */
  quiet?: boolean;
}

export interface RunningCli {
  child: ChildProcess;
  /** What it has said so far. */
  said: { out: string; err: string };
  ended: Promise<Said>;
}

const root = join(import.meta.dirname, "..");

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** A server on a port of its own over a real database, and the bundled command line beside, each person with a home of their own. */
export class CliRoom {
  readonly folder = mkdtempSync(join(tmpdir(), "hp-cli-"));
  private readonly bundle = join("dist", `test-cli-${process.pid}`);
  private readonly children = new Set<ChildProcess>();
  private running: { services: Services; server: Server } | null = null;
  private port = 0;

  private constructor(private readonly database: TestDatabase) {}

  static async open(): Promise<CliRoom> {
    const room = new CliRoom(await createTestDatabase());
    await room.makeBundle();
    await room.startServer();
    if (room.running) await seedDemo(room.running.services);
    return room;
  }

  private async makeBundle(): Promise<void> {
    const build = `import("./scripts/build.mjs").then(({ bundleCli }) => bundleCli(${JSON.stringify(this.bundle)}))`;
    const made = spawn(process.execPath, ["--eval", build], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [code] = await once(made, "close");
    if (code !== 0) throw new Error("the command line cannot be bundled");
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts it where it stood before, like a server that comes back. */
  async startServer(): Promise<void> {
    this.port ||= await freePort();
    const services = await startTestNode(this.database, { publicUrl: this.url, port: this.port });
    const server = createFront(services.env, {
      api: getRequestListener(createApi(services).fetch),
      pages: (_, response) => response.writeHead(404).end("<html>no page</html>"),
    });
    attachGateway(server, services);
    server.listen(this.port, "127.0.0.1");
    await once(server, "listening");
    this.running = { services, server };
  }

  async stopServer(): Promise<void> {
    const { services, server } = this.running ?? {};
    this.running = null;
    server?.close();
    server?.closeAllConnections();
    await services?.stop();
  }

  async close(): Promise<void> {
    for (const child of this.children) child.kill("SIGKILL");
    await this.stopServer();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.bundle, { recursive: true, force: true });
  }

  get isRunning(): boolean {
    return this.running !== null;
  }

  private homeOf(as: string | undefined): string {
    const home = join(this.folder, "homes", as ?? "nobody");
    mkdirSync(home, { recursive: true });
    return home;
  }

  stateFolderOf(as: string): string {
    return join(this.homeOf(as), ".local/state/holdpoint");
  }

  configFileOf(as: string): string {
    return join(this.homeOf(as), ".config/holdpoint/credentials.json");
  }

  /** Files of the spool that wait to be sent, or were refused. */
  spoolOf(as: string, refused = false): string[] {
    const folder = join(this.stateFolderOf(as), "spool", ...(refused ? ["refused"] : []));
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  }

  /** Starts the command line as a process of its own. */
  start(args: readonly string[], { as, input, variables, cwd, quiet }: Calling = {}): RunningCli {
    const env = {
      NODE_ENV: "test" as const,
      PATH: process.env.PATH,
      HOME: this.homeOf(as),
      TZ: "UTC",
      ...variables,
    };
    const run = `import(${JSON.stringify(join(root, this.bundle, "holdpoint.js"))}).then(async ({ main }) => {
      process.exitCode = await main(process.argv.slice(1), { root: ${JSON.stringify(root)}, variables: process.env,
        out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) });
    })`;
    const argv = ["--input-type=module", "--eval", run, "--", ...args];
    const child = spawn(process.execPath, argv, {
      cwd: cwd ?? this.folder,
      env,
      stdio: [input === undefined ? "ignore" : "pipe", quiet ? "ignore" : "pipe", "pipe"],
    });
    this.children.add(child);
    const said = { out: "", err: "" };
    child.stdout?.on("data", (piece) => {
      said.out += piece;
    });
    child.stderr?.on("data", (piece) => {
      said.err += piece;
    });
    if (input !== undefined) child.stdin?.end(input);
    const ended = once(child, "close").then(([code, signal]): Said => {
      this.children.delete(child);
      return { code, signal, ...said };
    });
    return { child, said, ended };
  }

  /** Runs the command line to its end. */
  run(args: readonly string[], calling: Calling = {}): Promise<Said> {
    return this.start(args, calling).ended;
  }

  async signIn(as: string): Promise<void> {
    if (existsSync(this.configFileOf(as))) return;
    const args = ["login", this.url, "--email", `${as}@holdpoint.test`];
    const said = await this.run(args, { as, input: "holdpoint-demo\n" });
    if (said.code !== 0) throw new Error(said.err);
  }

  /** Plans and starts a rehearsal of a Markdown text with demo people in its roles, by the command line. */
  async makeRun(
    markdown: string,
    roles: Record<string, string>,
    variables: Record<string, string> = {},
  ): Promise<string> {
    const file = join(this.folder, `${randomUUID()}.md`);
    writeFileSync(file, markdown);
    await this.signIn("author");
    await this.signIn("ic");
    const published = await this.run(["import", file, "--json"], { as: "author" });
    const slug: string = JSON.parse(published.out).imported[0]?.slug;
    const named = Object.entries(roles).flatMap(([role, who]) => ["--role", `${role}=${who}@holdpoint.test`]);
    const values = Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}=${value}`]);
    const t0 = new Date().toISOString();
    const args = ["plan", "--runbook", slug, "--kind", "rehearsal", "--title", "The night", "--t0", t0];
    const planned = await this.run([...args, "--time-zone", "UTC", ...named, ...values, "--json"], {
      as: "author",
    });
    if (planned.code !== 0) throw new Error(published.err + planned.err);
    const { runId } = JSON.parse(planned.out);
    await this.command(runId, "ic", { type: "StartRun" });
    return runId;
  }

  private async call(as: string, path: string, init: RequestInit = {}): Promise<Response> {
    const kept = JSON.parse(readFileSync(this.configFileOf(as), "utf8"));
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${kept.servers[this.url].token}`,
    };
    return fetch(this.url + path, { ...init, headers });
  }

  async command(runId: string, as: string, body: Record<string, unknown>): Promise<void> {
    const text = JSON.stringify({ commandId: randomUUID(), ...body });
    const reply = await this.call(as, `/api/runs/${runId}/commands`, { method: "POST", body: text });
    if (!reply.ok) throw new Error(await reply.text());
  }

  async state(runId: string): Promise<RunState> {
    return (await (await this.call("ic", `/api/runs/${runId}`)).json()).state;
  }

  async step(runId: string, id: string): Promise<StepState> {
    const found = findStep(await this.state(runId), id);
    if (!found) throw new Error(`there is no step ${id}`);
    return found;
  }

  async events(runId: string): Promise<ChainedEvent[]> {
    return (await (await this.call("ic", `/api/runs/${runId}/events?limit=1000`)).json()).events;
  }

  async artifact(runId: string, artifactId: string): Promise<Buffer> {
    return Buffer.from(
      await (await this.call("ic", `/api/runs/${runId}/evidence/${artifactId}`)).arrayBuffer(),
    );
  }
}
