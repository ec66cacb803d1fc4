import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { anyBytes, EvidenceRoom, manyBytes, sha256 } from "../../testing/evidence-room";
import { CHUNK_SIZE } from "./chunk-size";

let room: EvidenceRoom;
let runId: string;
let artifactId: string;
const bytes = anyBytes(3 * CHUNK_SIZE + 1000);

beforeAll(async () => {
  room = await EvidenceRoom.start();
  runId = await room.api.makeRun();
  artifactId = await room.attached(runId, "restore.bin", { body: bytes });
});

afterAll(() => room.stop());

describe("a download", () => {
  test("is an attachment that no browser shows, sniffs or lends to others", async () => {
    const html = "<!doctype html><script>alert(1)</script>";
    const id = await room.attached(runId, "evil.html", {
      body: html,
      headers: { "content-type": "text/html" },
    });
    const { headers, body } = await room.download(runId, id);
    expect(body.toString()).toBe(html);
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(headers["content-disposition"]).toMatch(/^attachment; /);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toMatch(/^sandbox;/);
    expect(headers["cache-control"]).toMatch(/^private/);
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
  });

  test("of bytes that are no text says nothing about them but their length and hash", async () => {
    const { headers } = await room.download(runId, artifactId);
    expect(headers["content-type"]).toBe("application/octet-stream");
    expect(headers["content-length"]).toBe(String(bytes.length));
    expect(headers.etag).toBe(`"${sha256(bytes)}"`);
  });

  test.each([
    ["bytes=0-9", 0, 10],
    [`bytes=${CHUNK_SIZE - 5}-${CHUNK_SIZE + 4}`, CHUNK_SIZE - 5, CHUNK_SIZE + 5],
    [`bytes=${3 * CHUNK_SIZE}-`, 3 * CHUNK_SIZE, bytes.length],
    ["bytes=-7", bytes.length - 7, bytes.length],
    ["bytes=10-99999999", 10, bytes.length],
  ])("answers %s with that part", async (range, start, end) => {
    const reply = await room.download(runId, artifactId, { headers: { range } });
    expect(reply.status).toBe(206);
    expect(reply.headers["content-range"]).toBe(`bytes ${start}-${end - 1}/${bytes.length}`);
    expect(reply.body.equals(bytes.subarray(start, end))).toBe(true);
  });

  test("answers a part that is not there with 416, several parts and nonsense with the whole", async () => {
    const none = await room.download(runId, artifactId, { headers: { range: `bytes=${bytes.length}-` } });
    expect([none.status, none.headers["content-range"]]).toEqual([416, `bytes */${bytes.length}`]);
    for (const range of ["bytes=0-1,5-6", "bytes=9-2", "lines=1-2"]) {
      const reply = await room.download(runId, artifactId, { headers: { range } });
      expect([reply.status, reply.body.length], range).toEqual([200, bytes.length]);
    }
  });

  test("sends what is known already by its hash not again, and a part only of what it was a part of", async () => {
    const etag = `"${sha256(bytes)}"`;
    const same = await room.download(runId, artifactId, { headers: { "if-none-match": `"x", W/${etag}` } });
    expect([same.status, same.body.length]).toEqual([304, 0]);
    const other = await room.download(runId, artifactId, { headers: { "if-none-match": '"x"' } });
    expect(other.status).toBe(200);
    const headers = { range: "bytes=0-9", "if-range": '"x"' };
    expect((await room.download(runId, artifactId, { headers })).status).toBe(200);
    const range = await room.download(runId, artifactId, { headers: { ...headers, "if-range": etag } });
    expect(range.status).toBe(206);
  });

  test("by HEAD has the headers alone", async () => {
    const path = `/api/runs/${runId}/evidence/${artifactId}`;
    const reply = await room.send("HEAD", path, { as: "ic" });
    expect([reply.status, reply.body.length]).toEqual([200, 0]);
    expect(reply.headers["content-length"]).toBe(String(bytes.length));
    expect(reply.headers["accept-ranges"]).toBe("bytes");
  });

  test("that is broken off holds no connection, and the next one works", async () => {
    const id = await room.attached(runId, "large.bin", { body: manyBytes(30) });
    for (let n = 0; n < 12; n += 1) {
      const call = await room.open("GET", `/api/runs/${runId}/evidence/${id}`, { as: "ic" });
      call.on("error", () => {});
      call.on("response", (response) => response.once("data", () => call.destroy()).on("error", () => {}));
      call.end();
      await new Promise((resolve) => call.once("close", resolve));
    }
    const { pool } = room.services.db;
    await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount));
    expect((await room.download(runId, id)).body.length).toBe(30 * 1024 * 1024);
  });

  test.each([
    ['say "hi".log', /filename="say _hi_\.log"; filename\*=UTF-8''say%20%22hi%22\.log$/],
    [
      "Prüfung 日本.txt",
      /filename="Pr_fung __\.txt"; filename\*=UTF-8''Pr%C3%BCfung%20%E6%97%A5%E6%9C%AC\.txt$/,
    ],
    ["a;b='c'*.log", /filename="a_b__c__\.log"; filename\*=UTF-8''a%3Bb%3D%27c%27%2A\.log$/],
    [".profile", /filename="_profile"; filename\*=UTF-8''\.profile$/],
    ["%0d%0aX-Evil: 1.log", /filename\*=UTF-8''%250d%250aX-Evil%3A%201\.log$/],
  ])("S4 carries the name %j safely", async (name, header) => {
    const id = await room.attached(runId, name, { body: name });
    const { headers } = await room.download(runId, id);
    expect(headers["content-disposition"]).toMatch(header);
    expect(headers["x-evil"]).toBeUndefined();
  });
});

describe("who may open evidence", () => {
  const people = ["ic", "deployer", "dba", "payments", "scribe", "approver", "author", "admin", "stranger"];
  /** The author has planned the run; the DB owner has attached. */
  const everyone = people.filter((name) => name !== "stranger");
  test.each([
    ["room", everyone],
    ["restricted", ["ic", "dba", "approver"]],
  ])("S1 of what is %s: %j and nobody else", async (visibility, may) => {
    const email = "stranger@holdpoint.test";
    const data = { email, name: "A stranger" };
    await room.services.db.prisma.person.upsert({ where: { email }, create: data, update: {} });
    const id = await room.attached(runId, "who.log", {
      body: anyBytes(9),
      query: `&visibility=${visibility}`,
    });
    const opened: string[] = [];
    for (const as of people) {
      const { status, body } = await room.download(runId, id, { as });
      expect([200, 403], as).toContain(status);
      if (status === 200) opened.push(as);
      else expect(body.toString()).toContain('"code":"forbidden"');
    }
    expect(opened).toEqual(may);
    expect((await room.send("GET", `/api/runs/${runId}/evidence/${id}`)).status).toBe(401);
  });

  test("S1 an artifact opens under its own run only", async () => {
    const other = await room.api.makeRun();
    expect((await room.download(other, artifactId)).status).toBe(404);
    expect((await room.download(runId, other)).status).toBe(404);
    expect((await room.download(runId, "../../x")).status).toBe(404);
  });

  test("S1 a token of one run opens and attaches nothing in another", async () => {
    const other = await room.api.makeRun();
    const password = "holdpoint-demo";
    const json = { email: "dba@holdpoint.test", password, name: "script", runId };
    const { token } = (await room.api.post("/api/tokens", { json })).json as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    expect((await room.upload(runId, "t.log", { body: "x", headers })).status).toBe(201);
    expect((await room.upload(other, "t.log", { body: "x", headers })).status).toBe(403);
    const path = `/api/runs/${runId}/evidence/${artifactId}`;
    expect((await room.send("GET", path, { headers })).status).toBe(200);
  });

  test("S1 evidence is attached by who acts in the run, not by observers, the planner or administrators", async () => {
    const took: string[] = [];
    for (const as of [
      "ic",
      "deployer",
      "dba",
      "payments",
      "scribe",
      "approver",
      "author",
      "admin",
      "stranger",
    ]) {
      if ((await room.upload(runId, `${as}.log`, { as, body: as })).status === 201) took.push(as);
    }
    expect(took).toEqual(["ic", "deployer", "dba", "payments", "scribe", "approver"]);
  });
});
