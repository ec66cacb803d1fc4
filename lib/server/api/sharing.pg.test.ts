import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf } from "../../testing/api-fixture";

let api: ApiFixture;
let runId: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
});

afterAll(() => api.stop());

interface Link {
  linkId: string;
  token: string;
  url: string;
}

async function share(as = "ic", options: { showNames?: boolean } = {}): Promise<Link> {
  const reply = await api.post(`/api/runs/${runId}/share-links`, { as, json: options });
  expect(reply.status).toBe(201);
  return reply.json as Link;
}

const status = (token: string, headers: Record<string, string> = {}) =>
  api.get(`/s/${token}/status.json`, { headers });

describe("a share link", () => {
  test("shows the run's status to somebody without an account, and no name of anybody", async () => {
    await api.command(runId, "scribe", { type: "SendBroadcast", text: "All is calm." });
    const { token, url } = await share();
    expect(url).toBe(`http://localhost:3000/s/${token}`);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const reply = await status(token);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ mode: "rehearsal", sentence: "All is calm.", status: "running" });
    for (const secret of ["Ada", "Ben", "Chi", "maintenance.sh", "holdpoint.test"])
      expect(reply.text).not.toContain(secret);
  });

  test("shows names where it was made so, and still no command, evidence, address or reason", async () => {
    await api.command(runId, "scribe", { type: "SendBroadcast", text: "All is calm." });
    const { token } = await share("ic", { showNames: true });
    const reply = await status(token);
    const { people, broadcasts } = reply.json as {
      people: { name: string }[];
      broadcasts: { by: string | null }[];
    };
    expect(people.map(({ name }) => name)).toContain("Ada");
    expect(broadcasts[0]?.by).toBe("Eli");
    for (const secret of ["maintenance.sh", "holdpoint.test", runId])
      expect(reply.text).not.toContain(secret);
    expect((await status((await share()).token)).json).toMatchObject({ people: null });
  });

  test("may be kept by a shared cache for a second, by no browser, and is 304 while nothing has changed", async () => {
    const { token } = await share();
    const first = await status(token);
    expect(first.headers.get("cache-control")).toBe("public, s-maxage=1, max-age=0");
    const etag = first.headers.get("etag") ?? "";
    const second = await status(token, { "if-none-match": etag });
    expect(second.status).toBe(304);
    expect(second.text).toBe("");
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(second.headers.get("etag")).toBe(etag);
    for (const several of [`"other", ${etag}`, `W/${etag}`, "*"])
      expect((await status(token, { "if-none-match": several })).status).toBe(304);
    expect((await status(token, { "if-none-match": '"other"' })).headers.get("etag")).toBe(etag);
    await api.command(runId, "scribe", { type: "SendBroadcast", text: "Something moved." });
    expect((await status(token, { "if-none-match": etag })).status).toBe(200);
  });

  test("that was made earlier is listed without its token, to whoever may revoke it, until it is revoked", async () => {
    const { token, linkId } = await share();
    const path = `/api/runs/${runId}/share-links`;
    for (const as of ["ic", "author", "admin"]) {
      const listed = await api.get(path, { as });
      expect(listed.status).toBe(200);
      expect(listed.json).toMatchObject({
        links: expect.arrayContaining([
          expect.objectContaining({ linkId, createdBy: "Ada", showNames: false }),
        ]),
      });
      expect(listed.text).not.toContain(token);
    }
    for (const as of ["deployer", "scribe", "approver"])
      expect((await api.get(path, { as })).status).toBe(403);
    expect((await api.get(`/api/runs/${randomUUID()}/share-links`, { as: "admin" })).status).toBe(404);
    await api.call("DELETE", `${path}/${linkId}`, { as: "author" });
    expect((await api.get(path, { as: "ic" })).text).not.toContain(linkId);
  });

  test("shows nothing from the moment it is revoked, and may be revoked twice", async () => {
    const { token, linkId } = await share();
    const path = `/api/runs/${runId}/share-links/${linkId}`;
    expect((await api.call("DELETE", path, { as: "ic" })).status).toBe(204);
    const gone = await status(token);
    expect(gone.status).toBe(404);
    expect(gone.headers.get("cache-control")).toBe("no-store");
    expect((await api.call("DELETE", path, { as: "ic" })).status).toBe(204);
  });

  test("shows nothing once it has expired", async () => {
    const { token, linkId } = await share();
    const expiresAt = new Date(Date.now() - 1_000);
    await api.services.db.prisma.shareLink.update({ where: { id: linkId }, data: { expiresAt } });
    expect((await status(token)).status).toBe(404);
  });

  test("is stored as a hash only", async () => {
    const { token } = await share();
    const rows = await api.services.db.pool.query("SELECT encode(hash, 'escape') AS hash FROM share_link");
    expect(JSON.stringify(rows.rows)).not.toContain(token);
  });

  test("is made and revoked by the planner, the decider and administrators", async () => {
    for (const as of ["author", "ic", "admin"]) await share(as);
    const refused = await api.post(`/api/runs/${runId}/share-links`, { as: "deployer", json: {} });
    expect(refused.status).toBe(403);
    const { linkId } = await share();
    const kept = await api.call("DELETE", `/api/runs/${runId}/share-links/${linkId}`, { as: "scribe" });
    expect(kept.status).toBe(403);
  });

  test("of a run or with an id that does not exist is 404, with a wrong body 400", async () => {
    expect((await api.post(`/api/runs/${randomUUID()}/share-links`, { as: "ic", json: {} })).status).toBe(
      404,
    );
    const unknown = `/api/runs/${runId}/share-links/${randomUUID()}`;
    expect((await api.call("DELETE", unknown, { as: "ic" })).status).toBe(404);
    const wrong = await api.post(`/api/runs/${runId}/share-links`, { as: "ic", json: { expiresInHours: 0 } });
    expect(wrong.status).toBe(400);
  });

  test("S3 is not found by guessing: the tenth guess is throttled, and a right link still opens", async () => {
    const { token } = await share();
    const headers = { "x-holdpoint-client-address": "198.51.100.9" };
    const guesses: number[] = [];
    for (let n = 0; n < 10; n += 1) guesses.push((await status(`guess-${n}`, headers)).status);
    expect(guesses).toEqual([...Array(9).fill(404), 429]);
    expect((await status(token, headers)).status).toBe(200);
    expect(errorOf(await status("one-more", headers)).code).toBe("throttled");
  });
});
