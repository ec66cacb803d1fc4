import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf, ORIGIN } from "../../testing/api-fixture";
import { authenticate } from "../auth/handshake";
import { sessionCookieName } from "../auth/session-cookie";
import { revokeSession } from "../auth/sessions";
import { endpoints } from "./app";

let api: ApiFixture;
let runId: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
});

afterAll(() => api.stop());

const entry = { type: "LogEntry", text: "Hello", commandId: "0b7e9f2a-52d6-4a8e-9d1c-2f5f1c0a7d11" };
const PASSWORD = "holdpoint-demo";

async function tokenOf(name: string, bound?: string): Promise<string> {
  const json = { email: `${name}@holdpoint.test`, password: PASSWORD, name: "ci", runId: bound };
  const reply = await api.post("/api/tokens", { json });
  expect(reply.status).toBe(201);
  return (reply.json as { token: string }).token;
}

describe("S1 without an account", () => {
  test("every call but sign-in, what a share link opens and probes is 401", async () => {
    const shared = ["/s/{token}/status.json", "/s/{token}/calendar.ics"];
    const open = ["/api/tokens", ...shared, "/api/health", "/api/ready", "/api/metrics"];
    const closed = endpoints.filter(({ route }) => !open.includes(route.path));
    expect(closed.length).toBeGreaterThan(10);
    for (const { route } of closed) {
      const path = route.path.replace("{id}", runId).replace(/\{\w+\}/g, "x");
      const reply = await api.call(route.method.toUpperCase(), path);
      expect(reply.status, `${route.method} ${route.path}`).toBe(401);
      expect(errorOf(reply).code).toBe("unauthenticated");
    }
  });

  test.each([
    ["made up", "holdpoint.session=abc.def.ghi"],
    ["empty", "holdpoint.session="],
  ])("a cookie that is %s is nobody's", async (_, cookie) => {
    expect((await api.get("/api/runs", { headers: { cookie } })).status).toBe(401);
  });

  test("a cookie sealed with another secret is nobody's", async () => {
    const { sessionId } = await api.signIn("ic");
    const token = await encode({ token: { sid: sessionId }, secret: "another secret, of the same length" });
    const cookie = `${sessionCookieName(api.services.env)}=${token}`;
    expect((await api.get("/api/runs", { headers: { cookie } })).status).toBe(401);
  });
});

describe("S1 a session", () => {
  test("is over the moment its row is revoked, whatever the cookie says", async () => {
    const { cookie, sessionId } = await api.signIn("scribe");
    expect((await api.get("/api/runs", { headers: { cookie } })).status).toBe(200);
    await revokeSession(api.services, sessionId);
    expect((await api.get("/api/runs", { headers: { cookie } })).status).toBe(401);
  });

  test("is over when its time has run out, or its person may no longer sign in", async () => {
    const { cookie, sessionId } = await api.signIn("scribe");
    const { session, person } = api.services.db.prisma;
    await session.update({ where: { id: sessionId }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await api.get("/api/runs", { headers: { cookie } })).status).toBe(401);
    const other = await api.signIn("author");
    const where = { email: "author@holdpoint.test" };
    await person.update({ where, data: { disabledAt: new Date() } });
    expect((await api.get("/api/runs", { headers: { cookie: other.cookie } })).status).toBe(401);
    await person.update({ where, data: { disabledAt: null } });
  });
});

describe("S2 a change that a cookie speaks for", () => {
  test.each(["https://evil.example", "null", "http://localhost:3001", "https://localhost:3000"])(
    "from %s is refused, and changes nothing",
    async (origin) => {
      const before = await api.get(`/api/runs/${runId}`, { as: "scribe" });
      const reply = await api.post(`/api/runs/${runId}/commands`, {
        as: "scribe",
        json: entry,
        headers: { origin },
      });
      expect(reply.status).toBe(403);
      expect(errorOf(reply).code).toBe("foreign-origin");
      const after = await api.get(`/api/runs/${runId}`, { as: "scribe" });
      expect((after.json as { seq: number }).seq).toBe((before.json as { seq: number }).seq);
    },
  );

  test("without any origin is refused, and reading needs none", async () => {
    const headers = { origin: "" };
    const reply = await api.post(`/api/runs/${runId}/commands`, { as: "scribe", json: entry, headers });
    expect(reply.status).toBe(403);
    expect((await api.get("/api/runs", { as: "scribe", headers })).status).toBe(200);
  });

  test("from another name of the same loopback address is ours", async () => {
    const headers = { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" };
    const reply = await api.post(`/api/runs/${runId}/commands`, { as: "scribe", json: entry, headers });
    expect(reply.status).toBe(200);
  });

  test("under a foreign Host is refused before anything is looked at, but for probes", async () => {
    const headers = { host: "rebound.example" };
    expect((await api.get("/api/runs", { as: "scribe", headers })).status).toBe(421);
    expect((await api.get("/api/health", { headers })).status).toBe(200);
  });
});

describe("a token", () => {
  test("speaks for its person from anywhere, without a cookie or an origin", async () => {
    const token = await tokenOf("scribe");
    expect(token).toMatch(/^hp_[\w-]{43}$/);
    const reply = await api.post(`/api/runs/${runId}/commands`, {
      token,
      json: { ...entry, commandId: "11111111-2222-4333-8444-555555555555" },
      headers: { origin: "" },
    });
    expect(reply.status).toBe(200);
  });

  test("S1 that is bound to a run reaches nothing else", async () => {
    const other = await api.makeRun();
    const token = await tokenOf("deployer", runId);
    expect((await api.get(`/api/runs/${runId}`, { token })).status).toBe(200);
    for (const path of [`/api/runs/${other}`, "/api/runs", "/api/runbooks", "/api/people"]) {
      expect((await api.get(path, { token })).status, path).toBe(403);
    }
  });

  test("S1 is cut when its row is revoked", async () => {
    const token = await tokenOf("payments");
    await api.services.db.prisma.apiToken.updateMany({ data: { revokedAt: new Date() } });
    expect((await api.get("/api/runs", { token })).status).toBe(401);
  });

  test("that is wrong is not helped by a right cookie", async () => {
    expect((await api.get("/api/runs", { as: "ic", token: "hp_wrong" })).status).toBe(401);
  });

  test("S3 is not found by guessing", async () => {
    const headers = { "x-holdpoint-client-address": "203.0.113.50" };
    const answers: number[] = [];
    for (let n = 0; n < 10; n += 1)
      answers.push((await api.get("/api/runs", { token: `hp_${n}`, headers })).status);
    expect(answers).toEqual([...Array(9).fill(401), 429]);
  });

  test("needs a right password, and a run that exists where it is bound", async () => {
    const json = { email: "ic@holdpoint.test", password: "not this one", name: "ci" };
    expect((await api.post("/api/tokens", { json })).status).toBe(401);
    const bound = { ...json, password: PASSWORD, runId: "11111111-2222-4333-8444-555555555555" };
    expect((await api.post("/api/tokens", { json: bound })).status).toBe(404);
    expect((await api.post("/api/tokens", { json: { email: "ic@holdpoint.test" } })).status).toBe(400);
  });
});

describe("S2 a socket's handshake", () => {
  const knock = (headers: Record<string, string>, auth: Record<string, unknown> = {}) =>
    authenticate(api.services, { headers, auth });

  test("with a cookie is let in from our own pages only", async () => {
    const { cookie } = await api.signIn("ic");
    expect(await knock({ cookie, origin: ORIGIN })).toMatchObject({
      kind: "person",
      principal: { name: "Ada" },
    });
    expect(await knock({ cookie, origin: "https://evil.example" })).toBeNull();
    expect(await knock({ cookie, origin: "null" })).toBeNull();
    expect(await knock({ cookie })).toBeNull();
  });

  test("with a token needs no origin, and a wrong one is not helped by a cookie", async () => {
    const { cookie } = await api.signIn("ic");
    const token = await tokenOf("dba");
    expect(await knock({}, { token })).toMatchObject({ kind: "person", principal: { name: "Chi" } });
    expect(await knock({ cookie, origin: ORIGIN }, { token: "hp_wrong" })).toBeNull();
  });

  test("with a share link opens that link's run alone", async () => {
    const made = await api.post(`/api/runs/${runId}/share-links`, { as: "ic", json: {} });
    const { token, linkId } = made.json as { token: string; linkId: string };
    expect(await knock({}, { share: token })).toMatchObject({ kind: "share", share: { runId, linkId } });
    expect(await knock({}, { share: "wrong" })).toBeNull();
    expect(await knock({}, { share: { $ne: "" } })).toBeNull();
  });
});
