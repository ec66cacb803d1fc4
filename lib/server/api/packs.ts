import { z } from "@hono/zod-openapi";
import { readableJson } from "../../pack/derived-files";
import { buildSummary } from "../../pack/summary";
import { summaryMarkdown } from "../../pack/summary-markdown";
import { uuid } from "../../protocol/text.schema";
import { digestLog } from "../pack/log-lines";
import { packRun } from "../pack/run-pack";
import type { Services } from "../services";
import { publicSigningKey } from "../signing-key";
import { type Endpoint, endpoint } from "./endpoint";
import { failed } from "./problem";
import { json } from "./respond";

const run = z.strictObject({ id: uuid });
const NO_RUN = failed("not-found", "There is no such run.");

const pack = endpoint({
  method: "get",
  path: "/api/runs/{id}/pack",
  summary: "The evidence pack, signed: a zip in BagIt layout, made while it is sent",
  who: "person",
  params: run,
  answer: {
    200: {
      description: "The pack",
      media: "application/zip",
      schema: z.string().openapi({ format: "binary" }),
    },
  },
  refusals: ["not-found"],
  async handle({ services, principal, params }) {
    const made = await packRun(services, principal, params.id);
    if (!made.ok) return made;
    const { fileName, bytes } = made.value;
    const headers = {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${fileName}"`,
    };
    return { status: 200, stream: bytes, headers };
  },
});

async function summaryOf({ db, runs }: Services, runId: string) {
  const head = await runs.states.refresh(runId);
  return head && buildSummary(await digestLog(db.pool, runId, head.headSeq));
}

const summaryJson = endpoint({
  method: "get",
  path: "/api/runs/{id}/summary.json",
  summary: "What the run came to, with its hashes: for scripts that keep the last known good",
  who: "person",
  params: run,
  answer: {
    200: {
      description: "The summary, as the pack carries it",
      schema: z.object({ format: z.string() }).loose().openapi("RunSummaryFile"),
    },
  },
  refusals: ["not-found"],
  async handle({ services, params }) {
    const summary = await summaryOf(services, params.id);
    if (!summary) return NO_RUN;
    const headers = { "content-type": "application/json; charset=utf-8" };
    return { status: 200, bytes: readableJson(summary), headers };
  },
});

const summaryText = endpoint({
  method: "get",
  path: "/api/runs/{id}/summary.md",
  summary: "The same for a reader",
  who: "person",
  params: run,
  answer: { 200: { description: "Markdown", media: "text/markdown", schema: z.string() } },
  refusals: ["not-found"],
  async handle({ services, params }) {
    const summary = await summaryOf(services, params.id);
    if (!summary) return NO_RUN;
    const headers = { "content-type": "text/markdown; charset=utf-8" };
    return { status: 200, bytes: summaryMarkdown(summary), headers };
  },
});

const key = endpoint({
  method: "get",
  path: "/api/signing-key",
  summary: "The public half of the key that evidence packs are signed with",
  who: "person",
  answer: {
    200: {
      description: "Fingerprint (hex SHA-256 of the key's DER) and PEM",
      schema: z.object({ fingerprint: z.string(), publicKey: z.string(), createdAt: z.string() }),
    },
  },
  handle: async ({ services }) =>
    json(200, await publicSigningKey(services.db.pool, services.env.authSecret)),
});

export const packEndpoints: Endpoint[] = [pack, summaryJson, summaryText, key];
