import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { eventHash } from "../../pack/event-chain";
import { anyBytes, EvidenceRoom, sha256 } from "../../testing/evidence-room";
import { testEnv } from "../../testing/template-database";
import { createLog } from "../log";
import { createServices, type Services } from "../services";
import { UploadSweeper } from "./upload-sweeper";

const MB = 1024 * 1024;
let room: EvidenceRoom;
let runId: string;
let second: Services;
let secondServer: Server;

beforeAll(async () => {
  room = await EvidenceRoom.start();
  runId = await room.api.makeRun();
  second = await createServices(testEnv(room.services.db.url), createLog("silent"));
  secondServer = await EvidenceRoom.serve(second);
});

afterAll(async () => {
  secondServer.closeAllConnections();
  secondServer.close();
  await second.stop();
  await room.stop();
});

const sql = (text: string, values: unknown[] = []) => room.services.db.pool.query(text, values);

describe("sealed evidence", () => {
  test.each([
    "UPDATE evidence_artifact SET name = 'other.log'",
    "DELETE FROM evidence_artifact",
    "TRUNCATE evidence_artifact",
    "UPDATE evidence_blob SET size = 1",
    "DELETE FROM evidence_blob",
    "TRUNCATE evidence_blob CASCADE",
    "UPDATE evidence_chunk SET bytes = 'x'",
    "DELETE FROM evidence_chunk",
    "TRUNCATE evidence_chunk",
    `INSERT INTO evidence_chunk SELECT "uploadId", 99, 'more' FROM evidence_blob`,
    `UPDATE evidence_upload SET "abandonedAt" = now()`,
    "DELETE FROM evidence_upload",
    "TRUNCATE evidence_upload CASCADE",
  ])("R7 refuses %s", async (statement) => {
    const body = "sealed";
    const id = await room.attached(runId, "sealed.log", { body });
    await expect(sql(statement)).rejects.toMatchObject({ code: "23001" });
    expect((await room.download(runId, id)).body.toString()).toBe(body);
  });

  test("R9 an event that speaks of bytes which are not there is refused by the database", async () => {
    const artifactId = randomUUID();
    const payload = { artifactId, kind: "upload", sha256: sha256("nowhere"), size: 7 };
    const { rows } = await sql(`SELECT "headSeq", "headHash" FROM run WHERE id = $1`, [runId]);
    const body = JSON.stringify({ payload });
    const { headSeq, headHash } = rows[0];
    const insert = `INSERT INTO run_event ("runId", seq, type, body, "prevHash", hash, "commandId", "recordedAt")
      VALUES ($1, $2, 'EvidenceAttached', $3, $4, $5, $6, now())`;
    const values = [runId, headSeq + 1, body, headHash, eventHash(headHash, body), randomUUID()];
    await expect(sql(insert, values)).rejects.toMatchObject({ code: "23503" });
    expect((await sql("SELECT 1 FROM evidence_artifact WHERE id = $1", [artifactId])).rowCount).toBe(0);
  });

  test("opens on every node, whichever took it in", async () => {
    const body = anyBytes(700_000);
    const reply = await room.upload(runId, "two.bin", { as: "dba", body }, secondServer);
    expect(reply.status).toBe(201);
    const { artifactId } = reply.json as { artifactId: string };
    expect((await room.download(runId, artifactId)).body.equals(body)).toBe(true);
  });

  test.each([0, 1, 2])("the same bytes sent to two nodes at once are stored once (%i)", async () => {
    const body = anyBytes(2 * MB);
    const before = await room.rows();
    const other = await room.api.makeRun();
    const sent = [runId, other].flatMap((run) =>
      [undefined, secondServer].map((server) => room.upload(run, "race.bin", { as: "dba", body }, server)),
    );
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(await room.rows()).toEqual({
      uploads: before.uploads + 1,
      chunks: before.chunks + 8,
      blobs: before.blobs + 1,
      artifacts: before.artifacts + 4,
    });
  });
});

describe("the sweep", () => {
  test("takes what nobody is at any more, on whichever node, and never what still gets on", async () => {
    const person = await room.services.db.prisma.person.findFirstOrThrow();
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const ages = ["2 hours", "10 minutes", "2 hours"];
    for (const [n, id] of ids.entries()) {
      await sql(
        `INSERT INTO evidence_upload (id, "runId", "personId", "artifactId", "startedAt", "touchedAt")
         VALUES ($1, $2, $3, $1, now() - interval '5 hours', now() - $4::interval)`,
        [id, runId, person.id, ages[n]],
      );
      await sql(`INSERT INTO evidence_chunk SELECT $1, n, 'x' FROM generate_series(0, 449) AS n`, [id]);
    }
    const sweepers = [room.services, second].map((services) => new UploadSweeper(services));
    await Promise.all(sweepers.map((sweeper) => sweeper.sweep()));
    const { rows } = await sql(`SELECT id FROM evidence_upload WHERE id = ANY ($1)`, [ids]);
    expect(rows.map(({ id }) => id)).toEqual([ids[1]]);
    const chunks = await sql(`SELECT count(*)::int AS n FROM evidence_chunk WHERE "uploadId" = ANY ($1)`, [
      ids,
    ]);
    expect(chunks.rows).toEqual([{ n: 450 }]);
    await sql('DELETE FROM evidence_chunk WHERE "uploadId" = $1', [ids[1]]);
    await sql("DELETE FROM evidence_upload WHERE id = $1", [ids[1]]);
  });
});

describe("F7", () => {
  afterEach(async () => {
    await sql("DROP TRIGGER IF EXISTS test_fault ON evidence_chunk");
  });

  const fault = async (state: string) => {
    await sql(`CREATE OR REPLACE FUNCTION test_fault() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${state}'; END $$`);
    await sql(`CREATE TRIGGER test_fault BEFORE INSERT ON evidence_chunk FOR EACH ROW
      WHEN (NEW.n = 3) EXECUTE FUNCTION test_fault()`);
  };

  test.each([
    ["a full disk", "53100", 507, "no-space"],
    ["a database that turned read-only", "25006", 503, "unavailable"],
    ["a database that is too slow", "57014", 503, "unavailable"],
  ])(
    "%s in the middle of an upload is said, nothing stays, and the next one works",
    async (_, state, status, code) => {
      const before = await room.rows();
      await fault(state);
      const body = anyBytes(2 * MB);
      const reply = await room.upload(runId, "full.bin", { as: "dba", body });
      expect([reply.status, reply.json]).toEqual([status, { error: expect.objectContaining({ code }) }]);
      expect(await room.rows()).toEqual(before);
      await sql("DROP TRIGGER test_fault ON evidence_chunk");
      expect((await room.upload(runId, "full.bin", { as: "dba", body })).status).toBe(201);
    },
  );

  test("a chunk that a crash of the database lost is missed before anything is sealed", async () => {
    const before = await room.rows();
    await sql(`CREATE OR REPLACE FUNCTION test_fault() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RETURN NULL; END $$`);
    await sql(`CREATE TRIGGER test_fault BEFORE INSERT ON evidence_chunk FOR EACH ROW
      WHEN (NEW.n = 3) EXECUTE FUNCTION test_fault()`);
    const reply = await room.upload(runId, "lost.bin", { as: "dba", body: anyBytes(2 * MB) });
    expect(reply.status).toBe(503);
    expect(await room.rows()).toEqual(before);
  });
});

describe("a slow sender", () => {
  test("who falls silent is hung up on, and nothing stays", async () => {
    const before = await room.rows();
    const impatient = await EvidenceRoom.serve(second, { wholeWithinMs: 60_000, silentAtMostMs: 300 });
    const headers = { "content-length": "1000000" };
    const path = `/api/runs/${runId}/evidence?name=slow.bin`;
    const call = await room.open("POST", path, { as: "dba", headers }, impatient);
    const closed = new Promise((resolve) => call.once("close", resolve));
    call.on("error", () => {});
    call.write(anyBytes(10));
    await closed;
    await vi.waitFor(async () => expect(await room.rows()).toEqual(before), { timeout: 5000 });
    impatient.close();
  });
});
