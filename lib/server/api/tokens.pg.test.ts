import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TokenItem } from "../../protocol/http";
import { ApiFixture } from "../../testing/api-fixture";
import { guardUpgrades } from "../http-front";
import { attachGateway } from "../realtime/run-gateway";

let api: ApiFixture;
let http: HttpServer;

beforeAll(async () => {
  api = await ApiFixture.start();
  http = createServer();
  attachGateway(http, api.services);
  guardUpgrades(http, api.services.env, null);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
});

afterAll(async () => {
  await api.stop();
  http.close();
});

async function makeToken(who: string, name: string): Promise<string> {
  const json = { email: `${who}@holdpoint.test`, password: "holdpoint-demo", name };
  return ((await api.post("/api/tokens", { json })).json as { token: string }).token;
}

async function tokensOf(who: string): Promise<TokenItem[]> {
  return ((await api.get("/api/tokens", { as: who })).json as { tokens: TokenItem[] }).tokens;
}

const remove = (as: string, tokenId: string) => api.call("DELETE", `/api/tokens/${tokenId}`, { as });

describe("one's tokens", () => {
  test("are listed without their secrets, to oneself alone", async () => {
    const token = await makeToken("dba", "laptop");
    const reply = await api.get("/api/tokens", { as: "dba" });
    expect(reply.text).not.toContain(token);
    expect((await tokensOf("dba")).map((item) => [item.name, item.revoked])).toEqual([["laptop", false]]);
    expect(await tokensOf("scribe")).toEqual([]);
  });

  test("say whose they are, also where they are good for one run only", async () => {
    const runId = await api.makeRun();
    const json = { email: "dba@holdpoint.test", password: "holdpoint-demo", name: "one run", runId };
    const { token } = (await api.post("/api/tokens", { json })).json as { token: string };
    const reply = await api.get(`/api/runs/${runId}/me`, { token });
    expect(reply.json).toMatchObject({ email: "dba@holdpoint.test", name: expect.any(String) });
    expect(Object.keys(reply.json as object).sort()).toEqual(["email", "name", "personId"]);
    expect((await api.get("/api/me", { as: "dba" })).json).toEqual(reply.json);
    expect((await api.get("/api/me", { token })).status).toBe(403);
    expect((await api.get(`/api/runs/${await api.makeRun()}/me`, { token })).status).toBe(403);
    expect((await api.get("/api/me")).status).toBe(401);
  });

  test("S1 are revoked by oneself or an administrator, and by nobody else", async () => {
    const [mine, theirs] = [await makeToken("ic", "mine"), await makeToken("ic", "theirs")];
    const ids = Object.fromEntries((await tokensOf("ic")).map((item) => [item.name, item.tokenId]));
    expect((await remove("deployer", ids.mine ?? "")).status).toBe(404);
    expect((await api.get("/api/runs", { token: mine })).status).toBe(200);
    expect((await remove("ic", ids.mine ?? "")).status).toBe(204);
    expect((await remove("ic", ids.mine ?? "")).status).toBe(404);
    expect((await remove("admin", ids.theirs ?? "")).status).toBe(204);
    for (const token of [mine, theirs]) expect((await api.get("/api/runs", { token })).status).toBe(401);
    expect((await tokensOf("ic")).every((item) => item.revoked)).toBe(true);
  });

  test("S1 cut their open sockets within a second when they are revoked", async () => {
    const runId = await api.makeRun();
    const token = await makeToken("payments", "watcher");
    const { port } = http.address() as AddressInfo;
    const options = { transports: ["websocket"], forceNew: true, reconnection: false };
    const socket: Socket = io(`http://127.0.0.1:${port}`, { ...options, auth: { token } });
    await once(socket as unknown as NodeJS.EventEmitter, "connect");
    await socket.emitWithAck("join", { runId, after: 0 });
    const [item] = await tokensOf("payments");
    const start = performance.now();
    expect((await remove("payments", item?.tokenId ?? "")).status).toBe(204);
    await expect.poll(() => socket.connected, { interval: 10 }).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
