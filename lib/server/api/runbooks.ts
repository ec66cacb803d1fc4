import { z } from "@hono/zod-openapi";
import { text } from "../../protocol/text.schema";
import { checklistMarkdown } from "../../runbook/checklist/checklist-markdown";
import { MAX_RUNBOOK_BYTES } from "../../runbook/size-limit";
import { approveVersion } from "../runbooks/approve";
import { compareVersions } from "../runbooks/comparison";
import { previewRunbook } from "../runbooks/import-runbook-text";
import { publishRunbook } from "../runbooks/publish";
import { acceptRehearsal } from "../runbooks/rehearsal-links";
import { findMarkdown, findRunbook, findVersion, listRunbooks } from "../runbooks/runbooks";
import { LONGEST_SLUG, SLUG } from "../runbooks/slug";
import { answers } from "./answers.schema";
import { type Endpoint, endpoint } from "./endpoint";
import { JSON_LIMIT } from "./limits";
import { failed } from "./problem";
import { json } from "./respond";

const slug = z.string().max(LONGEST_SLUG).regex(SLUG);
const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
const version = z.strictObject({ slug, n: versionNumber });
const markdown = { media: ["text/markdown", "text/plain"], limit: MAX_RUNBOOK_BYTES };
const markdownRefusals = ["not-text", "too-large", "unsupported-media-type", "unusable"] as const;

const NO_RUNBOOK = failed("not-found", "There is no such runbook.");
const NO_VERSION = failed("not-found", "There is no such version of a runbook.");

const preview = endpoint({
  method: "post",
  path: "/api/runbooks/preview",
  summary: "Structure of a Markdown runbook, with diagnostics; nothing is stored",
  who: "person",
  body: markdown,
  answer: { 200: { description: "The definition", schema: answers.preview } },
  refusals: [...markdownRefusals],
  async handle({ body }) {
    const definition = await previewRunbook(body);
    return definition.ok ? json(200, definition.value) : definition;
  },
});

const publish = endpoint({
  method: "post",
  path: "/api/runbooks",
  summary:
    "Publish a Markdown runbook: a new one, or with ?slug= the next version of one, if ?base= is still the newest",
  who: "person",
  query: z.strictObject({ slug: slug.optional(), base: versionNumber.optional() }),
  body: markdown,
  answer: { 201: { description: "The new version", schema: answers.published } },
  refusals: [...markdownRefusals, "malformed", "not-found", "conflict", "stale"],
  async handle({ services, principal, query, body }) {
    const published = await publishRunbook(services, {
      markdown: body,
      slug: query.slug ?? null,
      base: query.base ?? null,
      authorId: principal.personId,
    });
    return published.ok ? json(201, published.value) : published;
  },
});

const list = endpoint({
  method: "get",
  path: "/api/runbooks",
  summary: "All runbooks with their newest version",
  who: "person",
  answer: { 200: { description: "Runbooks by title", schema: answers.runbooks } },
  handle: async ({ services }) => json(200, { runbooks: await listRunbooks(services) }),
});

const get = endpoint({
  method: "get",
  path: "/api/runbooks/{slug}",
  summary: "A runbook with its versions, newest first",
  who: "person",
  params: z.strictObject({ slug }),
  answer: { 200: { description: "The runbook", schema: answers.runbook } },
  refusals: ["not-found"],
  async handle({ services, params }) {
    const runbook = await findRunbook(services, params.slug);
    return runbook ? json(200, runbook) : NO_RUNBOOK;
  },
});

const getVersion = endpoint({
  method: "get",
  path: "/api/runbooks/{slug}/versions/{n}",
  summary: "A version: its structure and approvals, or with ?format=markdown its exact bytes",
  who: "person",
  params: version,
  query: z.strictObject({ format: z.enum(["json", "markdown"]).optional() }),
  answer: { 200: { description: "The version; text/markdown on request", schema: answers.version } },
  refusals: ["malformed", "not-found"],
  async handle({ services, params, query }) {
    if (query.format !== "markdown") {
      const found = await findVersion(services, params.slug, params.n);
      return found ? json(200, found) : NO_VERSION;
    }
    const bytes = await findMarkdown(services, params.slug, params.n);
    if (!bytes) return NO_VERSION;
    const disposition = `attachment; filename="${params.slug}-v${params.n}.md"`;
    return {
      status: 200,
      bytes,
      headers: { "content-type": "text/markdown", "content-disposition": disposition },
    };
  },
});

const checklist = endpoint({
  method: "get",
  path: "/api/runbooks/{slug}/versions/{n}/checklist",
  summary: "The operator checklist of a version as Markdown, transcript-identical with it",
  who: "person",
  params: version,
  query: z.strictObject({ format: z.enum(["markdown"]).optional() }),
  answer: { 200: { description: "Markdown", media: "text/markdown", schema: z.string() } },
  refusals: ["malformed", "not-found"],
  async handle({ services, params }) {
    const found = await findVersion(services, params.slug, params.n);
    if (!found) return NO_VERSION;
    const disposition = `attachment; filename="${params.slug}-v${params.n}-checklist.md"`;
    const headers = { "content-type": "text/markdown; charset=utf-8", "content-disposition": disposition };
    return { status: 200, bytes: checklistMarkdown(found.definition, found), headers };
  },
});

const approve = endpoint({
  method: "post",
  path: "/api/runbooks/{slug}/versions/{n}/approvals",
  summary: "Approve or reject a version's hash",
  who: "person",
  params: version,
  body: {
    json: z.strictObject({
      verdict: z.enum(["approved", "rejected"]),
      statement: text(4_000),
      role: text(200).optional(),
    }),
    limit: JSON_LIMIT,
  },
  answer: { 201: { description: "The recorded verdict", schema: answers.approval } },
  refusals: ["malformed", "not-found", "rule", "too-large", "unsupported-media-type"],
  async handle({ services, principal, params, body }) {
    const approval = await approveVersion(services, principal, {
      slug: params.slug,
      version: params.n,
      ...body,
    });
    return approval.ok ? json(201, approval.value) : approval;
  },
});

const comparison = endpoint({
  method: "get",
  path: "/api/runbooks/{slug}/versions/{n}/comparison",
  summary: "What changed in meaning since another version, ?version= of this runbook or of ?slug=",
  who: "person",
  params: version,
  query: z.strictObject({ slug: slug.optional(), version: versionNumber }),
  answer: { 200: { description: "The differences", schema: answers.comparison } },
  refusals: ["malformed", "not-found"],
  async handle({ services, params, query }) {
    const before = { slug: query.slug ?? params.slug, version: query.version };
    const compared = await compareVersions(services, before, { slug: params.slug, version: params.n });
    return compared.ok ? json(200, compared.value) : compared;
  },
});

const acceptLink = endpoint({
  method: "post",
  path: "/api/runbooks/{slug}/versions/{n}/rehearsal-links",
  summary:
    "Accept the comparison of commands and gates with a rehearsal's text, so that it counts for this hash",
  who: "person",
  params: version,
  body: {
    json: z.strictObject({
      slug,
      version: z.int().min(1).max(1_000_000),
      statement: text(4_000),
    }),
    limit: JSON_LIMIT,
  },
  answer: { 201: { description: "The recorded link", schema: answers.rehearsalLink } },
  refusals: ["malformed", "not-found", "conflict", "rule", "too-large", "unsupported-media-type"],
  async handle({ services, principal, params, body }) {
    const accepted = await acceptRehearsal(services, principal, {
      slug: params.slug,
      version: params.n,
      rehearsal: { slug: body.slug, version: body.version },
      statement: body.statement,
    });
    return accepted.ok ? json(201, accepted.value) : accepted;
  },
});

export const runbookEndpoints: Endpoint[] = [
  preview,
  publish,
  list,
  get,
  getVersion,
  checklist,
  approve,
  comparison,
  acceptLink,
];
