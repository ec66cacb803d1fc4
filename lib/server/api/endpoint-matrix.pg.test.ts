import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf, planOf, type Reply } from "../../testing/api-fixture";
import { endpoints } from "./app";

/**
 * `stranger` commands another run and holds no role here; `own` and `other` are tokens of the decider, good for this run
 * and for another one.
 */
const CALLERS = [
  ...["ic", "deployer", "scribe", "approver", "author", "admin", "stranger", "own", "other", "anonymous"],
] as const;

type Caller = (typeof CALLERS)[number];

const PEOPLE: readonly Caller[] = ["ic", "deployer", "scribe", "approver", "author", "admin", "stranger"];
const HERE: readonly Caller[] = [...PEOPLE, "own"];
const ROOM: readonly Caller[] = ["ic", "deployer", "scribe", "approver", "own"];

interface Row {
  may: readonly Caller[];
  query?: string;
  json?: unknown;
  body?: string;
  /** Statuses of who may: 401 and 403 are none of them. */
  answers: number[];
}

const statement = "read in full";

/** Every call of the document, who is let through, and with which answers: the rules may still refuse. */
const TABLE: Record<string, Row> = {
  "get /api/health": { may: CALLERS, answers: [200] },
  "get /api/ready": { may: CALLERS, answers: [200] },
  "get /api/metrics": { may: CALLERS, answers: [200] },
  "get /s/{token}/status.json": { may: CALLERS, answers: [200] },
  "get /api/me": { may: PEOPLE, answers: [200] },
  "get /api/runs/{id}/me": { may: HERE, answers: [200] },
  "get /api/channels": { may: ["admin"], answers: [200] },
  "post /api/channels": {
    ...{
      may: ["admin"],
      json: { kind: "slack", name: "Ops", runKind: "rehearsal", url: "https://example.com/x" },
    },
    answers: [201, 422],
  },
  "post /api/channels/{channelId}": { may: ["admin"], json: { enabled: false }, answers: [404] },
  "post /api/channels/{channelId}/test": { may: ["admin"], json: {}, answers: [404] },
  "delete /api/channels/{channelId}": { may: ["admin"], answers: [404] },
  "post /api/runs/{id}/alerts": {
    ...{ may: ["own"], json: { version: "4", status: "firing", alerts: [] } },
    answers: [200, 400],
  },
  "get /api/runs/{id}/calendar.ics": { may: HERE, answers: [200] },
  "get /s/{token}/calendar.ics": { may: CALLERS, answers: [200] },
  "get /api/runs/{id}/transcript": { may: HERE, answers: [200] },
  "get /api/people": { may: PEOPLE, answers: [200] },
  "get /api/tokens": { may: PEOPLE, answers: [200] },
  "get /api/signing-key": { may: PEOPLE, answers: [200] },
  "delete /api/tokens/{tokenId}": { may: PEOPLE, answers: [404] },
  "post /api/runbooks/preview": { may: PEOPLE, body: "# A\n", answers: [200] },
  "post /api/runbooks": { may: PEOPLE, body: "", answers: [422] },
  "get /api/runbooks": { may: PEOPLE, answers: [200] },
  "get /api/runbooks/{slug}": { may: PEOPLE, answers: [200] },
  "get /api/runbooks/{slug}/versions/{n}": { may: PEOPLE, answers: [200] },
  "get /api/runbooks/{slug}/versions/{n}/checklist": { may: PEOPLE, answers: [200] },
  "put /api/runbooks/{slug}/draft": {
    ...{ may: PEOPLE, query: "?base=1&revision=0", body: "# A\n" },
    answers: [200, 409],
  },
  "get /api/runbooks/{slug}/draft": { may: PEOPLE, answers: [200, 404] },
  "delete /api/runbooks/{slug}/draft": { may: PEOPLE, query: "?revision=7", answers: [404, 409] },
  "get /api/runbooks/{slug}/versions/{n}/comparison": { may: PEOPLE, query: "?version=1", answers: [200] },
  "post /api/runbooks/{slug}/versions/{n}/approvals": {
    ...{ may: PEOPLE, json: { verdict: "rejected", statement } },
    answers: [201],
  },
  "post /api/runbooks/{slug}/versions/{n}/rehearsal-links": {
    ...{ may: PEOPLE, json: { slug: "none", version: 1, statement } },
    answers: [404],
  },
  "post /api/runs": { may: PEOPLE, json: planOf({ slug: "none" }), answers: [404] },
  "get /api/runs": { may: PEOPLE, answers: [200] },
  "get /api/runs/{id}": { may: HERE, answers: [200] },
  "get /api/runs/{id}/clearance": { may: HERE, answers: [200] },
  "get /api/runs/{id}/events": { may: HERE, answers: [200] },
  "get /api/runs/{id}/summary.json": { may: HERE, answers: [200] },
  "get /api/runs/{id}/summary.md": { may: HERE, answers: [200] },
  "get /api/runs/{id}/pack": { may: ["ic", "approver", "author", "admin", "own"], answers: [200] },
  "get /api/runs/{id}/evidence/{artifactId}": { may: [...ROOM, "author", "admin"], answers: [200] },
  "post /api/runs/{id}/evidence": { may: ROOM, query: "?name=more.log", body: "seen", answers: [201] },
  "get /api/runs/{id}/share-links": { may: ["ic", "author", "admin", "own"], answers: [200] },
  "post /api/runs/{id}/share-links": { may: ["ic", "author", "admin", "own"], json: {}, answers: [201] },
  "delete /api/runs/{id}/share-links/{linkId}": { may: ["ic", "author", "admin", "own"], answers: [404] },
  "post /api/runs/{id}/commands": { may: ROOM, json: { type: "LogEntry", text: "Seen" }, answers: [200] },
};

/** Answers by e-mail address and password, and asks for nothing else: tested where signing in is. */
const SIGN_IN = "post /api/tokens";

let api: ApiFixture;
const places: Record<string, string> = {};
const tokens: Partial<Record<Caller, string>> = {};

async function tokenFor(runId: string): Promise<string> {
  const json = { email: "ic@holdpoint.test", password: "holdpoint-demo", name: "ci", runId };
  return ((await api.post("/api/tokens", { json })).json as { token: string }).token;
}

beforeAll(async () => {
  api = await ApiFixture.start();
  await api.services.db.prisma.person.create({ data: { email: "stranger@holdpoint.test", name: "Sid" } });
  const id = await api.makeRun();
  tokens.own = await tokenFor(id);
  tokens.other = await tokenFor(await api.makeRun());
  const made = await api.post(`/api/runs/${id}/share-links`, { as: "ic", json: {} });
  const headers = { "content-type": "application/octet-stream", "idempotency-key": randomUUID() };
  const log = await api.post(`/api/runs/${id}/evidence?name=a.log`, { as: "scribe", body: "seen", headers });
  Object.assign(places, {
    ...{ id, slug: "orders-database-to-the-new-cluster", n: "1" },
    ...{ tokenId: randomUUID(), linkId: randomUUID(), channelId: randomUUID() },
    token: (made.json as { token: string }).token,
    artifactId: (log.json as { artifactId: string }).artifactId,
  });
});

afterAll(() => api.stop());

function call(caller: Caller, name: string, { query = "", json, body }: Row): Promise<Reply> {
  const [method = "", path = ""] = name.split(" ");
  const at = path.replace(/\{(\w+)\}/g, (_all, key: string) => places[key] ?? "");
  const markdown = path.startsWith("/api/runbooks") ? "text/markdown" : "application/octet-stream";
  const who = tokens[caller] ? { token: tokens[caller] } : caller === "anonymous" ? {} : { as: caller };
  const command = path.endsWith("/commands") ? { ...Object(json), commandId: randomUUID() } : json;
  return api.call(method.toUpperCase(), `${at}${query}`, {
    ...who,
    ...(command === undefined ? {} : { json: command }),
    ...(body === undefined ? {} : { body }),
    headers: { "idempotency-key": randomUUID(), ...(body === undefined ? {} : { "content-type": markdown }) },
  });
}

describe("S1 every caller × every call of the document", () => {
  test("the table names every call that there is", () => {
    const all = endpoints.map(({ route }) => `${route.method} ${route.path}`);
    expect([...Object.keys(TABLE), SIGN_IN].toSorted()).toEqual(all.toSorted());
  });

  test.each(Object.entries(TABLE))("%s", async (name, row) => {
    for (const caller of CALLERS) {
      const reply = await call(caller, name, row);
      const said = `${name} by ${caller}: ${reply.status} ${reply.text.slice(0, 200)}`;
      if (row.may.includes(caller)) {
        const own = name.endsWith("/approvals") && caller === "author" ? [...row.answers, 422] : row.answers;
        expect(own, said).toContain(reply.status);
        continue;
      }
      expect(reply.status, said).toBe(caller === "anonymous" ? 401 : 403);
      expect(errorOf(reply).message, said).toMatch(/\.$/);
    }
  });

  test("a restricted artifact opens for the decider, approvers and who attached it, and its pack for no planner", async () => {
    const headers = { "content-type": "application/octet-stream", "idempotency-key": randomUUID() };
    const path = `/api/runs/${places.id}/evidence`;
    const query = "?name=secret.log&visibility=restricted";
    const kept = await api.post(`${path}${query}`, { as: "scribe", body: "failures: 0", headers });
    const { artifactId } = kept.json as { artifactId: string };
    const opens = async (caller: Caller) =>
      (await call(caller, `get ${path}/${artifactId}`, { may: [], answers: [] })).status;
    const statuses = await Promise.all(CALLERS.map(async (caller) => [caller, await opens(caller)]));
    expect(Object.fromEntries(statuses)).toEqual({
      ...{ ic: 200, approver: 200, scribe: 200, own: 200, anonymous: 401 },
      ...{ deployer: 403, author: 403, admin: 403, stranger: 403, other: 403 },
    });
    const pack = `get /api/runs/${places.id}/pack`;
    for (const caller of ["author", "admin"] as const)
      expect((await call(caller, pack, { may: [], answers: [] })).status).toBe(403);
  });
});
