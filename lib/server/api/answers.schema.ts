import { z } from "@hono/zod-openapi";
import type * as http from "../../protocol/http";
import type { ShareMessage } from "../../protocol/socket";
import type { Change } from "../../run/amendment-state";
import type { StartClearance } from "../../run/clearance";
import type { RunbookDefinition } from "../../run/definition";
import type { ChainedEvent } from "../../run/events";

/** Big answers, whose shapes lib/run's types say; the document describes them in words. */
function shaped<T>(name: string, description: string) {
  return z.custom<T>().openapi(name, { type: "object", description, additionalProperties: true });
}

const instant = z.string().openapi({ format: "date-time" });
const sha256 = z.string().openapi({ description: "Hex SHA-256", example: "0".repeat(64) });
const account = z.object({ personId: z.string(), name: z.string(), email: z.string() });
const person = z.object({ personId: z.string(), name: z.string() });

export const problemAnswerSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string().openapi({ description: "A sentence for a person" }),
      rule: z.enum(["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"]).optional(),
      missing: z.array(z.string()).optional(),
    }),
  })
  .openapi("Error") satisfies z.ZodType<http.ErrorAnswer>;

const definitionSchema = shaped<RunbookDefinition>(
  "RunbookDefinition",
  "Structure of a runbook: roles, phases with their steps, decision points, rollback, communications, diagnostics",
);

const approvalSchema = z
  .object({
    approvalId: z.string(),
    verdict: z.enum(["approved", "rejected"]),
    statement: z.string(),
    sha256,
    personId: z.string(),
    name: z.string(),
    role: z.string().nullable(),
    at: instant,
    standing: z.boolean().openapi({ description: "The person's latest word on this hash" }),
  })
  .openapi("Approval") satisfies z.ZodType<http.ApprovalAnswer>;

const rehearsalLinkSchema = z
  .object({
    linkId: z.string(),
    sha256,
    rehearsal: z.object({ slug: z.string(), version: z.number(), title: z.string(), sha256 }),
    personId: z.string(),
    name: z.string(),
    statement: z.string(),
    at: instant,
  })
  .openapi("RehearsalLink") satisfies z.ZodType<http.RehearsalLinkAnswer>;

const change = z.custom<Change>().openapi("Change", {
  type: "object",
  description: "{ kind, about, stepId, text, before, after, weighty }",
});

const versionName = z.object({ slug: z.string(), version: z.number(), title: z.string(), sha256 });

const versionSummarySchema = z
  .object({ version: z.number(), sha256, author: person, publishedAt: instant })
  .openapi("VersionSummary") satisfies z.ZodType<http.VersionSummary>;

const draftSavedSchema = z.object({ revision: z.number(), base: z.number(), savedAt: instant });

const runbookSummary = z.object({
  slug: z.string(),
  title: z.string(),
  latestVersion: z.number(),
  sha256,
  publishedAt: instant,
}) satisfies z.ZodType<http.RunbookSummary>;

const runSummary = z.object({
  runId: z.string(),
  title: z.string(),
  kind: z.enum(["rehearsal", "production"]),
  status: z.enum([
    "unplanned",
    "planned",
    "running",
    "held",
    "halted",
    "rolling-back",
    "hypercare",
    "concluding",
    "closed",
  ]),
  outcome: z
    .enum(["complete", "no-go", "rolled-back", "partially-rolled-back", "blocker", "cancelled"])
    .nullable(),
  t0: instant,
  timeZone: z.string(),
  window: z.object({ start: instant, end: instant }).nullable(),
  runbook: z.object({ slug: z.string(), version: z.number(), title: z.string() }),
  seq: z.number(),
  updatedAt: instant,
}) satisfies z.ZodType<http.RunSummary>;

const event = shaped<ChainedEvent>(
  "Event",
  "{ seq, type, version, payload, actor, role, occurredAt, recordedAt, prevHash, hash }",
);

/** Answers by call, held to the types that lib/protocol hands to clients. */
export const answers = {
  preview: definitionSchema,
  published: z.object({
    slug: z.string(),
    version: z.number(),
    sha256,
    definition: definitionSchema,
  }) satisfies z.ZodType<http.PublishedAnswer>,
  draftSaved: draftSavedSchema satisfies z.ZodType<http.DraftSavedAnswer>,
  draft: draftSavedSchema.extend({ markdown: z.string() }) satisfies z.ZodType<http.DraftAnswer>,
  runbooks: z.object({ runbooks: z.array(runbookSummary.openapi("RunbookSummary")) }),
  runbook: z.object({
    slug: z.string(),
    title: z.string(),
    versions: z.array(versionSummarySchema),
  }) satisfies z.ZodType<http.RunbookAnswer>,
  version: versionSummarySchema
    .extend({
      slug: z.string(),
      title: z.string(),
      definition: definitionSchema,
      approvals: z.array(approvalSchema),
      lapsed: z
        .string()
        .nullable()
        .openapi({ description: "That approvals of an earlier text do not count" }),
      rehearsals: z.array(rehearsalLinkSchema),
    })
    .openapi("Version") satisfies z.ZodType<http.VersionAnswer>,
  approval: approvalSchema,
  rehearsalLink: rehearsalLinkSchema,
  comparison: z.object({
    before: versionName,
    after: versionName,
    changes: z.array(change),
    commandAndGate: shaped<http.ComparisonAnswer["commandAndGate"]>(
      "CommandAndGateComparison",
      "{ same: [{ about, stepId, where, text }], differs: Change[] }",
    ),
    transcript: shaped<http.ComparisonAnswer["transcript"]>(
      "TranscriptComparison",
      "{ verdict, identical, same: [{ part, text, runbook, checklist }], differs: [{ kind, part, runbook, checklist }] }",
    ),
  }) satisfies z.ZodType<http.ComparisonAnswer>,
  clearance: shaped<StartClearance>("StartClearance", "{ sha256, authorId, approvals, rehearsals }"),
  planned: z.object({
    runId: z.string(),
    missingRoles: z.array(z.object({ role: z.string(), name: z.string() })),
    missingVariables: z.array(z.string()),
    missingDeputy: z.boolean(),
  }) satisfies z.ZodType<http.PlannedAnswer>,
  runs: z.object({ runs: z.array(runSummary.openapi("RunSummary")) }),
  run: z.object({
    seq: z.number(),
    headHash: sha256,
    state: shaped<http.RunAnswer["state"]>("RunState", "The fold of the run's events, with its deadlines"),
    serverTime: instant,
  }) satisfies z.ZodType<http.RunAnswer>,
  command: z.object({ seq: z.number(), events: z.array(event) }) satisfies z.ZodType<http.CommandAnswer>,
  events: z.object({ events: z.array(event), headSeq: z.number() }) satisfies z.ZodType<http.EventsAnswer>,
  shareLink: z.object({
    linkId: z.string(),
    token: z.string(),
    url: z.string(),
    expiresAt: instant,
  }) satisfies z.ZodType<http.ShareLinkAnswer>,
  shareLinks: z.object({
    links: z.array(
      z.object({
        linkId: z.string(),
        createdBy: z.string(),
        createdAt: instant,
        expiresAt: instant,
        showNames: z.boolean(),
      }),
    ),
  }) satisfies z.ZodType<{ links: http.ShareLinkSummary[] }>,
  token: z.object({ token: z.string(), expiresAt: instant }) satisfies z.ZodType<http.TokenAnswer>,
  tokens: z.object({
    tokens: z.array(
      z.object({
        tokenId: z.string(),
        name: z.string(),
        runId: z.string().nullable(),
        createdAt: instant,
        expiresAt: instant,
        revoked: z.boolean(),
      }),
    ),
  }) satisfies z.ZodType<http.TokensAnswer>,
  person: account satisfies z.ZodType<http.PersonAnswer>,
  people: z.object({ people: z.array(account) }) satisfies z.ZodType<{ people: http.PersonAnswer[] }>,
  status: shaped<ShareMessage>(
    "StakeholderSummary",
    "What stakeholders see: state in one word, phases, decision, broadcasts",
  ),
  alive: z.object({ status: z.literal("alive") }),
  ready: z.object({ status: z.literal("ready") }),
};
