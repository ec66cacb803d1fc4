import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/template-database";
import { publicSigningKey, SigningKeyError, signingKey } from "./signing-key";

const SECRET = "a secret that only tests know, of 32+";
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 8 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  await pool.query("DELETE FROM setting");
});

describe("the signing key of an installation", () => {
  it("is made once, whichever of many nodes comes first", async () => {
    const keys = await Promise.all(Array.from({ length: 16 }, () => signingKey(pool, SECRET)));
    expect(new Set(keys.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect((await publicSigningKey(pool, SECRET)).fingerprint).toBe(keys[0]?.fingerprint);
  });

  it("lies in the database sealed: its private half stands nowhere in the row", async () => {
    const { privateKey } = await signingKey(pool, SECRET);
    const { rows } = await pool.query<{ value: unknown }>("SELECT value FROM setting");
    const seed = privateKey.export({ type: "pkcs8", format: "der" }).subarray(-32);
    const text = JSON.stringify(rows);
    expect(text).not.toContain("PRIVATE");
    for (const coding of ["base64", "hex", "base64url"] as const)
      expect(text).not.toContain(seed.toString(coding));
  });

  it("does not open under another AUTH_SECRET, and still shows its public half", async () => {
    const { fingerprint } = await signingKey(pool, SECRET);
    await expect(signingKey(pool, `${SECRET}!`)).rejects.toThrow(SigningKeyError);
    expect((await publicSigningKey(pool, `${SECRET}!`)).fingerprint).toBe(fingerprint);
  });
});
