import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ChainedEvent } from "../../run/events";
import type { RunState } from "../../run/state";
import { anyBytes, EvidenceRoom, manyBytes, sha256 } from "../../testing/evidence-room";
import { listArtifacts } from "./artifacts";
import { CHUNK_SIZE } from "./chunk-size";
import { readBlob } from "./read-blob";

const MB = 1024 * 1024;
const LIMIT = 70 * MB;

let room: EvidenceRoom;
let runId: string;

beforeAll(async () => {
  room = await EvidenceRoom.start({ evidenceMaxBytes: LIMIT });
  runId = await room.api.makeRun();
});

afterAll(() => room.stop());

const errorOf = (json: unknown) =>
  (json as { error: { code: string; rule?: string; message: string } }).error;

async function attachments(): Promise<ChainedEvent[]> {
  const { json } = await room.api.get(`/api/runs/${runId}/events`, { as: "ic" });
  return (json as { events: ChainedEvent[] }).events.filter(({ type }) => type === "EvidenceAttached");
}

describe("an upload", () => {
  test.each([1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 3 * CHUNK_SIZE + 17])(
    "of %i bytes comes back as it went in, under its hash",
    async (size) => {
      const bytes = anyBytes(size);
      const reply = await room.upload(runId, `part-${size}.bin`, { as: "dba", body: bytes });
      expect(reply.status).toBe(201);
      expect(reply.json).toMatchObject({ name: `part-${size}.bin`, sha256: sha256(bytes), size });
      const { artifactId } = reply.json as { artifactId: string };
      const back = await room.download(runId, artifactId);
      expect(back.status).toBe(200);
      expect(back.body.equals(bytes)).toBe(true);
      const event = (await attachments()).at(-1);
      expect(event?.payload).toMatchObject({ artifactId, kind: "upload", sha256: sha256(bytes), size });
    },
  );

  test("of 60 MB without an announced length goes through the front, and its chunks are in order", async () => {
    const whole = Buffer.concat([...manyBytes(60)]);
    const reply = await room.upload(runId, "large.log", { as: "dba", body: [whole] });
    expect(reply.json).toMatchObject({ sha256: sha256(whole), size: 60 * MB });
    const pieces: Buffer[] = [];
    for await (const piece of readBlob(room.services.db.pool, sha256(whole))) pieces.push(piece);
    expect(pieces).toHaveLength(240);
    expect(sha256(Buffer.concat(pieces))).toBe(sha256(whole));
  });

  test("goes to the step that it is for, with the visibility that it is given", async () => {
    const step = "preconditions-the-status-page-announces-the-window";
    const query = `&step=${step}&visibility=restricted`;
    const id = await room.attached(runId, "status.png", { body: anyBytes(10), query });
    const stored = await listArtifacts(room.services.db.pool, runId);
    expect(stored.find((artifact) => artifact.id === id)).toMatchObject({
      stepId: step,
      visibility: "restricted",
      mediaType: "application/octet-stream",
      size: 10,
    });
  });

  test("R9.14 of a text fills the blanks of its step's check with what it states", async () => {
    const own = await room.api.makeRun();
    const stateOf = async () => {
      const { json } = await room.api.get(`/api/runs/${own}`, { as: "ic" });
      const { phases } = (json as { state: RunState }).state;
      return phases.flatMap(({ steps }) => steps).find(({ title }) => title.startsWith("Row counts agree"));
    };
    const step = await stateOf();
    const query = `&step=${step?.id}`;
    await room.attached(own, "row_counts.json", {
      body: "Row count old: 1204\nRow count new: 1203\n",
      query,
    });
    expect((await stateOf())?.fields).toEqual({ "Row count old": "1204", "Row count new": "1203" });
  });

  test("with the same key again gives the same artifact, even after the run is closed", async () => {
    const own = await room.api.makeRun({ started: false });
    const headers = { "idempotency-key": randomUUID() };
    const body = anyBytes(1000);
    const first = await room.upload(own, "once.bin", { as: "dba", body, headers });
    expect(first.status).toBe(201);
    await room.api.command(own, "ic", { type: "CancelRun", reason: "not tonight" });
    const before = await room.rows();
    const again = await room.upload(own, "once.bin", { as: "dba", body, headers });
    expect([again.status, again.json]).toEqual([201, first.json]);
    const other = await room.upload(own, "once.bin", { as: "dba", body: anyBytes(10), headers });
    expect([other.status, errorOf(other.json).code]).toEqual([409, "conflict"]);
    expect(await room.rows()).toEqual(before);
  });
});

describe("the same bytes", () => {
  test("are stored once, in however many runs they are attached", async () => {
    const body = anyBytes(600_000);
    await room.attached(runId, "a.bin", { body });
    const before = await room.rows();
    const id = await room.attached(await room.api.makeRun(), "b.bin", { body });
    expect(await room.rows()).toEqual({ ...before, artifacts: before.artifacts + 1 });
    expect(id).not.toBe("");
  });

  test.each([0, 1, 2])("sent eight times at once are stored once (%i)", async () => {
    const body = anyBytes(600_000);
    const runs = await Promise.all([1, 2, 3, 4].map(() => room.api.makeRun()));
    const before = await room.rows();
    const sent = [...runs, ...runs].map((run, n) => room.upload(run, `${n}.bin`, { as: "dba", body }));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(await room.rows()).toEqual({
      uploads: before.uploads + 1,
      chunks: before.chunks + 3,
      blobs: before.blobs + 1,
      artifacts: before.artifacts + 8,
    });
  });
});

describe("nothing stays of an upload", () => {
  test("whose sender went away", async () => {
    const before = await room.rows();
    const headers = { "content-length": String(20 * MB) };
    const path = `/api/runs/${runId}/evidence?name=cut.bin`;
    const call = await room.open("POST", path, { as: "dba", headers });
    call.on("error", () => {});
    call.write(anyBytes(2 * MB));
    await vi.waitFor(async () => expect((await room.rows()).chunks).toBeGreaterThan(before.chunks + 5), {
      timeout: 5000,
    });
    call.destroy();
    await vi.waitFor(async () => expect(await room.rows()).toEqual(before), { timeout: 5000 });
  });

  test("that is larger than the limit, whether it says so or not", async () => {
    const before = await room.rows();
    const told = await room.upload(runId, "big.bin", { as: "dba", body: Buffer.alloc(LIMIT + 1) });
    expect([told.status, errorOf(told.json).code]).toEqual([413, "too-large"]);
    expect(errorOf(told.json).message).toContain("70 MB");
    const untold = await room.upload(runId, "big.bin", { as: "dba", body: manyBytes(71) });
    expect(untold.status).toBe(413);
    expect(await room.rows()).toEqual(before);
  });

  test("R9.3 that is empty, whether it says so or not", async () => {
    const before = await room.rows();
    for (const body of ["", []]) {
      const reply = await room.upload(runId, "empty.log", { as: "dba", body });
      expect([reply.status, errorOf(reply.json).rule]).toEqual([422, "R9"]);
    }
    expect(await room.rows()).toEqual(before);
  });

  test("that the rules refuse, and its body is not even read", async () => {
    const before = await room.rows();
    const closed = await room.api.makeRun({ started: false });
    await room.api.command(closed, "ic", { type: "CancelRun", reason: "not tonight" });
    const body = manyBytes(60);
    const cases: [string, string, { as?: string; query?: string }, number][] = [
      [closed, "late.log", { as: "dba" }, 409],
      [runId, "x.log", { as: "dba", query: "&step=no-such-step" }, 404],
      [runId, "x.log", { as: "author" }, 403],
      [runId, "x.log", { as: "admin" }, 403],
      [runId, "x.log", {}, 401],
      [randomUUID(), "x.log", { as: "dba" }, 404],
      ["no-uuid", "x.log", { as: "dba" }, 404],
    ];
    for (const [run, name, sent, status] of cases) {
      expect((await room.upload(run, name, { ...sent, body })).status, JSON.stringify(sent)).toBe(status);
    }
    expect(await room.rows()).toEqual(before);
  });

  test("that the rules refuse in the end, when its bytes are in already", async () => {
    const own = await room.api.makeRun({ started: false });
    const before = await room.rows();
    const path = `/api/runs/${own}/evidence?name=late.bin`;
    const call = await room.open("POST", path, { as: "dba" });
    const answered = once(call, "response");
    call.write(anyBytes(MB));
    await vi.waitFor(async () => expect((await room.rows()).chunks).toBeGreaterThan(before.chunks), {
      timeout: 5000,
    });
    await room.api.command(own, "ic", { type: "CancelRun", reason: "not tonight" });
    call.end(anyBytes(MB));
    const [response] = await answered;
    response.resume();
    expect(response.statusCode).toBe(409);
    await vi.waitFor(async () => expect(await room.rows()).toEqual(before), { timeout: 5000 });
  });

  test("whose sender loses the role while it comes in", async () => {
    const own = await room.api.makeRun();
    const before = await room.rows();
    const call = await room.open("POST", `/api/runs/${own}/evidence?name=mid.bin`, { as: "dba" });
    const answered = once(call, "response");
    call.write(anyBytes(100));
    await vi.waitFor(async () => expect((await room.rows()).uploads).toBeGreaterThan(before.uploads), {
      timeout: 5000,
    });
    const given = { type: "AssignRole", role: "db-owner", email: "scribe@holdpoint.test" };
    expect((await room.api.command(own, "ic", given)).status).toBe(200);
    call.end(anyBytes(10));
    const [response] = await answered;
    response.resume();
    expect(response.statusCode).toBe(403);
    await vi.waitFor(async () => expect(await room.rows()).toEqual(before), { timeout: 5000 });
  });

  test("whose key is no UUID, so that a repetition would be a second artifact", async () => {
    const before = await room.rows();
    const headers = { "idempotency-key": "tonight-1" };
    const reply = await room.upload(runId, "x.log", { as: "dba", body: "hello", headers });
    expect([reply.status, errorOf(reply.json).code]).toEqual([400, "malformed"]);
    expect(await room.rows()).toEqual(before);
  });

  test("S2 that another site's page sends with the cookie", async () => {
    const before = await room.rows();
    const headers = { origin: "http://evil.example" };
    const reply = await room.upload(runId, "x.log", { as: "dba", body: "hello", headers });
    expect(reply.status).toBe(403);
    expect(await room.rows()).toEqual(before);
  });

  test.each([
    "../../etc/passwd",
    "a\\b.log",
    "a\r\nset-cookie: x=1",
    "\u0000.log",
    "..",
    " ",
    "log\u202egnp.exe",
    "",
  ])("S4 whose name is no plain file name: %j", async (name) => {
    const before = await room.rows();
    const reply = await room.upload(runId, name, { as: "dba", body: "hello" });
    expect([reply.status, errorOf(reply.json).code]).toEqual([400, "malformed"]);
    expect(await room.rows()).toEqual(before);
  });
});
