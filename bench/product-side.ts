import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HttpClient } from "./http-client";
import { commandsOf, type RunPeople } from "./product-commands";
import { benchRunbook } from "./runbook";
import { type ServerProcess, startServer } from "./server-process";
import type { RunningSide, Side } from "./side";

const password = "holdpoint-demo";
const mailbox = (name: string) => `${name}@holdpoint.test`;
/** The demo's people: the watchers' connections are handed round among them. */
const people = ["ic", "deployer", "scribe", "author", "admin", "dba", "payments", "approver"] as const;

type Tokens = Record<(typeof people)[number], string>;

const tokenAnswer = z.object({ token: z.string() });
const stepAnswer = z.object({ id: z.string(), fields: z.array(z.object({ name: z.string() })) });
const runbookAnswer = z.object({
  slug: z.string(),
  version: z.int(),
  definition: z.object({
    roles: z.array(z.object({ key: z.string(), name: z.string(), capability: z.string() })),
    phases: z.array(z.object({ kind: z.string(), steps: z.array(stepAnswer) })),
  }),
});
const planAnswer = z.object({ runId: z.string() });
const runAnswer = z.object({ seq: z.int() });

type Runbook = z.infer<typeof runbookAnswer>;

/** What is done once for a data directory, and kept for all sessions on it. */
interface Ground {
  tokens: Tokens;
  runbook: Runbook;
}

async function signIn(http: HttpClient): Promise<Tokens> {
  const tokenOf = async (name: string) => {
    const body = JSON.stringify({ email: mailbox(name), password, name: "bench" });
    return tokenAnswer.parse(await http.send("POST", { path: "/api/tokens", token: null, body })).token;
  };
  const entries: [string, string][] = [];
  for (const name of people) entries.push([name, await tokenOf(name)]);
  return z.record(z.enum(people), z.string()).parse(Object.fromEntries(entries));
}

async function layGround(http: HttpClient): Promise<Ground> {
  const tokens = await signIn(http);
  const post = { path: "/api/runbooks", token: tokens.author, body: benchRunbook() };
  return { tokens, runbook: runbookAnswer.parse(await http.send("POST", post, "text/markdown")) };
}

function holderOf(role: Runbook["definition"]["roles"][number]): string {
  if (role.capability === "decider") return mailbox("ic");
  return mailbox(role.name === "Scribe" ? "scribe" : "deployer");
}

/** Plans and starts a fresh run, so that every session meets a log of the same length. */
async function startRun(http: HttpClient, { tokens, runbook }: Ground): Promise<string> {
  const plan = {
    slug: runbook.slug,
    version: runbook.version,
    kind: "rehearsal",
    title: "Batch move under measurement",
    t0: new Date(Date.now() + 3_600_000).toISOString(),
    timeZone: "UTC",
    roles: runbook.definition.roles.map((role) => ({ role: role.key, email: holderOf(role) })),
  };
  const body = JSON.stringify(plan);
  const { runId } = planAnswer.parse(await http.send("POST", { path: "/api/runs", token: tokens.ic, body }));
  await http.send("POST", {
    path: `/api/runs/${runId}/commands`,
    token: tokens.ic,
    body: JSON.stringify({ commandId: randomUUID(), type: "StartRun" }),
  });
  return runId;
}

async function headOf(http: HttpClient, runId: string, token: string): Promise<number> {
  return runAnswer.parse(await http.send("GET", { path: `/api/runs/${runId}`, token, body: "" })).seq;
}

async function runningSide(server: ServerProcess, http: HttpClient, ground: Ground): Promise<RunningSide> {
  const { tokens, runbook } = ground;
  const runId = await startRun(http, ground);
  const { phases } = runbook.definition;
  const steps = phases.filter((phase) => phase.kind === "execute").flatMap((phase) => phase.steps);
  const writers: RunPeople = { ic: tokens.ic, deployer: tokens.deployer, scribe: tokens.scribe };
  return {
    pid: server.pid,
    url: server.url,
    target: async () => ({
      kind: "product",
      url: server.url,
      runId,
      tokens: Object.values(tokens),
      after: await headOf(http, runId, tokens.ic),
    }),
    post: commandsOf(runId, writers, steps),
    collectGarbage: server.collectGarbage,
    async stop() {
      http.close();
      await server.stop();
    },
  };
}

/** @param options `folder` is its own, for data and log; `script` the bundle, relative to `root` */
export function productSide(options: {
  root: string;
  folder: string;
  script: string;
  profile: string | null;
}): Side {
  mkdirSync(options.folder, { recursive: true, mode: 0o755 });
  const profiling = options.profile ? ["--cpu-prof", `--cpu-prof-dir=${options.profile}`] : [];
  let ground: Ground | null = null;
  return {
    name: "product",
    async start() {
      const server = await startServer({
        name: "the product",
        script: options.script,
        nodeArguments: profiling,
        env: { DATA_DIR: join(options.folder, "data"), HOLDPOINT_DEMO: "1" },
        readyPath: "/api/ready",
        logFile: join(options.folder, "product.log"),
        cwd: options.root,
      });
      const http = new HttpClient(server.url);
      try {
        ground ??= await layGround(http);
        return await runningSide(server, http, ground);
      } catch (error) {
        http.close();
        await server.stop();
        throw error;
      }
    },
  };
}
