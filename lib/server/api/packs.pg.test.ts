import { createHash, createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "../../pack/signature";
import { verifyZip } from "../../pack/verify-zip";
import { openZip } from "../../pack/zip-source";
import type { RunAnswer } from "../../protocol/http";
import { ApiFixture, errorOf, ORIGIN } from "../../testing/api-fixture";
import { createApi } from "./app";

let api: ApiFixture;
let runId: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
  for (const [name, visibility] of [
    ["plain.log", "room"],
    ["payroll ü.csv", "restricted"],
  ] as const) {
    const reply = await api.post(
      `/api/runs/${runId}/evidence?name=${encodeURIComponent(name)}&visibility=${visibility}`,
      {
        as: "deployer",
        body: new TextEncoder().encode(`bytes of ${name}`),
        headers: { "content-type": "application/octet-stream" },
      },
    );
    expect(reply.status, reply.text).toBe(201);
  }
  await api.command(runId, "ic", { type: "SendBroadcast", text: "We have begun." });
  await api.command(runId, "scribe", {
    type: "LogEntry",
    text: "<script>alert(1)</script> | [x](http://evil)",
  });
});

afterAll(() => api.stop());

async function download(name: string): Promise<{ status: number; zip: Buffer; headers: Headers }> {
  const { cookie } = await api.signIn(name);
  const headers = { host: "localhost:3000", origin: ORIGIN, cookie };
  const response = await createApi(api.services).request(`/api/runs/${runId}/pack`, { headers });
  return {
    status: response.status,
    zip: Buffer.from(await response.arrayBuffer()),
    headers: response.headers,
  };
}

async function signingKey(): Promise<{ fingerprint: string; publicKey: string }> {
  const reply = await api.get("/api/signing-key", { as: "scribe" });
  return reply.json as { fingerprint: string; publicKey: string };
}

describe("GET /api/runs/:id/pack", () => {
  it("gives whoever decides or approves a pack that verifies, with restricted bytes", async () => {
    const key = await signingKey();
    const run = (await api.get(`/api/runs/${runId}`, { as: "ic" })).json as { headHash: string };
    for (const name of ["ic", "approver"]) {
      const { status, zip, headers } = await download(name);
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("application/zip");
      expect(headers.get("content-disposition")).toMatch(
        /^attachment; filename="holdpoint-[0-9a-f-]+\.zip"$/,
      );
      const report = await verifyZip(zip, { keyFingerprint: key.fingerprint, heads: [run.headHash] });
      expect(report).toMatchObject({ verdict: "intact", checked: { artifacts: 2, anchors: 1 } });
      const opened = await openZip(zip);
      const paths = opened.ok ? opened.source.files.map(({ path }) => path) : [];
      expect(paths.some((path) => path.endsWith("/payroll ü.csv"))).toBe(true);
      if (opened.ok) opened.close();
    }
  });

  it("is no way around a restriction: who planned or administers has it only of a run without", async () => {
    const open = await api.makeRun();
    for (const as of ["author", "admin"]) {
      const reply = await api.get(`/api/runs/${runId}/pack`, { as });
      expect(reply.status).toBe(403);
      expect(errorOf(reply).message).toContain("restricted evidence");
      expect((await api.get(`/api/runs/${open}/pack`, { as })).status).toBe(200);
    }
  });

  it("refuses everyone else, and runs that are not there", async () => {
    for (const as of ["deployer", "scribe", "dba"]) {
      const reply = await api.get(`/api/runs/${runId}/pack`, { as });
      expect(reply.status).toBe(403);
      expect(errorOf(reply).message).toContain("evidence pack");
    }
    expect((await api.get(`/api/runs/${runId}/pack`)).status).toBe(401);
    const nowhere = "00000000-0000-4000-8000-000000000000";
    expect((await api.get(`/api/runs/${nowhere}/pack`, { as: "admin" })).status).toBe(404);
    expect((await api.get(`/api/runs/${nowhere}/summary.json`, { as: "admin" })).status).toBe(404);
  });

  it("carries the runbook's exact bytes", async () => {
    const { zip } = await download("ic");
    const opened = await openZip(zip);
    if (!opened.ok) throw new Error(opened.message);
    const index = opened.source.files.findIndex(({ path }) => path === "data/runbook.md");
    const hash = createHash("sha256");
    for await (const chunk of opened.source.read(index)) hash.update(chunk);
    opened.close();
    const state = (await api.get(`/api/runs/${runId}`, { as: "ic" })).json as {
      state: { runbook: { sha256: string } };
    };
    expect(hash.digest("hex")).toBe(state.state.runbook.sha256);
  });
});

describe("the summary and the key", () => {
  it("tells the run's head and evidence as JSON", async () => {
    const reply = await api.get(`/api/runs/${runId}/summary.json`, { as: "scribe" });
    const run = (await api.get(`/api/runs/${runId}`, { as: "ic" })).json as RunAnswer;
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      format: "holdpoint.summary.1",
      run: { id: runId, status: run.state.status, sealed: false },
      log: { headSeq: run.seq, headHash: run.headHash },
      evidence: [{ name: "plain.log" }, { name: "payroll ü.csv", visibility: "restricted" }],
    });
  });

  it("tells it as Markdown, too", async () => {
    const reply = await api.get(`/api/runs/${runId}/summary.md`, { as: "scribe" });
    expect(reply.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(reply.text).toContain("# Orders database, rehearsed");
  });

  it("shows the public half of the signing key to people with an account only", async () => {
    const { fingerprint: shown, publicKey } = await signingKey();
    expect(fingerprint(createPublicKey(publicKey))).toBe(shown);
    expect(publicKey).not.toContain("PRIVATE");
    expect((await api.get("/api/signing-key")).status).toBe(401);
  });
});
