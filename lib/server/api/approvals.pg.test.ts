import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf } from "../../testing/api-fixture";
import { publishText, queueRunbook } from "../../testing/queue-runbook";

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
  await publishText(api, queueRunbook());
});

afterAll(() => api.stop());

const PATH = "/api/runbooks/move-the-queue/versions";
const approve = (version: number, as: string, json: Record<string, unknown>) =>
  api.post(`${PATH}/${version}/approvals`, { as, json: { statement: "read in full", ...json } });
const read = async (version: number) => (await api.get(`${PATH}/${version}`, { as: "ic" })).json;

describe("approvals of a version", () => {
  test("R8 carry the role or title that they were given in, and say which of them stand", async () => {
    const given = await approve(1, "approver", { verdict: "approved", role: "Change manager" });
    expect(given.status, given.text).toBe(201);
    expect(given.json).toMatchObject({ role: "Change manager", name: "Fay", standing: true });
    await approve(1, "approver", { verdict: "rejected", statement: "on second thoughts, no" });
    await approve(1, "dba", { verdict: "approved" });
    const { approvals } = (await read(1)) as { approvals: Record<string, unknown>[] };
    expect(approvals.map(({ name, role, verdict, standing }) => [name, role, verdict, standing])).toEqual([
      ["Fay", "Change manager", "approved", false],
      ["Fay", null, "rejected", true],
      ["Chi", null, "approved", true],
    ]);
  });

  test("R8 lapse with the text, and the next version says so", async () => {
    expect(await read(1)).toMatchObject({ lapsed: null });
    await publishText(api, queueRunbook({ stop: "./stop.sh --all" }), { slug: "move-the-queue" });
    expect(await read(2)).toMatchObject({
      approvals: [],
      lapsed: "Approvals of version 1 do not carry over: this is another text.",
    });
  });

  test("R12 are not the author's to give, who may reject; a statement is always required", async () => {
    const own = await approve(2, "author", { verdict: "approved" });
    expect(own.status).toBe(422);
    expect(errorOf(own).rule).toBe("R12");
    expect((await approve(2, "author", { verdict: "rejected" })).status).toBe(201);
    expect((await approve(2, "approver", { verdict: "rejected", statement: "" })).status).toBe(400);
    expect((await approve(2, "approver", { verdict: "approved", role: "" })).status).toBe(400);
  });
});

describe("the comparison of two versions", () => {
  test("R8 says what differs in meaning, the one asked about before the one addressed", async () => {
    const reply = await api.get(`${PATH}/2/comparison?version=1`, { as: "scribe" });
    expect(reply.status, reply.text).toBe(200);
    const { before, after, changes } = reply.json as {
      before: unknown;
      after: unknown;
      changes: { about: string; before: string; after: string; weighty: boolean }[];
    };
    expect(before).toMatchObject({ slug: "move-the-queue", version: 1 });
    expect(after).toMatchObject({ slug: "move-the-queue", version: 2 });
    expect(changes.find(({ about }) => about === "command")).toMatchObject({
      before: "./stop.sh",
      after: "./stop.sh --all",
      weighty: true,
    });
    const same = await api.get(`${PATH}/2/comparison?version=2`, { as: "scribe" });
    expect((same.json as { changes: unknown[] }).changes).toEqual([]);
  });

  test("R8 reaches across runbooks, by commands and gates", async () => {
    await publishText(api, queueRunbook({ title: "Rehearse the queue" }));
    const reply = await api.get(`${PATH}/2/comparison?slug=rehearse-the-queue&version=1`, { as: "scribe" });
    const { commandAndGate } = reply.json as {
      commandAndGate: { same: { text: string }[]; differs: { after: string }[] };
    };
    expect(commandAndGate.same.map(({ text }) => text)).toContain("./start-old.sh");
    expect(commandAndGate.differs.map(({ after }) => after)).toEqual(["./stop.sh --all"]);
  });

  test("is 404 for versions that do not exist, and 400 for what is no version", async () => {
    for (const query of ["version=9", "slug=nope&version=1"]) {
      expect((await api.get(`${PATH}/1/comparison?${query}`, { as: "scribe" })).status).toBe(404);
    }
    expect((await api.get(`${PATH}/9/comparison?version=1`, { as: "scribe" })).status).toBe(404);
    expect((await api.get(`${PATH}/1/comparison`, { as: "scribe" })).status).toBe(400);
    expect((await api.get(`${PATH}/1/comparison?version=1`)).status).toBe(401);
  });
});

describe("a rehearsal link", () => {
  const link = (as: string, change: Record<string, unknown> = {}) =>
    api.post(`${PATH}/2/rehearsal-links`, {
      as,
      json: { slug: "rehearse-the-queue", version: 1, statement: "the same commands, on a copy", ...change },
    });

  test("R8 is somebody's word on two hashes, which the version shows", async () => {
    const reply = await link("approver");
    expect(reply.status, reply.text).toBe(201);
    expect(reply.json).toMatchObject({
      rehearsal: { slug: "rehearse-the-queue", version: 1, title: "Rehearse the queue" },
      name: "Fay",
      statement: "the same commands, on a copy",
    });
    expect(await read(2)).toMatchObject({ rehearsals: [reply.json] });
    expect(await read(1)).toMatchObject({ rehearsals: [] });
    expect((await link("approver")).status).toBe(409);
    expect((await link("dba")).status).toBe(201);
  });

  test("R12 is not the author's to give", async () => {
    const reply = await link("author");
    expect(reply.status).toBe(422);
    expect(errorOf(reply)).toMatchObject({ rule: "R12", missing: ["another person"] });
  });

  test("takes a statement, a version that exists, and another text", async () => {
    expect((await link("ic", { statement: " " })).status).toBe(400);
    expect((await link("ic", { version: 4 })).status).toBe(404);
    expect((await link("ic", { slug: "nope" })).status).toBe(404);
    expect((await link("ic", { slug: "move-the-queue", version: 2 })).status).toBe(422);
  });

  test.each([
    `UPDATE rehearsal_link SET statement = 'x'`,
    "DELETE FROM rehearsal_link",
    "TRUNCATE rehearsal_link",
  ])("R8 never changes in the database: %s", async (sql) => {
    await expect(api.services.db.pool.query(sql)).rejects.toMatchObject({ code: "23001" });
  });
});
