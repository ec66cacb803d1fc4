import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";

let api: ApiFixture;
let runId: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
  await api.command(runId, "scribe", { type: "LogEntry", text: "=1+1, <b>vendor</b> | called" });
  for (let n = 0; n < 260; n += 1)
    await api.command(runId, "scribe", { type: "LogEntry", text: `entry ${n}` });
});

afterAll(() => api.stop());

const read = (format: string, as = "deployer") =>
  api.get(`/api/runs/${runId}/transcript?format=${format}`, { as });

describe("GET /api/runs/:id/transcript", () => {
  it("gives every event of the log once and in order as JSON, over several pages", async () => {
    const { status, text } = await read("json");
    expect(status).toBe(200);
    const found = JSON.parse(text) as {
      events: { seq: number }[];
      steps: unknown[];
      run: { events: number };
    };
    expect(found.events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: found.run.events }, (_, n) => n + 1),
    );
    expect(found.events.length).toBeGreaterThan(260);
    expect(found.steps.length).toBeGreaterThan(0);
  });

  it("gives a line of CSV for each event, and no formula", async () => {
    const { text } = await read("csv");
    const lines = text.trimEnd().split("\r\n");
    expect(lines[0]).toContain("event,t_offset,local_time,utc");
    expect(lines.length).toBeGreaterThan(261);
    expect(text).toContain(`"'=1+1, <b>vendor</b> | called"`);
  });

  it("gives Markdown with the steps behind the events", async () => {
    const { text } = await read("markdown");
    expect(text).toContain("# Transcript: ");
    expect(text.indexOf("## Timeline")).toBeLessThan(text.indexOf("## Steps"));
    expect(text).not.toContain("<b>vendor");
  });

  it("refuses strangers, other forms, and runs that are not there", async () => {
    expect((await api.get(`/api/runs/${runId}/transcript`)).status).toBe(401);
    expect((await read("pdf")).status).toBe(400);
    const other = "00000000-0000-4000-8000-000000000000";
    expect((await api.get(`/api/runs/${other}/transcript`, { as: "ic" })).status).toBe(404);
  });
});
