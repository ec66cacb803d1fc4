import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";
import { publishServices } from "../current-services";
import { listCutovers } from "./cutovers";
import { readRunbook, readVersion } from "./runbooks";
import { demoSignIn } from "./sign-in";
import { readShare } from "./stakeholder";
import { readRoom, readShareLinks } from "./war-room";

let api: ApiFixture;
let runId: string;

beforeAll(async () => {
  api = await ApiFixture.start({ demo: true });
  publishServices(api.services);
  runId = await api.makeRun();
});

afterAll(() => api.stop());

const idOf = async (name: string) =>
  (await api.services.db.prisma.person.findUniqueOrThrow({ where: { email: `${name}@holdpoint.test` } })).id;

describe("what pages read", () => {
  test("the list of cutovers says what the reader is in each, by the role's name", async () => {
    const { cutovers } = await listCutovers(await idOf("dba"));
    expect(cutovers.find((one) => one.runId === runId)).toMatchObject({
      status: "running",
      yourRoles: ["DB Owner"],
    });
    const { cutovers: others } = await listCutovers(await idOf("admin"));
    expect(others.flatMap(({ yourRoles }) => yourRoles)).toEqual([]);
  });

  test("a room has the state and the newest events up to it", async () => {
    for (let n = 0; n < 3; n += 1)
      await api.command(runId, "scribe", { type: "LogEntry", text: `Entry ${n}` });
    const room = await readRoom(runId);
    expect(room?.state.seq).toBe(room?.seq);
    expect(room?.events.at(-1)?.seq).toBe(room?.seq);
    expect(room?.events[0]?.seq).toBe(1);
  });

  test("a room that does not exist is none, whatever its id looks like", async () => {
    expect(await readRoom("11111111-2222-4333-8444-555555555555")).toBeNull();
    expect(await readRoom("'; DROP TABLE run; --")).toBeNull();
  });

  test("a version comes with its source, line for line", async () => {
    const version = await readVersion("orders-database-to-the-new-cluster", 1);
    expect(version?.source.split("\n")).toHaveLength((version?.definition.lines.total ?? 0) + 1);
    expect(await readVersion("orders-database-to-the-new-cluster", 2)).toBeNull();
  });

  test("S4 a runbook that none can be called, or a version that none can have, is none", async () => {
    for (const slug of ["a\0b", "\ud800", "__proto__", ""]) {
      expect(await readRunbook(slug)).toBeNull();
      expect(await readVersion(slug, 1)).toBeNull();
    }
    for (const number of [Number.NaN, 0, -1, 1.5, 2 ** 31, 1e300])
      expect(await readVersion("orders-database-to-the-new-cluster", number)).toBeNull();
  });

  test("a share link's page shows the run until the link is revoked", async () => {
    const made = await api.post(`/api/runs/${runId}/share-links`, { as: "ic", json: {} });
    const { token, linkId } = made.json as { token: string; linkId: string };
    expect((await readShare(token))?.summary).toMatchObject({ status: "running", mode: "rehearsal" });
    const admin = { personId: randomUUID(), isAdmin: true };
    expect((await readShareLinks(runId, admin)).map((link) => link.linkId)).toContain(linkId);
    expect(await readShareLinks(runId, { ...admin, isAdmin: false })).toEqual([]);
    await api.call("DELETE", `/api/runs/${runId}/share-links/${linkId}`, { as: "ic" });
    expect(await readShare(token)).toBeNull();
    expect((await readShareLinks(runId, admin)).map((link) => link.linkId)).not.toContain(linkId);
  });

  test("the sign-in page offers the demo's people in the demo only", async () => {
    expect((await demoSignIn())?.people).toHaveLength(8);
    publishServices({ ...api.services, env: { ...api.services.env, demo: false }, accepting: true });
    expect(await demoSignIn()).toBeNull();
    publishServices(api.services);
  });
});
