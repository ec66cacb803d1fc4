import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyChain } from "../../pack/event-chain";
import { clientCommandTypes } from "../../protocol/commands.schema";
import { ApiFixture, errorOf, planOf, type Reply } from "../../testing/api-fixture";
import { readEvents } from "../run/event-log";
import { endpoints } from "./app";

let api: ApiFixture;
let runId: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
});

afterAll(() => api.stop());

const INSIDE =
  /\bat .+\.[tj]s|node_modules|\bSELECT\b|\bINSERT\b|prisma|postgres|ECONN|undefined\b|\[object/i;

/** Whatever was asked: no defect, and a refusal says in JSON what is wrong, and nothing of the inside. */
function expectSound(reply: Reply, what: string): void {
  expect(reply.status, `${what}: ${reply.text.slice(0, 300)}`).toBeLessThan(500);
  expect(reply.headers.get("x-content-type-options"), what).toBe("nosniff");
  if (reply.status < 400 || reply.text === "") return;
  const { code, message } = errorOf(reply);
  expect(code, what).toMatch(/^[a-z-]+$/);
  expect(message, what).toMatch(/[.!?]$/);
  expect(JSON.stringify(errorOf(reply)), what).not.toMatch(INSIDE);
}

const nul = String.fromCharCode(0);
const lone = String.fromCharCode(0xd800);
const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

const oddText = fc.constantFrom(
  ...["", " ", nul, `a${nul}b`, lone, `a${lone}`, "__proto__", "constructor", "toString", "\u202e", "💥"],
  ...[
    "'; DROP TABLE run; --",
    "<script>alert(1)</script>",
    "=1+1",
    "../../etc/passwd",
    "%00",
    "x".repeat(5000),
  ],
);
const oddNumber = fc.constantFrom(-1, 0, -0, 1.5, 2 ** 31, 2 ** 53, 1e308, -1e308, 1e-320);
const oddValue = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 2, arbitrary: oddNumber },
  fc.constantFrom<unknown>(null, true, [], {}, [[]], { a: 1 }, JSON.parse('{"__proto__":{"admin":true}}')),
  fc.jsonValue(),
);

/** Right in every field; the fuzz replaces some. */
const RIGHT: Record<string, unknown> = {
  ...{ stepId: "pre-flight-config-check", substepId: "x", name: "Log ref", value: "x", result: "pass" },
  ...{
    role: "scribe",
    email: "scribe@holdpoint.test",
    personId: randomUUID(),
    offerId: "x",
    reason: "because",
  },
  ...{
    note: "n",
    fields: { "Log ref": "x" },
    text: "Seen",
    kind: "note",
    occurredAt: "2026-01-01T00:00:00Z",
  },
  ...{ entrySeq: 1, verdict: "hold", decisionPointId: "x", pollId: "x", triggerId: "x", answer: "go" },
  ...{ gateId: "x", abortId: "x", classification: "DATA", rootCause: "rows", subject: "x", statement: "yes" },
  ...{ on: true, remaining: "none", templateId: "x", criterionId: "x", location: "s3://x", size: 1 },
  sha256: "0".repeat(64),
};

const key = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.keys(RIGHT), "commandId", "expectedSeq", "type") },
  fc.constantFrom("__proto__", "constructor", "toJSON", "hasOwnProperty", ""),
);

const commandText = fc
  .record({
    type: fc.constantFrom(...clientCommandTypes),
    kept: fc.subarray(Object.keys(RIGHT)),
    odd: fc.array(fc.tuple(key, oddValue), { maxLength: 3 }),
  })
  .map(({ type, kept, odd }) => {
    const pairs: [string, unknown][] = [
      ["commandId", randomUUID()],
      ["type", type],
      ...kept.map((name): [string, unknown] => [name, RIGHT[name]]),
      ...odd,
    ];
    // Written by hand, so that __proto__ is a key like any other and a key may come twice.
    return `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;
  });

const segment = fc.constantFrom(
  ...["api", "runs", "runbooks", "versions", "commands", "events", "share-links", "people", "tokens", "s"],
  ...[
    "status.json",
    "..",
    ".",
    "%2e%2e",
    "%00",
    "%",
    "%zz",
    "__proto__",
    "constructor",
    "1",
    "-1",
    "1e9",
    "",
  ],
  ...["orders-database-to-the-new-cluster", "11111111-2222-4333-8444-555555555555", "x".repeat(3000)],
);
const query = fc.constantFrom(
  "",
  "?after=-1",
  "?after=1e99",
  "?limit=%00",
  "?__proto__=1",
  "?slug=%00",
  "?&&==",
);
const path = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 7 }), query)
  .map(([parts, q]) => `/api/${parts.join("/")}${q}`);
const method = fc.constantFrom("GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD", "BREW");
const media = fc.constantFrom(
  ...["application/json", "text/markdown", "text/plain", "multipart/form-data", "application/xml", "x", ""],
);

describe("S4 a thousand hostile requests", () => {
  test("with commands whose fields are anything at all are no defect", async () => {
    await fc.assert(
      fc.asyncProperty(commandText, fc.constantFrom("ic", "deployer", "author"), async (body, as) => {
        const headers = { "content-type": "application/json" };
        expectSound(await api.post(`/api/runs/${runId}/commands`, { as, body, headers }), body);
      }),
      { numRuns: 600 },
    );
    const events = await readEvents(api.services.db.pool, runId, 0, 10_000);
    expect(verifyChain(events)).toMatchObject({ intact: true });
  }, 120_000);

  test("at any address, by any method, with any body are no defect", async () => {
    await fc.assert(
      fc.asyncProperty(path, method, media, oddValue, async (at, how, type, value) => {
        const body = how === "GET" || how === "HEAD" ? undefined : JSON.stringify(value);
        const reply = await api.call(how, at, { as: "ic", body, headers: { "content-type": type } });
        expectSound(reply, `${how} ${at}`);
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  test("to every call that takes JSON, with every field replaced in turn, are no defect", async () => {
    const bodies: [string, Record<string, unknown>][] = [
      ["/api/runs", planOf({ variables: { A: "b" }, window: null })],
      ["/api/tokens", { email: "x@holdpoint.test", password: "x", name: "ci", runId }],
      [`/api/runs/${runId}/share-links`, { showNames: true, expiresInHours: 1 }],
      [
        "/api/runbooks/orders-database-to-the-new-cluster/versions/1/approvals",
        { verdict: "approved", statement: "I agree." },
      ],
    ];
    const values = [
      nul,
      `a${nul}b`,
      lone,
      "",
      -1,
      1e308,
      null,
      [],
      {},
      [nul],
      { [nul]: nul },
      "x".repeat(9999),
    ];
    let address = 0;
    for (const [at, right] of bodies) {
      for (const name of Object.keys(right)) {
        for (const value of values) {
          address += 1;
          const headers = { "x-holdpoint-client-address": `10.9.${address >> 8}.${address & 255}` };
          const reply = await api.post(at, { as: "author", json: { ...right, [name]: value }, headers });
          expectSound(reply, `${at} ${name}=${JSON.stringify(value)?.slice(0, 40)}`);
        }
      }
    }
  }, 60_000);
});

describe("S4 JSON", () => {
  const headers = { "content-type": "application/json" };
  const send = (body: string | Uint8Array<ArrayBuffer>) =>
    api.post(`/api/runs/${runId}/commands`, { as: "ic", body, headers });

  test.each([
    ["that is cut", '{"type":'],
    ["that is deep", deep(30_000)],
    ["that is deep in a field", `{"type":"LogEntry","text":${deep(30_000)}}`],
    ["with a number of 60,000 digits", `{"expectedSeq":${"9".repeat(60_000)}}`],
    ["with a byte order mark", `\ufeff{}`],
    ["that is a text", '"LogEntry"'],
    ["that is null", "null"],
    ["whose fields are named like the machinery", '{"__proto__":{"type":"LogEntry"},"constructor":{}}'],
  ])("%s is 400 with a sentence", async (_, body) => {
    const reply = await send(body);
    expectSound(reply, body.slice(0, 60));
    expect(reply.status).toBe(400);
    expect(reply.text.length).toBeLessThan(3000);
  });

  test("that is no UTF-8 is 400", async () => {
    expect((await send(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).status).toBe(400);
  });

  test("S4 an object's prototype stays as it was", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.get({}, "admin")).toBeUndefined();
  });
});

/** What a call wants besides its address, so that only the address is wrong. */
function wantedBy(path: string, method: string): { query: string; json: unknown } {
  const statement = "I agree.";
  if (path.endsWith("/draft"))
    return { query: method === "put" ? "?base=1&revision=0" : "?revision=0", json: undefined };
  if (path.endsWith("/comparison")) return { query: "?version=1", json: undefined };
  if (path.endsWith("/rehearsal-links")) return { query: "", json: { slug: "other", version: 1, statement } };
  return { query: "", json: { verdict: "approved", statement } };
}

describe("S4 a page's address that no version can have", () => {
  test.each([nul, "__proto__", "constructor", "A B", ""])("%j finds nothing", async (slug) => {
    for (const { route } of endpoints.filter(({ route }) => route.path.includes("{slug}"))) {
      const at = route.path.replace("{slug}", encodeURIComponent(slug)).replace("{n}", "1");
      const { query, json } = wantedBy(at, route.method);
      const markdown = { body: "# A\n", headers: { "content-type": "text/markdown" } };
      const reply = await api.call(route.method.toUpperCase(), `${at}${query}`, {
        as: "author",
        ...(route.method === "post" ? { json } : route.method === "put" ? markdown : {}),
      });
      expect(reply.status, at).toBe(404);
    }
  });
});
