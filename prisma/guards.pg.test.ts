import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventHash } from "../lib/pack/event-chain";
import type { Services } from "../lib/server/services";
import { makeRun, send, sendOk, type TestRun } from "../lib/testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../lib/testing/template-database";
import { dumpSchema } from "./dump-schema";

let database: TestDatabase;
let node: Services;
let run: TestRun;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startTestNode(database);
  run = await makeRun(node);
});

afterAll(async () => {
  await node.stop();
  await database.drop();
});

const sql = (text: string, values: unknown[] = []) => node.db.pool.query(text, values);

describe("the database refuses", () => {
  it.each([
    "UPDATE run_event SET body = body",
    `UPDATE run_event SET "recordedAt" = now()`,
    "DELETE FROM run_event",
    "TRUNCATE run_event",
    "TRUNCATE run CASCADE",
    "DELETE FROM run",
    "UPDATE run_command SET actor = 'me'",
    "DELETE FROM run_command",
    "TRUNCATE run_command",
    "UPDATE runbook_version SET sha256 = 'x'",
    "DELETE FROM runbook_version",
    "TRUNCATE runbook_version CASCADE",
    `UPDATE run SET "headSeq" = "headSeq" - 1`,
  ])("%s", async (statement) => {
    const before = await sql("SELECT count(*) FROM run_event");
    await expect(sql(statement)).rejects.toMatchObject({ code: "23001" });
    expect((await sql("SELECT count(*) FROM run_event")).rows).toEqual(before.rows);
  });

  it("a change of an approval", async () => {
    const { versionId } = await node.db.prisma.run.findUniqueOrThrow({ where: { id: run.runId } });
    const data = {
      versionId,
      sha256: "x",
      personId: run.commander.personId,
      verdict: "approved",
      statement: "yes",
    };
    await node.db.prisma.approval.create({ data });
    await expect(sql("UPDATE approval SET verdict = 'rejected'")).rejects.toMatchObject({ code: "23001" });
    await expect(sql("DELETE FROM approval")).rejects.toMatchObject({ code: "23001" });
  });

  it("an event whose hash is not its own", async () => {
    const { rows } = await sql(`SELECT "headHash" FROM run WHERE id = $1`, [run.runId]);
    const insert = `INSERT INTO run_event ("runId", seq, type, body, "prevHash", hash, "commandId", "recordedAt")
      VALUES ($1, 3, 'EntryLogged', $2, $3, $4, $5, now())`;
    const forged = [
      run.runId,
      '{"a":2}',
      rows[0].headHash,
      eventHash(rows[0].headHash, '{"a":1}'),
      randomUUID(),
    ];
    await expect(sql(insert, forged)).rejects.toMatchObject({ code: "23514" });
  });

  it("R10 every event after the run is closed, by the engine and by hand, and any change of its row", async () => {
    const { runId, commander } = await makeRun(node, { started: false });
    await sendOk(node, commander, runId, { type: "CancelRun", payload: { reason: "not tonight" } });
    expect(await node.db.prisma.run.findUnique({ where: { id: runId } })).toMatchObject({
      status: "closed",
      outcome: "cancelled",
    });
    const late = await send(node, commander, runId, {
      type: "LogEntry",
      payload: { text: "one more thing" },
    });
    expect(late.ok).toBe(false);
    const { rows } = await sql(`SELECT "headHash", "headSeq" FROM run WHERE id = $1`, [runId]);
    const { headHash, headSeq } = rows[0];
    const insert = `INSERT INTO run_event ("runId", seq, type, body, "prevHash", hash, "commandId", "recordedAt")
      VALUES ($1, $2, 'EntryLogged', '{}', $3, $4, $5, now())`;
    const byHand = [runId, headSeq + 1, headHash, eventHash(headHash, "{}"), randomUUID()];
    await expect(sql(insert, byHand)).rejects.toMatchObject({ code: "23001" });
    await expect(sql(`UPDATE run SET status = 'running' WHERE id = $1`, [runId])).rejects.toMatchObject({
      code: "23001",
    });
  });
});

describe("schema.sql", () => {
  it("shows what the migrations make (vitest -u writes it anew)", async () => {
    await expect(await dumpSchema(node.db.pool)).toMatchFileSnapshot("schema.sql");
  });
});
