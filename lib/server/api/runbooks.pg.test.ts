import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf } from "../../testing/api-fixture";

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
});

afterAll(() => api.stop());

const headers = { "content-type": "text/markdown" };
const preview = (body: string | Uint8Array<ArrayBuffer>) =>
  api.post("/api/runbooks/preview", { as: "author", body, headers });
const publish = (body: string | Uint8Array<ArrayBuffer>, query = "", as = "author") =>
  api.post(`/api/runbooks${query}`, { as, body, headers });

const SMALL = "# Move the cache\n\n## T-10 Prepare\n\n1. Warm the new node\n2. Compare the keys\n";

async function published(): Promise<number> {
  return api.services.db.prisma.runbookVersion.count();
}

describe("Markdown that is no runbook text", () => {
  test("is refused where it is empty, with 422", async () => {
    for (const body of [new Uint8Array(), "  \n\n"]) {
      const reply = await preview(body);
      expect(reply.status).toBe(422);
      expect(errorOf(reply).message).toContain("empty");
    }
  });

  test("is refused where it is binary, with 400", async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    const reply = await preview(png);
    expect(reply.status).toBe(400);
    expect(errorOf(reply)).toMatchObject({ code: "not-text" });
  });

  test("is refused at 5 MB, with 413, and nothing is stored", async () => {
    const before = await published();
    const reply = await publish("# Big\n\n".padEnd(5 * 1024 * 1024, "x "));
    expect(reply.status).toBe(413);
    expect(errorOf(reply).message).toContain("512 KB");
    expect(await published()).toBe(before);
  });

  test("is refused with another content type, with 415", async () => {
    const reply = await api.post("/api/runbooks/preview", { as: "author", json: { markdown: SMALL } });
    expect(reply.status).toBe(415);
  });
});

describe("hostile Markdown", () => {
  test("with HTML stays text: nothing of it is taken as markup, and the answer is JSON that no browser sniffs", async () => {
    const evil = `${SMALL}\n<script>alert(1)</script>\n\n<img src=x onerror="alert(2)">\n`;
    const reply = await preview(evil);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toContain("application/json");
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
    const { phases } = reply.json as { phases: { steps: { title: string }[] }[] };
    expect(phases.flatMap(({ steps }) => steps.map(({ title }) => title))).toEqual([
      "Warm the new node",
      "Compare the keys",
    ]);
  });

  test("that is made to hang the parser gets its answer within the limit, and the next reader is served", async () => {
    const started = performance.now();
    const replies = await Promise.all([
      preview("*a_ ".repeat(20_000)),
      preview(">".repeat(20_000)),
      preview(SMALL),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test("with a lone surrogate's bytes or Latin-1 letters is read with a warning", async () => {
    const bytes = Buffer.from("# \u00dcbergabe\n\n## Schritte\n\n1. Pr\u00fcfen\n2. \u00c4ndern\n", "latin1");
    const reply = await preview(new Uint8Array(bytes));
    const { title, diagnostics } = reply.json as { title: string; diagnostics: { code: string }[] };
    expect(title).toBe("\u00dcbergabe");
    expect(diagnostics.map(({ code }) => code)).toContain("latin-1");
  });
});

describe("a runbook", () => {
  test("is previewed without being stored, and published with the hash of its exact bytes", async () => {
    const before = await published();
    const seen = await preview(SMALL);
    expect(await published()).toBe(before);
    const reply = await publish(SMALL);
    expect(reply.status).toBe(201);
    const sha256 = createHash("sha256").update(SMALL).digest("hex");
    expect(reply.json).toEqual({ slug: "move-the-cache", version: 1, sha256, definition: seen.json });
  });

  test("takes another text as its next version, and the same bytes not twice", async () => {
    const next = await publish(`${SMALL}3. Switch\n`, "?slug=move-the-cache", "deployer");
    expect(next.json).toMatchObject({ slug: "move-the-cache", version: 2 });
    const again = await publish(SMALL, "?slug=move-the-cache");
    expect(again.status).toBe(409);
    expect(errorOf(again).message).toContain("version 1 of move-the-cache");
  });

  test("with a title that is taken gets an address of its own", async () => {
    const reply = await publish(SMALL);
    expect(reply.json).toMatchObject({ slug: "move-the-cache-2", version: 1 });
  });

  test("that many publish at once gets each of its numbers once", async () => {
    const texts = [1, 2, 3, 4].map((n) => `${SMALL}3. Also look at ${n}\n`);
    const replies = await Promise.all(texts.map((body) => publish(body, "?slug=move-the-cache-2")));
    const numbers = replies.map(({ json }) => (json as { version: number }).version);
    expect(numbers.sort()).toEqual([2, 3, 4, 5]);
  });

  test("to which a version is to be added must exist", async () => {
    expect((await publish(SMALL, "?slug=no-such-runbook")).status).toBe(404);
    expect((await publish(SMALL, "?slug=..%2Fetc")).status).toBe(400);
  });

  test("with a literal credential can be looked at, masked, and is not published", async () => {
    const leaky = `${SMALL}3. \`psql postgres://app:S3cretPassw0rd@db/app\`\n`;
    const seen = await preview(leaky);
    expect(seen.status).toBe(200);
    expect(seen.text).not.toContain("S3cretPassw0rd");
    const reply = await publish(leaky);
    expect(reply.status).toBe(422);
    expect(errorOf(reply).missing?.join(" ")).toMatch(/^Line \d+:/);
    expect(reply.text).not.toContain("S3cretPassw0rd");
  });

  test("is listed, read by version, and given back byte for byte", async () => {
    const list = await api.get("/api/runbooks", { as: "scribe" });
    const { runbooks } = list.json as { runbooks: { slug: string; latestVersion: number }[] };
    expect(runbooks).toContainEqual(expect.objectContaining({ slug: "move-the-cache", latestVersion: 2 }));
    const one = await api.get("/api/runbooks/move-the-cache", { as: "scribe" });
    const { versions } = one.json as { versions: { version: number; author: { name: string } }[] };
    expect(versions.map(({ version, author }) => [version, author.name])).toEqual([
      [2, "Ben"],
      [1, "Gus"],
    ]);
    const bytes = await api.get("/api/runbooks/move-the-cache/versions/1?format=markdown", { as: "scribe" });
    expect(bytes.text).toBe(SMALL);
    expect(bytes.headers.get("content-type")).toBe("text/markdown");
    expect(bytes.headers.get("content-disposition")).toContain("attachment");
  });

  test.each([
    "/api/runbooks/nope",
    "/api/runbooks/move-the-cache/versions/99",
    "/api/runbooks/move-the-cache/versions/x",
  ])("is 404 at %s", async (path) => {
    expect((await api.get(path, { as: "scribe" })).status).toBe(404);
  });
});

describe("an approval", () => {
  const path = "/api/runbooks/move-the-cache/versions/1/approvals";

  test("R8 is bound to the version's hash and says who gave it", async () => {
    const reply = await api.post(path, {
      as: "approver",
      json: { verdict: "approved", statement: "Read in full" },
    });
    expect(reply.status).toBe(201);
    const sha256 = createHash("sha256").update(SMALL).digest("hex");
    expect(reply.json).toMatchObject({ verdict: "approved", sha256, name: "Fay" });
    const version = await api.get("/api/runbooks/move-the-cache/versions/1", { as: "ic" });
    expect((version.json as { approvals: unknown[] }).approvals).toEqual([reply.json]);
  });

  test("R12 is nobody's to give to a text of their own", async () => {
    const reply = await api.post(path, { as: "author", json: { verdict: "approved", statement: "Mine" } });
    expect(reply.status).toBe(422);
    expect(errorOf(reply).rule).toBe("R12");
  });

  test("R8 waits until a text that contradicts itself is settled by an annotation", async () => {
    const told = (annotation: string) => `# Move twice told
## Plan
### T-30 — Copy
1. **Copy data:** \`./copy.sh\`
### T-10 — Switch
1. **Switch:** \`./switch.sh\`${annotation}
## Checklist
### T-30 — Copy
- [ ] \`copy.sh\` executed -> PASS / FAIL
### T-0 — Switch
- [ ] \`switch.sh\` executed -> PASS / FAIL
`;
    const json = { verdict: "approved", statement: "Read in full" };
    const first = await api.post("/api/runbooks", { as: "author", headers, body: told("") });
    const { slug } = first.json as { slug: string };
    const refused = await api.post(`/api/runbooks/${slug}/versions/1/approvals`, { as: "approver", json });
    expect(refused.status).toBe(422);
    expect(errorOf(refused).rule).toBe("R8");
    expect(errorOf(refused).missing?.join()).toContain("Line");
    const settled = told(" <!-- hp: offset=T-0 -->");
    await api.post(`/api/runbooks?slug=${slug}`, { as: "author", headers, body: settled });
    const granted = await api.post(`/api/runbooks/${slug}/versions/2/approvals`, { as: "approver", json });
    expect(granted.status, granted.text).toBe(201);
  });

  test("needs a verdict and a statement, and a version that exists", async () => {
    expect(
      (await api.post(path, { as: "approver", json: { verdict: "maybe", statement: "x" } })).status,
    ).toBe(400);
    expect(
      (await api.post(path, { as: "approver", json: { verdict: "approved", statement: " " } })).status,
    ).toBe(400);
    const json = { verdict: "approved", statement: "x" };
    const nowhere = await api.post("/api/runbooks/nope/versions/1/approvals", { as: "approver", json });
    expect(nowhere.status).toBe(404);
  });
});
