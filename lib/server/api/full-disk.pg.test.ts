import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf } from "../../testing/api-fixture";

let api: ApiFixture;
let runId: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
});

afterAll(() => api.stop());

const sql = (text: string) => api.services.db.pool.query(text);
const log = (text: string) => api.command(runId, "scribe", { type: "LogEntry", text });

describe("a full disk under an ordinary command", () => {
  afterEach(() => sql("DROP TRIGGER IF EXISTS test_disk ON run_event"));

  test("is 507 at once, keeps nothing, and the same goes through when there is room again", async () => {
    await sql(`CREATE OR REPLACE FUNCTION test_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`);
    await sql(
      "CREATE TRIGGER test_disk BEFORE INSERT ON run_event FOR EACH ROW EXECUTE FUNCTION test_disk()",
    );
    const began = performance.now();
    const replies = await Promise.all([log("one"), log("two"), log("three")]);
    // A database that is away is waited for, three seconds each; a full disk is not.
    expect(performance.now() - began).toBeLessThan(2500);
    for (const reply of replies) {
      expect(reply.status).toBe(507);
      expect(errorOf(reply)).toMatchObject({ code: "no-space" });
      expect(errorOf(reply).message).toMatch(/disk is full/);
    }
    await sql("DROP TRIGGER test_disk ON run_event");
    expect((await log("one")).status).toBe(200);
  });
});
