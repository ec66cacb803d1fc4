import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";
import { publishServices } from "../current-services";
import { listVersionChoices, readVerdicts } from "./runbook-approvals";

const headers = { "content-type": "text/markdown" };
const text = (title: string, command: string) =>
  `# ${title}\n\n## Deploy\n\n1. Stop the writers\n2. Run \`${command}\`\n\n## Verify\n\n- [ ] Readers see the index\n`;

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
  publishServices(api.services);
  for (const [path, body] of [
    ["/api/runbooks", text("Move the index", "./move.sh")],
    ["/api/runbooks?slug=move-the-index", text("Move the index", "./move.sh --all")],
    ["/api/runbooks", text("Rehearse the index", "./move.sh --all")],
  ] as const) {
    const reply = await api.post(path, { as: "author", headers, body });
    expect(reply.status, reply.text).toBe(201);
  }
});

afterAll(() => api.stop());

describe("what the page of a version reads", () => {
  test("R8 the verdicts of all versions, each with its hash and its version's author", async () => {
    const approve = (version: number, verdict: string) =>
      api.post(`/api/runbooks/move-the-index/versions/${version}/approvals`, {
        as: "approver",
        json: { verdict, statement: `Version ${version} read in full` },
      });
    await approve(1, "approved");
    await approve(2, "rejected");
    const verdicts = await readVerdicts("move-the-index");
    expect(
      verdicts.map(({ version, verdict, name, statement }) => [version, verdict, name, statement]),
    ).toEqual([
      [1, "approved", "Fay", "Version 1 read in full"],
      [2, "rejected", "Fay", "Version 2 read in full"],
    ]);
    expect(new Set(verdicts.map(({ sha256 }) => sha256)).size).toBe(2);
    expect(verdicts.every(({ authorId, personId }) => authorId !== personId)).toBe(true);
    expect(await readVerdicts("no-such-runbook")).toEqual([]);
  });

  test("every version that there is to compare with, the newest of each runbook first", async () => {
    expect(await listVersionChoices()).toMatchObject([
      { slug: "move-the-index", title: "Move the index", version: 2 },
      { slug: "move-the-index", title: "Move the index", version: 1 },
      { title: "Orders database to the new cluster" },
      { slug: "rehearse-the-index", title: "Rehearse the index", version: 1 },
    ]);
  });
});
