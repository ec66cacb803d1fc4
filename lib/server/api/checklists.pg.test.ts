import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ComparisonAnswer } from "../../protocol/http";
import { ApiFixture } from "../../testing/api-fixture";

const SECRET = "s3cretpass";
const TEXT = `# Move

## Preconditions

- [ ] Backup taken

## Deploy

1. Run \`psql postgres://a:<PASSWORD>@h/d -f up.sql\`
2. Run \`kubectl rollout status deploy/api\`

Abort if the width is not 64 or the script fails.
`;

let api: ApiFixture;
let slug: string;

async function publish(text: string): Promise<string> {
  const headers = { "content-type": "text/markdown" };
  const reply = await api.post("/api/runbooks", { as: "author", body: text, headers });
  expect(reply.status, reply.text).toBe(201);
  return (reply.json as { slug: string }).slug;
}

beforeAll(async () => {
  api = await ApiFixture.start();
  slug = await publish(TEXT);
});

afterAll(() => api.stop());

const checklist = () =>
  api.get(`/api/runbooks/${slug}/versions/1/checklist?format=markdown`, { as: "deployer" });

describe("GET /api/runbooks/:slug/versions/:n/checklist", () => {
  it("R8.26 gives Markdown that, published and compared, is transcript-identical with its version", async () => {
    const { status, text } = await checklist();
    expect(status).toBe(200);
    const own = await publish(text);
    const address = `/api/runbooks/${own}/versions/1/comparison?slug=${slug}&version=1`;
    const { transcript } = (await api.get(address, { as: "approver" })).json as ComparisonAnswer;
    expect(transcript).toMatchObject({ identical: true, differs: [] });
    expect(transcript.verdict).toContain("Transcript-identical in commands, artifacts and gates");
  });

  it("R8.26 names what a checklist of one's own lacks, with the lines of both", async () => {
    const own = await publish((await checklist()).text.replace(" or the script fails", ""));
    const address = `/api/runbooks/${own}/versions/1/comparison?slug=${slug}&version=1`;
    const { transcript } = (await api.get(address, { as: "approver" })).json as ComparisonAnswer;
    expect(transcript.identical).toBe(false);
    expect(transcript.differs).toMatchObject([
      {
        part: "gate",
        kind: "reworded",
        runbook: [{ line: 12 }],
        onlyRunbook: expect.arrayContaining(["script"]),
      },
    ]);
  });

  it("R9 a text with a literal credential is not published, and no answer repeats it", async () => {
    const leaky = TEXT.replace("<PASSWORD>", SECRET);
    const headers = { "content-type": "text/markdown" };
    for (const address of ["/api/runbooks", `/api/runbooks?slug=${slug}`, "/api/runbooks/preview"]) {
      const { status, text } = await api.post(address, { as: "author", body: leaky, headers });
      expect(status, address).toBe(address.endsWith("preview") ? 200 : 422);
      expect(text, address).toContain("credential");
      expect(text, address).not.toContain(SECRET);
    }
  });

  it("answers 404 for a version that is not there, and 401 for strangers", async () => {
    expect((await api.get(`/api/runbooks/${slug}/versions/9/checklist`, { as: "ic" })).status).toBe(404);
    expect((await api.get(`/api/runbooks/${slug}/versions/1/checklist`)).status).toBe(401);
  });
});
