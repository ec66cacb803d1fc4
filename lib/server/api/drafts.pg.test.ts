import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DraftAnswer, DraftSavedAnswer, PublishedAnswer } from "../../protocol/http";
import { ApiFixture, errorOf } from "../../testing/api-fixture";

let api: ApiFixture;
let count = 0;

beforeAll(async () => {
  api = await ApiFixture.start();
});

afterAll(() => api.stop());

const headers = { "content-type": "text/markdown" };
const text = (mark: string) =>
  `# Move the cache ${mark}\n\n## T-10 Prepare\n\n1. Warm the new node\n2. Compare ${mark}\n`;

/** A runbook of its own with version 1. */
async function runbook(): Promise<string> {
  count += 1;
  const reply = await api.post("/api/runbooks", { as: "author", body: text(`no ${count}`), headers });
  return (reply.json as PublishedAnswer).slug;
}

const at = (slug: string, query = "") => `/api/runbooks/${slug}/draft${query}`;
const save = (slug: string, body: string, query: string, as = "author") =>
  api.call("PUT", at(slug, query), { as, body, headers });
const read = async (slug: string, as = "author") => (await api.get(at(slug), { as })).json as DraftAnswer;

describe("a draft", () => {
  test("is kept with its base and a revision that grows, and comes back as it was typed", async () => {
    const slug = await runbook();
    expect((await api.get(at(slug), { as: "author" })).status).toBe(404);
    const first = await save(slug, "half a sen", "?base=1&revision=0");
    expect(first.status).toBe(200);
    expect(first.json as DraftSavedAnswer).toMatchObject({ revision: 1, base: 1 });
    expect((await save(slug, "half a sentence\r\n", "?base=1&revision=1")).json).toMatchObject({
      revision: 2,
    });
    expect(await read(slug)).toMatchObject({ revision: 2, base: 1, markdown: "half a sentence\r\n" });
  });

  test("may be empty, and may hold what is no runbook yet", async () => {
    const slug = await runbook();
    expect((await save(slug, "", "?base=1&revision=0")).status).toBe(200);
    expect((await save(slug, "\u0000 <script>", "?base=1&revision=1")).status).toBe(200);
    expect((await read(slug)).markdown).toBe("\u0000 <script>");
  });

  test("of one window is not overwritten by another that saw less", async () => {
    const slug = await runbook();
    await save(slug, "from the first window", "?base=1&revision=0");
    const late = await save(slug, "from the second window", "?base=1&revision=0");
    expect(late.status).toBe(409);
    expect(errorOf(late).code).toBe("stale");
    expect(await read(slug)).toMatchObject({ revision: 1, markdown: "from the first window" });
  });

  test("of two windows that save at once is kept once, and the other is told", async () => {
    const slug = await runbook();
    await save(slug, "start", "?base=1&revision=0");
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, n) => save(slug, `window ${n}`, "?base=1&revision=1")),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const winner = replies.findIndex((reply) => reply.status === 200);
    expect(await read(slug)).toMatchObject({ revision: 2, markdown: `window ${winner}` });
  });

  test("that is sent again because its answer was lost is no conflict with itself", async () => {
    const slug = await runbook();
    await save(slug, "typed once", "?base=1&revision=0");
    const again = await save(slug, "typed once", "?base=1&revision=0");
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ revision: 1 });
  });

  test("is seen and changed by its own person alone", async () => {
    const slug = await runbook();
    await save(slug, "the author's", "?base=1&revision=0");
    expect((await api.get(at(slug), { as: "ic" })).status).toBe(404);
    expect((await save(slug, "the commander's", "?base=1&revision=0", "ic")).status).toBe(200);
    expect((await api.call("DELETE", at(slug, "?revision=1"), { as: "dba" })).status).toBe(404);
    expect((await read(slug)).markdown).toBe("the author's");
    expect((await read(slug, "ic")).markdown).toBe("the commander's");
  });

  test("is thrown away only by who has seen its latest revision", async () => {
    const slug = await runbook();
    await save(slug, "one", "?base=1&revision=0");
    await save(slug, "two", "?base=1&revision=1");
    expect((await api.call("DELETE", at(slug, "?revision=1"), { as: "author" })).status).toBe(409);
    expect((await read(slug)).markdown).toBe("two");
    expect((await api.call("DELETE", at(slug, "?revision=2"), { as: "author" })).status).toBe(204);
    expect((await api.get(at(slug), { as: "author" })).status).toBe(404);
  });

  test("that another window published and cleared meanwhile is kept anew", async () => {
    const slug = await runbook();
    const late = await save(slug, "typed on", "?base=1&revision=7");
    expect(late.status).toBe(200);
    expect(late.json).toMatchObject({ revision: 8 });
  });

  test.each([
    ["?base=1", 400],
    ["?base=0&revision=0", 400],
    ["?base=1&revision=-1", 400],
    ["?base=1&revision=1e99", 400],
    ["?base=1&revision=0&more=1", 400],
    ["?base=2&revision=0", 404],
  ])("with %s is refused with %i, and nothing is stored", async (query, status) => {
    const slug = await runbook();
    expect((await save(slug, "x", query)).status).toBe(status);
    expect((await api.get(at(slug), { as: "author" })).status).toBe(404);
  });

  test("above 512 KB is refused with 413, and of an unknown runbook with 404", async () => {
    const slug = await runbook();
    expect((await save(slug, "x".repeat(512 * 1024), "?base=1&revision=0")).status).toBe(200);
    expect((await save(slug, "x".repeat(512 * 1024 + 1), "?base=1&revision=1")).status).toBe(413);
    expect((await save("no-such-runbook", "x", "?base=1&revision=0")).status).toBe(404);
    expect((await save("No Such", "x", "?base=1&revision=0")).status).toBe(404);
  });

  test("sent from another site's page is refused", async () => {
    const slug = await runbook();
    const reply = await api.call("PUT", at(slug, "?base=1&revision=0"), {
      as: "author",
      body: "x",
      headers: { ...headers, origin: "https://evil.example" },
    });
    expect(reply.status).toBe(403);
  });
});

describe("publishing over a version that somebody published meanwhile", () => {
  const publish = (slug: string, mark: string, base: number, as: string) =>
    api.post(`/api/runbooks?slug=${slug}&base=${base}`, { as, body: text(mark), headers });

  test("is refused with 409 and says who; the draft stays; on top of it, it is the next version", async () => {
    const slug = await runbook();
    await save(slug, text("mine"), "?base=1&revision=0", "ic");
    expect((await publish(slug, "theirs", 1, "author")).status).toBe(201);
    const refused = await publish(slug, "mine", 1, "ic");
    expect(refused.status).toBe(409);
    expect(errorOf(refused)).toMatchObject({ code: "stale" });
    expect(errorOf(refused).message).toMatch(/Version 2 was published by .+ since you began from version 1/);
    expect((await read(slug, "ic")).markdown).toBe(text("mine"));
    expect((await publish(slug, "mine", 2, "ic")).json).toMatchObject({ version: 3 });
  });

  test("of two at the same moment lets one through, and tells the other", async () => {
    const slug = await runbook();
    const replies = await Promise.all([publish(slug, "a", 1, "author"), publish(slug, "b", 1, "ic")]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409]);
  });

  test("without a base is the script's own business, as before", async () => {
    const slug = await runbook();
    await publish(slug, "theirs", 1, "author");
    const reply = await api.post(`/api/runbooks?slug=${slug}`, { as: "ic", body: text("mine"), headers });
    expect(reply.json).toMatchObject({ version: 3 });
  });
});
