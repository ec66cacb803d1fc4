import { createServer, type Server as HttpServer } from "node:http";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { JoinAnswer, PresenceMessage } from "../../protocol/socket";
import type { RunEvent } from "../../run/events";
import { makePerson, makeRun, sendOk, type TestPerson, type TestRun } from "../../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import type { Services } from "../services";
import { attachGateway } from "./run-gateway";
import type { Visitor } from "./visitor";

interface Node {
  services: Services;
  http: HttpServer;
  url: string;
}

let database: TestDatabase;
let first: Node;
let second: Node;
const visitors = new Map<string, Visitor>();
const sockets: Socket[] = [];

async function startNode(): Promise<Node> {
  const services = await startTestNode(database);
  const http = createServer();
  attachGateway(http, services, async (handshake) => visitors.get(String(handshake.auth.token)) ?? null);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  return {
    services,
    http,
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
  };
}

async function stopNode(node: Node): Promise<void> {
  await node.services.stop();
  await new Promise((resolve) => node.http.close(resolve));
}

beforeAll(async () => {
  database = await createTestDatabase();
  [first, second] = [await startNode(), await startNode()];
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await Promise.all([stopNode(first), stopNode(second)]);
  await database.drop();
});

function personVisitor(person: TestPerson): Visitor {
  const via = { kind: "session" as const, sessionId: person.sessionId };
  return { kind: "person", principal: { personId: person.personId, name: person.name, via } };
}

interface Watcher {
  socket: Socket;
  events: RunEvent[];
  byes: string[];
  presence: PresenceMessage[];
  join(runId: string, after: number): Promise<JoinAnswer>;
}

function connect(node: Node, visitor: Visitor | null): Promise<Watcher> {
  const token = `t${Math.random()}`;
  if (visitor) visitors.set(token, visitor);
  const socket = io(node.url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth: { token },
  });
  sockets.push(socket);
  const watcher: Watcher = {
    socket,
    events: [],
    byes: [],
    presence: [],
    join: (runId, after) => socket.emitWithAck("join", { runId, after }),
  };
  socket.on("events", (message: { events: RunEvent[] }) => watcher.events.push(...message.events));
  socket.on("bye", (message: { reason: string }) => watcher.byes.push(message.reason));
  socket.on("presence", (message: PresenceMessage) => watcher.presence.push(message));
  return new Promise((resolve, reject) => {
    socket.on("connect", () => resolve(watcher));
    socket.on("connect_error", reject);
  });
}

function log(node: Node, run: TestRun, text: string) {
  return sendOk(node.services, run.operator, run.runId, { type: "LogEntry", payload: { text } });
}

const seqs = (events: RunEvent[]) => events.map((event) => event.seq);

describe("joining a run", () => {
  it("gives the state to one who has nothing, the gap to one who has some, and then everything in order", async () => {
    const run = await makeRun(first.services);
    const fresh = await connect(first, personVisitor(run.operator));
    const behind = await connect(second, personVisitor(run.commander));
    const all = await fresh.join(run.runId, 0);
    expect(all).toMatchObject({ seq: 2, state: { runId: run.runId, status: "running" } });
    expect("recentEvents" in all && seqs(all.recentEvents)).toEqual([1, 2]);
    const gap = await behind.join(run.runId, 1);
    expect("events" in gap && seqs(gap.events)).toEqual([2]);
    for (let index = 0; index < 20; index += 1) await log(index % 2 ? first : second, run, `e${index}`);
    await expect.poll(() => fresh.events.length).toBe(20);
    await expect.poll(() => behind.events.length).toBe(20);
    expect(seqs(behind.events)).toEqual(seqs(fresh.events));
    expect(fresh.events.some((event) => "hash" in event)).toBe(false);
    const late = await connect(first, personVisitor(run.operator));
    const answer = await late.join(run.runId, 12);
    expect("events" in answer && seqs(answer.events)).toEqual([13, 14, 15, 16, 17, 18, 19, 20, 21, 22]);
  });

  it("answers the time of the database's clock", async () => {
    const run = await makeRun(first.services);
    const watcher = await connect(first, personVisitor(run.operator));
    const time = await watcher.socket.emitWithAck("time");
    expect(Math.abs(time - first.services.clock.now())).toBeLessThan(1000);
  });

  it("is refused to nobody, to a token of another run, for a run that does not exist, and when malformed", async () => {
    const run = await makeRun(first.services);
    await expect(connect(first, null)).rejects.toThrow(/Unauthenticated/);
    const via = { kind: "token" as const, tokenId: run.runId, runId: crypto.randomUUID() };
    const bound: Visitor = { kind: "person", principal: { personId: run.operator.personId, name: "x", via } };
    const wrong: [Visitor, unknown, RegExp][] = [
      [bound, { runId: run.runId, after: 0 }, /Forbidden/],
      [personVisitor(run.operator), { runId: crypto.randomUUID(), after: 0 }, /no such run/],
      [personVisitor(run.operator), { runId: "'; --", after: -1 }, /Malformed/],
    ];
    for (const [visitor, request, reason] of wrong) {
      const watcher = await connect(first, visitor);
      watcher.socket.emit("join", request, () => {});
      await expect.poll(() => watcher.byes[0]).toMatch(reason);
      await expect.poll(() => watcher.socket.connected).toBe(false);
    }
  });
});

describe("presence", () => {
  it("shows people on every node with their roles, and since when they are away", async () => {
    const run = await makeRun(first.services);
    const here = await connect(first, personVisitor(run.operator));
    await here.join(run.runId, 0);
    const there = await connect(second, personVisitor(run.commander));
    await there.join(run.runId, 0);
    const names = () =>
      here.presence.at(-1)?.people.map((person) => [person.name, person.roles, person.awaySince]);
    await expect.poll(names, { timeout: 5000 }).toEqual([
      ["Chris Commander", ["commander"], null],
      ["Olga Operator", ["operator"], null],
    ]);
    expect(here.presence.at(-1)?.watching).toBe(2);
    there.socket.disconnect();
    await expect.poll(() => here.presence.at(-1)?.people[0]?.awaySince, { timeout: 5000 }).toMatch(/^\d{4}-/);
    expect(here.presence.at(-1)).toMatchObject({ watching: 1, headSeq: 2 });
  });
});

describe("access that ends while a socket is open", () => {
  it.each([
    [
      "a revoked session",
      (p: TestPerson) => `UPDATE session SET "revokedAt" = now() WHERE id = '${p.sessionId}'`,
    ],
    ["a deleted session", (p: TestPerson) => `DELETE FROM session WHERE id = '${p.sessionId}'`],
    [
      "a disabled person",
      (p: TestPerson) => `UPDATE person SET "disabledAt" = now() WHERE id = '${p.personId}'`,
    ],
  ])("cuts %s within a second, and nobody else", async (_name, sql) => {
    const run = await makeRun(first.services);
    const person = await makePerson(first.services, "Gone Soon");
    const other = await connect(second, personVisitor(run.operator));
    const watcher = await connect(second, personVisitor(person));
    await Promise.all([other.join(run.runId, 0), watcher.join(run.runId, 0)]);
    await first.services.db.pool.query(sql(person));
    const start = performance.now();
    await expect.poll(() => watcher.socket.connected, { interval: 10 }).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(watcher.byes).toEqual(["Your session has ended."]);
    await log(first, run, "not for the one who left");
    await expect.poll(() => other.events.length).toBe(1);
    expect(watcher.events).toEqual([]);
    expect(other.socket.connected).toBe(true);
  });

  it("cuts a revoked token and share link, also where the notice came while the listener was away", async () => {
    const run = await makeRun(first.services);
    const { db } = first.services;
    const expiresAt = new Date(Date.now() + 60_000);
    const token = await db.prisma.apiToken.create({
      data: { personId: run.operator.personId, name: "t", hash: Buffer.from(crypto.randomUUID()), expiresAt },
    });
    const link = await db.prisma.shareLink.create({
      data: {
        runId: run.runId,
        hash: Buffer.from(crypto.randomUUID()),
        createdBy: run.operator.personId,
        expiresAt,
      },
    });
    const principal = { personId: run.operator.personId, name: "t" };
    const byToken = await connect(second, {
      kind: "person",
      principal: { ...principal, via: { kind: "token", tokenId: token.id, runId: null } },
    });
    const byLink = await connect(second, {
      kind: "share",
      runId: run.runId,
      linkId: link.id,
      showNames: false,
    });
    await db.pool.query(`UPDATE api_token SET "revokedAt" = now() WHERE id = $1`, [token.id]);
    await expect.poll(() => byToken.socket.connected).toBe(false);
    expect(byToken.byes).toEqual(["Your access was revoked."]);
    await db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'holdpoint listener' AND datname = current_database()`,
    );
    await db.pool.query(`UPDATE share_link SET "revokedAt" = now() WHERE id = $1`, [link.id]);
    await expect.poll(() => byLink.socket.connected, { timeout: 5000 }).toBe(false);
    expect(byLink.byes).toEqual(["Your access was revoked."]);
  });
});

describe("a share link", () => {
  it("is shown the summary at once and after each change, and nothing else", async () => {
    const run = await makeRun(first.services, { started: false });
    const link = await first.services.db.prisma.shareLink.create({
      data: {
        runId: run.runId,
        hash: Buffer.from(crypto.randomUUID()),
        createdBy: run.operator.personId,
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    const everything: string[] = [];
    const follow = (showNames: boolean) => {
      const seen: { status: string }[] = [];
      const token = `share${Math.random()}`;
      visitors.set(token, { kind: "share", runId: run.runId, linkId: link.id, showNames });
      const socket = io(second.url, {
        transports: ["websocket"],
        forceNew: true,
        reconnection: false,
        auth: { token },
      });
      sockets.push(socket);
      socket.on("share", (summary: { status: string }) => seen.push(summary));
      socket.onAny((name: string) => everything.push(name));
      return seen;
    };
    const seen = follow(false);
    const named = follow(true);
    await expect.poll(() => [seen.length, named.length]).toEqual([1, 1]);
    await sendOk(first.services, run.commander, run.runId, { type: "StartRun", payload: {} });
    await expect.poll(() => [seen.at(-1)?.status, named.at(-1)?.status]).toEqual(["running", "running"]);
    expect(new Set(everything)).toEqual(new Set(["share"]));
    expect(JSON.stringify(seen)).not.toContain("Olga");
    for (const summary of named) expect(JSON.stringify(summary)).toContain("Olga");
  });
});

describe("a planned stop", () => {
  it("says goodbye, refuses newcomers, and is over within ten seconds", async () => {
    const node = await startNode();
    const run = await makeRun(node.services);
    const watcher = await connect(node, personVisitor(run.operator));
    await watcher.join(run.runId, 0);
    const start = performance.now();
    await stopNode(node);
    expect(performance.now() - start).toBeLessThan(10_000);
    await expect.poll(() => watcher.socket.connected).toBe(false);
    expect(watcher.byes).toEqual(["The server is restarting."]);
    expect(await node.services.ready()).toMatchObject({ ready: false, reason: "stopping" });
  });
});
