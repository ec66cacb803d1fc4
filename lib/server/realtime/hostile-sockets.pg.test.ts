import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ApiFixture, ORIGIN } from "../../testing/api-fixture";
import { guardUpgrades } from "../http-front";
import { attachGateway } from "./run-gateway";

let api: ApiFixture;
let http: HttpServer;
let runId: string;
let cookie: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
  cookie = (await api.signIn("ic")).cookie;
  http = createServer();
  attachGateway(http, api.services);
  guardUpgrades(http, api.services.env, null);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await api.stop();
  http.close();
});

interface Knock {
  headers?: Record<string, string>;
  auth?: Record<string, unknown>;
}

/** A connected socket; rejects with the server's reason. */
async function knock({ headers, auth }: Knock): Promise<Socket> {
  const { port } = http.address() as AddressInfo;
  const options = { transports: ["websocket"], forceNew: true, reconnection: false };
  const socket = io(`http://127.0.0.1:${port}`, { ...options, extraHeaders: headers, auth });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.on("connect", () => resolve());
    socket.on("connect_error", reject);
  });
  return socket;
}

const asPerson = () => knock({ headers: { cookie, origin: ORIGIN } });

async function byesOf(socket: Socket): Promise<string> {
  const [{ reason }] = await once(socket as unknown as NodeJS.EventEmitter, "bye");
  return reason;
}

async function tokenOf(bound?: string): Promise<string> {
  const json = { email: "dba@holdpoint.test", password: "holdpoint-demo", name: "ci", runId: bound };
  return ((await api.post("/api/tokens", { json })).json as { token: string }).token;
}

async function shareToken(): Promise<string> {
  const made = await api.post(`/api/runs/${runId}/share-links`, { as: "ic", json: {} });
  return (made.json as { token: string }).token;
}

describe("S2 a cookie from another site's page", () => {
  it.each([["https://evil.example"], ["null"], ["http://localhost:3001"], ["https://localhost:3000"], [""]])(
    "with the origin %j opens no socket",
    async (origin) => {
      await expect(knock({ headers: { cookie, origin } })).rejects.toThrow(/Unauthenticated/);
    },
  );

  it("without any origin opens no socket, and from our own page it does", async () => {
    await expect(knock({ headers: { cookie } })).rejects.toThrow(/Unauthenticated/);
    expect((await asPerson()).connected).toBe(true);
  });
});

describe("S1 a join without a right", () => {
  it("by a token that is bound to another run is refused, answered and cut", async () => {
    const socket = await knock({ auth: { token: await tokenOf(await api.makeRun()) } });
    const bye = byesOf(socket);
    expect(await socket.emitWithAck("join", { runId, after: 0 })).toMatchObject({
      error: { code: "forbidden" },
    });
    expect(await bye).toMatch(/Forbidden/);
  });

  it("by a share link is refused, answered and cut, and tells nothing of the run", async () => {
    const socket = await knock({ auth: { share: await shareToken() } });
    const heard: string[] = [];
    socket.onAny((name: string) => heard.push(name));
    const answer = await socket.emitWithAck("join", { runId, after: 0 });
    expect(answer).toEqual({ error: { code: "forbidden", message: expect.any(String) } });
    await expect.poll(() => socket.connected).toBe(false);
    expect(heard).not.toContain("events");
    expect(heard).not.toContain("presence");
  });

  it("S3 by guessing tokens or links is throttled by the tenth attempt", async () => {
    const reasons: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      const auth = n % 2 ? { token: `hp_${n}` } : { share: `s${n}` };
      await knock({ auth }).catch((error: Error) => reasons.push(error.message));
    }
    expect(reasons.slice(0, 9).every((reason) => /Unauthenticated/.test(reason))).toBe(true);
    expect(reasons[9]).toMatch(/Too many/);
    expect((await knock({ auth: { token: await tokenOf() } })).connected).toBe(true);
  });
});

describe("S4 a malformed join", () => {
  const odd = "11111111-2222-4333-8444-555555555555";
  const payloads: [string, unknown][] = [
    ["nothing", null],
    ["a text", "join me"],
    ["a list", [odd, 0]],
    ["no run", { after: 0 }],
    ["a prototype", JSON.parse(`{"__proto__":{"runId":"${odd}","after":0}}`)],
    ["a constructor", { constructor: odd, after: 0 }],
    ["an object for the run", { runId: { toString: odd }, after: 0 }],
    ["a run that is SQL", { runId: "'; DROP TABLE run; --", after: 0 }],
    ["a negative number", { runId: odd, after: -1 }],
    ["a huge number", { runId: odd, after: 1e300 }],
    ["half a number", { runId: odd, after: 1.5 }],
    ["a text for a number", { runId: odd, after: "0" }],
    ["bytes", Buffer.alloc(100)],
    ["a number that the database does not know", { runId: odd, after: 2 ** 31 }],
  ];

  it.each(payloads)("of %s is answered and cut, and the server goes on", async (_, payload) => {
    const socket = await asPerson();
    expect(await socket.emitWithAck("join", payload)).toMatchObject({ error: { code: "malformed" } });
    await expect.poll(() => socket.connected).toBe(false);
  });

  it("that asks for no answer is cut", async () => {
    const socket = await asPerson();
    const bye = byesOf(socket);
    socket.emit("join", { runId, after: 0 });
    expect(await bye).toMatch(/Malformed/);
  });

  it("with a number beyond the log's end gets the log's own", async () => {
    const socket = await asPerson();
    const answer = await socket.emitWithAck("join", { runId, after: 2 ** 31 - 1 });
    expect(answer.seq).toBeLessThan(100);
  });

  it("by a frame above 64 KB ends that socket and no other", async () => {
    const [rude, other] = [await asPerson(), await asPerson()];
    rude.emit("join", { runId, after: 0, padding: "x".repeat(70_000) }, () => {});
    await expect.poll(() => rude.connected).toBe(false);
    expect(await other.emitWithAck("join", { runId, after: 0 })).toHaveProperty("seq");
  });
});

describe("a burst of two hundred joins", () => {
  it("is answered one by one, leaves the socket in one room once, and disturbs nobody", async () => {
    const other = await api.makeRun();
    const socket = await asPerson();
    const heard: number[] = [];
    socket.on("events", (message: { runId: string; events: { seq: number }[] }) => {
      if (message.runId === runId) heard.push(...message.events.map(({ seq }) => seq));
    });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        socket.emitWithAck("join", { runId: n % 2 ? runId : other, after: 1 }),
      ),
    );
    expect(answers.filter((answer) => !("seq" in answer))).toEqual([]);
    const logged = await api.command(runId, "scribe", { type: "LogEntry", text: "After the burst" });
    await expect.poll(() => heard).toEqual([(logged.json as { seq: number }).seq]);
  });
});

describe("F7 a join while the database is away", () => {
  it("is answered as unavailable at once, and works on the same socket when it is back", async () => {
    const run = await api.makeRun();
    const socket = await asPerson();
    const gone = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    vi.spyOn(api.services.db.pool, "query").mockImplementation(() => Promise.reject(gone));
    const answer = await socket.timeout(2000).emitWithAck("join", { runId: run, after: 0 });
    expect(answer).toEqual({ error: { code: "unavailable", message: expect.stringMatching(/database/) } });
    expect(JSON.stringify(answer)).not.toContain("ECONN");
    vi.restoreAllMocks();
    expect(await socket.emitWithAck("join", { runId: run, after: 0 })).toMatchObject({ seq: 2 });
    expect(socket.connected).toBe(true);
  });
});
