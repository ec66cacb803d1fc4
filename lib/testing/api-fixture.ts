import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { seedDemo } from "../../prisma/seed/seed-demo";
import { createApi } from "../server/api/app";
import { sessionCookieName } from "../server/auth/session-cookie";
import { openSession } from "../server/auth/sessions";
import type { Env } from "../server/env";
import type { MakeClock, Services } from "../server/services";
import { createTestDatabase, startTestNode, type TestDatabase } from "./template-database";

export const ORIGIN = "http://localhost:3000";
const HOST = "localhost:3000";

export interface Call {
  /** Local part of a demo person's address, whose session cookie is sent. */
  as?: string;
  token?: string;
  json?: unknown;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The body as it came. */
  bytes: Buffer;
  /** The parsed body; undefined where it is no JSON. */
  json: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The API over a database of its own with the demo in it; requests need no port. */
export class ApiFixture {
  private readonly cookies = new Map<string, string>();
  private readonly api;

  private constructor(
    private readonly database: TestDatabase,
    readonly services: Services,
  ) {
    this.api = createApi(services);
  }

  static async start(change: Partial<Env> = {}, makeClock?: MakeClock): Promise<ApiFixture> {
    const database = await createTestDatabase();
    const services = await startTestNode(database, change, makeClock);
    await seedDemo(services);
    return new ApiFixture(database, services);
  }

  async stop(): Promise<void> {
    await this.services.stop();
    await this.database.drop();
  }

  /** Cookie header of a session of one's own. */
  async signIn(name: string): Promise<{ cookie: string; sessionId: string }> {
    const { db, env } = this.services;
    const { id } = await db.prisma.person.findUniqueOrThrow({ where: { email: `${name}@holdpoint.test` } });
    const sessionId = await openSession(this.services, id);
    const token = await encode({ token: { sid: sessionId }, secret: env.authSecret });
    return { cookie: `${sessionCookieName(env)}=${token}`, sessionId };
  }

  private async cookieOf(name: string): Promise<string> {
    const known = this.cookies.get(name) ?? (await this.signIn(name)).cookie;
    this.cookies.set(name, known);
    return known;
  }

  async call(method: string, path: string, { as, token, json, body, headers }: Call = {}): Promise<Reply> {
    const all: Record<string, string> = { host: HOST, origin: ORIGIN };
    if (as) all.cookie = await this.cookieOf(as);
    if (token) all.authorization = `Bearer ${token}`;
    if (json !== undefined) all["content-type"] = "application/json";
    const sent = json === undefined ? body : JSON.stringify(json);
    const response = await this.api.request(path, { method, headers: { ...all, ...headers }, body: sent });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString("utf8");
    return { status: response.status, headers: response.headers, text, bytes, json: parsed(text) };
  }

  get(path: string, call: Call = {}): Promise<Reply> {
    return this.call("GET", path, call);
  }

  post(path: string, call: Call = {}): Promise<Reply> {
    return this.call("POST", path, call);
  }

  /** Gives a command to a run; a new id unless one is given. */
  command(runId: string, as: string, command: Record<string, unknown>): Promise<Reply> {
    return this.post(`/api/runs/${runId}/commands`, { as, json: { commandId: randomUUID(), ...command } });
  }

  /** A rehearsal of the sample runbook with the demo's people; started unless told otherwise. */
  async makeRun({ started = true } = {}): Promise<string> {
    const roles = [
      { role: "incident-commander", email: "ic@holdpoint.test" },
      { role: "deployer", email: "deployer@holdpoint.test" },
      { role: "db-owner", email: "dba@holdpoint.test" },
      { role: "payments-owner", email: "payments@holdpoint.test" },
      { role: "scribe", email: "scribe@holdpoint.test" },
      { role: "approver", email: "approver@holdpoint.test" },
    ];
    const reply = await this.post("/api/runs", { as: "author", json: planOf({ roles }) });
    const { runId } = reply.json as { runId: string };
    if (started) await this.command(runId, "ic", { type: "StartRun" });
    return runId;
  }
}

/** A body of `POST /api/runs` that is right. */
export function planOf(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    slug: "orders-database-to-the-new-cluster",
    version: 1,
    kind: "rehearsal",
    title: "Orders database, rehearsed",
    t0: "2026-12-01T02:00:00Z",
    timeZone: "Europe/Vienna",
    variables: { ENVIRONMENT: "rehearsal", RELEASE: "orders-2026.11", SWITCH_TIME: "02:00" },
    roles: [],
    ...change,
  };
}

/** The `error` of a refusal; fails where there is none. */
export function errorOf({ json }: Reply): {
  code: string;
  message: string;
  rule?: string;
  missing?: string[];
} {
  const { error } = (json ?? {}) as { error?: { code: string; message: string } };
  if (!error) throw new Error(`no error in ${JSON.stringify(json)}`);
  return error;
}
