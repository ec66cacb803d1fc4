import { z } from "@hono/zod-openapi";
import { MAX_RUNBOOK_BYTES } from "../../runbook/size-limit";
import { dropDraft, findDraft, saveDraft } from "../runbooks/drafts";
import { LONGEST_SLUG, SLUG } from "../runbooks/slug";
import { answers } from "./answers.schema";
import { type Endpoint, endpoint } from "./endpoint";
import { failed } from "./problem";
import { json } from "./respond";

const path = "/api/runbooks/{slug}/draft";
const params = z.strictObject({ slug: z.string().max(LONGEST_SLUG).regex(SLUG) });
const revision = z.coerce.number().int().min(0).max(1_000_000_000);

const save = endpoint({
  method: "put",
  path,
  summary:
    "Keep your own unpublished text of a runbook; ?base= is the version it goes out from, ?revision= the save it replaces",
  who: "person",
  params,
  query: z.strictObject({ base: z.coerce.number().int().min(1).max(1_000_000), revision }),
  body: { media: ["text/markdown", "text/plain"], limit: MAX_RUNBOOK_BYTES },
  answer: { 200: { description: "The revision that is stored now", schema: answers.draftSaved } },
  refusals: ["malformed", "not-found", "stale", "too-large", "unsupported-media-type"],
  async handle({ services, principal, params, query, body }) {
    const kept = await saveDraft(services, {
      ...params,
      ...query,
      personId: principal.personId,
      markdown: body,
    });
    return kept.ok ? json(200, kept.value) : kept;
  },
});

const get = endpoint({
  method: "get",
  path,
  summary: "Your own unpublished text of a runbook",
  who: "person",
  params,
  answer: { 200: { description: "The draft", schema: answers.draft } },
  refusals: ["not-found"],
  async handle({ services, principal, params }) {
    const draft = await findDraft(services, { ...params, personId: principal.personId });
    return draft ? json(200, draft) : failed("not-found", "You have no unpublished text of this runbook.");
  },
});

const drop = endpoint({
  method: "delete",
  path,
  summary: "Throw your own unpublished text away, if it is still at ?revision=",
  who: "person",
  params,
  query: z.strictObject({ revision }),
  answer: { 204: { description: "Gone" } },
  refusals: ["malformed", "not-found", "stale"],
  async handle({ services, principal, params, query }) {
    const dropped = await dropDraft(services, { ...params, ...query, personId: principal.personId });
    return dropped.ok ? { status: 204 } : dropped;
  },
});

export const draftEndpoints: Endpoint[] = [save, get, drop];
