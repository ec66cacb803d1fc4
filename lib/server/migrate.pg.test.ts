import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/template-database";
import { migrate } from "./migrate";

let database: TestDatabase;
let client: pg.Client;
const folders: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** A copy of the real migrations with one more. */
function migrationsWith(name: string, sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-migrations-"));
  folders.push(folder);
  cpSync(join("prisma", "migrations"), folder, { recursive: true });
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
  return folder;
}

const tableExists = async (name: string) =>
  (await client.query("SELECT to_regclass($1) AS t", [name])).rows[0].t !== null;

describe("migrate", () => {
  it("has nothing to do where all is applied", async () => {
    expect(await migrate(database.url, join("prisma", "migrations"))).toEqual([]);
  });

  it("applies what is new once, though two nodes start at the same moment", async () => {
    const folder = migrationsWith("29990101000000_new", "CREATE TABLE fresh (id int)");
    const applied = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)]);
    expect(applied.flat()).toEqual(["29990101000000_new"]);
    expect(await tableExists("fresh")).toBe(true);
  });

  it("keeps nothing of a migration that fails halfway, and can be started again", async () => {
    const broken = migrationsWith("29990102000000_half", "CREATE TABLE half (id int); SELECT 1/0");
    await expect(migrate(database.url, broken)).rejects.toThrow(
      /29990102000000_half failed.*division by zero/,
    );
    expect(await tableExists("half")).toBe(false);
    const mended = migrationsWith("29990102000000_half", "CREATE TABLE half (id int)");
    expect(await migrate(database.url, mended)).toContain("29990102000000_half");
  });

  it("refuses a migration that was edited after it was applied", async () => {
    const edited = migrationsWith("20261121000200_access", "SELECT 1");
    await expect(migrate(database.url, edited)).rejects.toThrow(/20261121000200_access was changed after/);
  });
});
