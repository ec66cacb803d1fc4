import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { makePerson } from "../../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import type { Services } from "../services";
import { KnownTokens } from "./known-tokens";
import { createToken } from "./tokens";

let database: TestDatabase;
let node: Services;
let now: number;
let tokens: KnownTokens;
let personId: string;
let token: string;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startTestNode(database);
});

afterAll(async () => {
  await node.stop();
  await database.drop();
});

beforeEach(async () => {
  now = 5000;
  tokens = new KnownTokens(node, () => now);
  ({ personId } = await makePerson(node, "Robin"));
  ({ token } = await createToken(node, { personId, name: "ci", runId: null }));
});

/** How often the database was asked for a token while `work` was done. */
async function lookUps(work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(node.db.pool, "query");
  try {
    await work();
    return query.mock.calls.filter(([asked]) => JSON.stringify(asked).includes("find-token")).length;
  } finally {
    query.mockRestore();
  }
}

const revoke = () =>
  node.db.pool.query('UPDATE api_token SET "revokedAt" = now() WHERE "personId" = $1', [personId]);

describe("a known token", () => {
  test("is looked up once a second, however many requests it comes with", async () => {
    const ask = async () =>
      expect(await tokens.find(token)).toMatchObject({ personId, via: { kind: "token" } });
    expect(await lookUps(ask)).toBe(1);
    now += 999;
    expect(await lookUps(ask)).toBe(0);
    now += 1;
    expect(await lookUps(ask)).toBe(1);
  });

  // The clock stands still: nothing but the notice can end it.
  test.each([
    ["it is revoked", revoke],
    [
      "it runs out",
      () => node.db.pool.query('UPDATE api_token SET "expiresAt" = now() WHERE "personId" = $1', [personId]),
    ],
    [
      "its person is disabled",
      () => node.db.pool.query('UPDATE person SET "disabledAt" = now() WHERE id = $1', [personId]),
    ],
  ])("S1 is nobody's as soon as the node hears that %s", async (_, end) => {
    expect(await tokens.find(token)).not.toBeNull();
    await end();
    await vi.waitFor(async () => expect(await tokens.find(token)).toBeNull(), {
      timeout: 1000,
      interval: 10,
    });
  });

  test("S1 is looked up each time while notices may be missed", async () => {
    await tokens.find(token);
    const up = vi.spyOn(node.listener, "up", "get").mockReturnValue(false);
    await revoke();
    expect(await tokens.find(token)).toBeNull();
    up.mockRestore();
  });

  test("S1 is not kept from a look before a notice that came meanwhile", async () => {
    const hear: ((payload: string) => void)[] = [];
    const listen = vi
      .spyOn(node.listener, "onChannel")
      .mockImplementation((_, handler) => hear.push(handler));
    const own = new KnownTokens(node, () => now);
    listen.mockRestore();
    const asked = own.find(token);
    for (const tell of hear) tell("token:any");
    expect(await asked).not.toBeNull();
    expect(await lookUps(() => own.find(token))).toBe(1);
  });

  test("is remembered only where it is one", async () => {
    expect(await lookUps(() => tokens.find("hp_wrong"))).toBe(1);
    expect(await lookUps(() => tokens.find("hp_wrong"))).toBe(1);
  });

  test("gives its place to newer ones when there are too many", async () => {
    await tokens.find(token);
    const { rows } = await node.db.pool.query<{ n: number }>(
      `INSERT INTO api_token (id, "personId", name, hash, "expiresAt")
        SELECT gen_random_uuid(), $1, 'many', sha256(('hp_' || n)::bytea), now() + interval '1 day'
        FROM generate_series(1, 500) n RETURNING 1`,
      [personId],
    );
    expect(rows).toHaveLength(500);
    for (let n = 1; n <= 500; n += 1) await tokens.find(`hp_${n}`);
    expect(await lookUps(() => tokens.find("hp_500"))).toBe(0);
    expect(await lookUps(() => tokens.find(token))).toBe(1);
  });
});
