import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "../lib/server/embedded-postgres";
import { createLog } from "../lib/server/log";
import { migrate } from "../lib/server/migrate";
import { main } from "./main";

const root = process.cwd();
let folder: string;

beforeAll(async () => {
  // Short: the path of the socket inside may not be long.
  folder = mkdtempSync(join(tmpdir(), "hp-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function holdpoint(
  dataDir: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const code = await main(args, {
    root,
    variables: { DATA_DIR: dataDir },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said };
}

describe("the embedded database", () => {
  it("is backed up beside a running server and without one, and comes back in an empty DATA_DIR", {
    timeout: 120_000,
  }, async () => {
    const [from, to] = [join(folder, "from"), join(folder, "to")];
    const server = await startEmbeddedPostgres({ dataDir: from, log: createLog("silent") });
    await migrate(server.url, join(root, "prisma", "migrations"));
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(
      "INSERT INTO person (id, email, name) VALUES (gen_random_uuid(), 'ada@holdpoint.test', 'Ada “Ä”')",
    );
    const beside = await holdpoint(from, "backup", "--out", join(folder, "beside.zip"));
    expect(beside.err).not.toContain("Error");
    expect(beside.code).toBe(0);
    await client.end();
    await server.stop();

    const after = await holdpoint(from, "backup", "--out", join(folder, "after.zip"), "--json");
    expect(after.code).toBe(0);
    expect(JSON.parse(after.out)).toMatchObject({ rows: 1 });
    expect((await holdpoint(from, "backup", "--out", join(folder, "after.zip"))).err).toContain(
      "exists already",
    );

    const back = await holdpoint(to, "restore", join(folder, "beside.zip"), "--json");
    expect(back.err).toBe("");
    expect(JSON.parse(back.out)).toMatchObject({ rows: 1, runs: 0 });
    const again = await holdpoint(to, "restore", join(folder, "beside.zip"));
    expect(again.code).toBe(1);
    expect(again.err).toContain("The database is not empty: person has rows");
  });
});
