import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { uuid } from "../../protocol/text.schema";
import { stakeholderSummary } from "../../run/stakeholder-summary";
import { shareOf } from "../auth/share-access";
import { createShareLink, listShareLinks, revokeShareLink } from "../runs/share-links";
import { answers } from "./answers.schema";
import { type Endpoint, endpoint } from "./endpoint";
import { JSON_LIMIT } from "./limits";
import { json } from "./respond";
import { SHARED_FOR_A_SECOND, unknownLink } from "./share-answers";

const MOST_HOURS = 90 * 24;

const create = endpoint({
  method: "post",
  path: "/api/runs/{id}/share-links",
  summary: "Make a link to the run's public page; its token is shown this once",
  who: "person",
  params: z.strictObject({ id: uuid }),
  body: {
    json: z.strictObject({
      showNames: z.boolean().optional(),
      expiresInHours: z.int().min(1).max(MOST_HOURS).optional(),
    }),
    limit: JSON_LIMIT,
  },
  answer: { 201: { description: "The link", schema: answers.shareLink } },
  refusals: ["malformed", "not-found", "too-large", "unsupported-media-type"],
  async handle({ services, principal, params, body }) {
    const link = await createShareLink(services, principal, params.id, body);
    return link.ok ? json(201, link.value) : link;
  },
});

const list = endpoint({
  method: "get",
  path: "/api/runs/{id}/share-links",
  summary: "Links that still open the run's public page; without their tokens, which are kept nowhere",
  who: "person",
  params: z.strictObject({ id: uuid }),
  answer: { 200: { description: "Links, oldest first", schema: answers.shareLinks } },
  refusals: ["not-found"],
  async handle({ services, principal, params }) {
    const links = await listShareLinks(services, principal, params.id);
    return links.ok ? json(200, { links: links.value }) : links;
  },
});

const revoke = endpoint({
  method: "delete",
  path: "/api/runs/{id}/share-links/{linkId}",
  summary: "Revoke a share link at once",
  who: "person",
  params: z.strictObject({ id: uuid, linkId: uuid }),
  answer: { 204: { description: "Revoked" } },
  refusals: ["not-found"],
  async handle({ services, principal, params }) {
    const revoked = await revokeShareLink(services, principal, params.id, params.linkId);
    return revoked.ok ? { status: 204 } : revoked;
  },
});

/** By RFC 9110, 13.1.2: any of the listed tags, weak or strong, or the star. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}

const status = endpoint({
  method: "get",
  path: "/s/{token}/status.json",
  summary: "What the holder of a share link sees",
  who: "anyone",
  params: z.strictObject({ token: z.string().max(200) }),
  answer: {
    200: { description: "The summary", schema: answers.status },
    304: { description: "Nothing has changed since the given ETag" },
  },
  refusals: ["not-found", "throttled"],
  async handle({ services, params, address, headers }) {
    const share = await shareOf(services, params.token);
    const head = share && (await services.runs.states.refresh(share.runId));
    if (!head) return unknownLink(services, address);
    const body = JSON.stringify(stakeholderSummary(head.state, services.clock.iso(), share.showNames));
    const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
    const caching = { etag, "cache-control": SHARED_FOR_A_SECOND };
    if (matches(headers.get("if-none-match"), etag)) return { status: 304, headers: caching };
    return {
      status: 200,
      bytes: body,
      headers: { ...caching, "content-type": "application/json; charset=utf-8" },
    };
  },
});

export const sharingEndpoints: Endpoint[] = [create, list, revoke, status];
