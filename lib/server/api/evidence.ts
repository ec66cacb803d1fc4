import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { uuid } from "../../protocol/text.schema";
import { mayOpenEvidence } from "../../run/evidence-access";
import { attachmentHeader } from "../evidence/artifact-name";
import { findArtifact, type StoredArtifact } from "../evidence/artifacts";
import { attachUpload } from "../evidence/attach-upload";
import { isKnown, wantedRange } from "../evidence/byte-range";
import { readBlob } from "../evidence/read-blob";
import type { Services } from "../services";
import { type Endpoint, endpoint } from "./endpoint";
import { failed } from "./problem";
import { type Answer, json } from "./respond";

const NO_RUN = failed("not-found", "There is no such run.");

const attached = z
  .object({
    artifactId: z.string(),
    name: z.string(),
    sha256: z.string().openapi({ description: "Hex SHA-256", example: "0".repeat(64) }),
    size: z.number().openapi({ description: "Bytes" }),
  })
  .openapi("AttachedEvidence");

/** The caller's key: the same one again gives the same artifact. Null for one that would not do what is hoped of it. */
function commandIdOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  return key === null ? randomUUID() : (uuid.safeParse(key).data ?? null);
}

const upload = endpoint({
  method: "post",
  path: "/api/runs/{id}/evidence",
  summary: "Attach a file's bytes, streamed; the same Idempotency-Key again gives the same answer",
  who: "person",
  params: z.strictObject({ id: uuid }),
  query: z.strictObject({
    name: z.string().max(300),
    step: z.string().min(1).max(200).optional(),
    visibility: z.enum(["room", "restricted"]).optional(),
  }),
  body: { streamed: true },
  answer: { 201: { description: "The artifact", schema: attached } },
  refusals: ["malformed", "not-found", "conflict", "too-large", "rule", "no-space"],
  async handle({ services, principal, params, query, headers, incoming }) {
    const commandId = commandIdOf(headers);
    if (commandId === null) {
      return failed("malformed", "The Idempotency-Key is no UUID.", ["Idempotency-Key"]);
    }
    const done = await attachUpload(services, principal, {
      runId: params.id,
      name: query.name,
      stepId: query.step,
      visibility: query.visibility,
      commandId,
      body: incoming,
    });
    return done.ok ? json(201, done.value) : done;
  },
});

/** What of the artifact is sent, or that none of it is needed. It never changes under its address, and its hash names it. */
function contentAnswer(
  { db }: Services,
  { sha256, size, name, mediaType }: StoredArtifact,
  asked: Headers,
): Answer {
  const etag = `"${sha256}"`;
  const headers = {
    etag,
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=0, must-revalidate",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  };
  if (isKnown(asked.get("if-none-match"), etag)) return { status: 304, headers };
  const ifRange = asked.get("if-range");
  const range = ifRange === null || ifRange === etag ? wantedRange(asked.get("range"), size) : null;
  if (range === "unsatisfiable") {
    return { status: 416, bytes: "", headers: { ...headers, "content-range": `bytes */${size}` } };
  }
  const { start, end } = range ?? { start: 0, end: size };
  return {
    status: range ? 206 : 200,
    stream: readBlob(db.pool, sha256, { start, end }),
    headers: {
      ...headers,
      "content-type": mediaType,
      "content-length": String(end - start),
      "content-disposition": attachmentHeader(name),
      ...(range ? { "content-range": `bytes ${start}-${end - 1}/${size}` } : {}),
    },
  };
}

const download = endpoint({
  method: "get",
  path: "/api/runs/{id}/evidence/{artifactId}",
  summary: "An uploaded artifact's bytes, as an attachment; takes Range and If-None-Match",
  who: "person",
  params: z.strictObject({ id: uuid, artifactId: uuid }),
  answer: {
    200: {
      description: "The bytes",
      schema: z.string().openapi({ format: "binary" }),
      media: "application/octet-stream",
    },
    206: { description: "The part that Range asked for" },
    304: { description: "The caller has these bytes already" },
    416: { description: "The artifact has no such part" },
  },
  refusals: ["not-found"],
  async handle({ services, principal, params, headers }) {
    const head = await services.runs.states.refresh(params.id);
    if (!head) return NO_RUN;
    const artifact = await findArtifact(services.db.pool, params.id, params.artifactId);
    if (!artifact) return failed("not-found", "This run has no such uploaded artifact.");
    if (!mayOpenEvidence(head.state, artifact, principal)) {
      return failed(
        "forbidden",
        artifact.visibility === "restricted"
          ? "This artifact is restricted to the decider, approvers and who attached it."
          : "Evidence opens for who holds a role in this run, its planner and administrators.",
      );
    }
    return contentAnswer(services, artifact, headers);
  },
});

export const evidenceEndpoints: Endpoint[] = [upload, download];
