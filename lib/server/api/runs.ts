import { z } from "@hono/zod-openapi";
import { commandBodySchema } from "../../protocol/commands.schema";
import { planBodySchema } from "../../protocol/plan.schema";
import { uuid } from "../../protocol/text.schema";
import { deadlines } from "../../run/deadlines";
import { readEvents } from "../run/event-log";
import { findClearance } from "../runbooks/clearance";
import { executeClientCommand } from "../runs/client-command";
import { planRun } from "../runs/plan-run";
import { listRuns } from "../runs/run-lists";
import { runTranscript, TRANSCRIPT_FORMATS } from "../runs/transcript";
import { answers } from "./answers.schema";
import { type Endpoint, endpoint } from "./endpoint";
import { JSON_LIMIT } from "./limits";
import { failed } from "./problem";
import { json } from "./respond";

const run = z.strictObject({ id: uuid });
const jsonRefusals = ["malformed", "too-large", "unsupported-media-type"] as const;
const NO_RUN = failed("not-found", "There is no such run.");
const MOST_EVENTS = 1_000;

const plan = endpoint({
  method: "post",
  path: "/api/runs",
  summary: "Plan a run of a version, with people in roles",
  who: "person",
  body: { json: planBodySchema, limit: JSON_LIMIT },
  answer: {
    201: { description: "The run, and the required roles that nobody holds", schema: answers.planned },
  },
  refusals: [...jsonRefusals, "not-found", "rule"],
  async handle({ services, principal, body }) {
    const planned = await planRun(services, principal, body);
    return planned.ok ? json(201, planned.value) : planned;
  },
});

const list = endpoint({
  method: "get",
  path: "/api/runs",
  summary: "Runs: those that are not closed by T-0, then the newest closed ones",
  who: "person",
  answer: { 200: { description: "Runs", schema: answers.runs } },
  handle: async ({ services }) => json(200, { runs: await listRuns(services) }),
});

const get = endpoint({
  method: "get",
  path: "/api/runs/{id}",
  summary: "A run's state at the head of its log",
  who: "person",
  params: run,
  answer: { 200: { description: "The state", schema: answers.run } },
  refusals: ["not-found"],
  async handle({ services, params }) {
    const head = await services.runs.states.refresh(params.id);
    if (!head) return NO_RUN;
    const { state, headSeq, headHash } = head;
    return json(200, {
      seq: headSeq,
      headHash,
      state: { ...state, deadlines: deadlines(state) },
      serverTime: services.clock.iso(),
    });
  },
});

const clearance = endpoint({
  method: "get",
  path: "/api/runs/{id}/clearance",
  summary: "What a start of the run rests on: approvals of its version's hash, and rehearsals",
  who: "person",
  params: run,
  answer: { 200: { description: "The clearance as it stands now", schema: answers.clearance } },
  refusals: ["not-found"],
  async handle({ services, params }) {
    const head = await services.runs.states.refresh(params.id);
    const found = head && (await findClearance(services, head.state.runbook));
    return found ? json(200, found) : NO_RUN;
  },
});

const command = endpoint({
  method: "post",
  path: "/api/runs/{id}/commands",
  summary: "Give a command; the same commandId again gives the same answer",
  who: "person",
  params: run,
  body: { json: commandBodySchema, limit: JSON_LIMIT },
  answer: { 200: { description: "The events that followed", schema: answers.command } },
  refusals: [...jsonRefusals, "not-found", "conflict", "rule"],
  async handle({ services, principal, params, body }) {
    const done = await executeClientCommand(services, principal, params.id, body);
    return done.ok ? json(200, done.value) : done;
  },
});

const events = endpoint({
  method: "get",
  path: "/api/runs/{id}/events",
  summary: "The log, in order, with its hash chain",
  who: "person",
  params: run,
  query: z.strictObject({
    after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
    limit: z.coerce.number().int().min(1).max(MOST_EVENTS).default(MOST_EVENTS),
  }),
  answer: { 200: { description: "Events after `after`", schema: answers.events } },
  refusals: ["malformed", "not-found"],
  async handle({ services, params, query }) {
    const head = await services.runs.states.refresh(params.id);
    if (!head) return NO_RUN;
    const found = await readEvents(services.db.pool, params.id, query.after, query.limit);
    const headSeq = Math.max(head.headSeq, found.at(-1)?.seq ?? 0);
    return json(200, { events: found, headSeq });
  },
});

const transcript = endpoint({
  method: "get",
  path: "/api/runs/{id}/transcript",
  summary: "The timeline in words as Markdown, CSV or JSON, with the steps and their evidence's hashes",
  who: "person",
  params: run,
  query: z.strictObject({ format: z.enum(TRANSCRIPT_FORMATS).default("markdown") }),
  answer: { 200: { description: "The transcript", media: "text/markdown", schema: z.string() } },
  refusals: ["malformed", "not-found"],
  async handle({ services, params, query }) {
    const made = await runTranscript(services, params.id, query.format);
    if (!made) return NO_RUN;
    const { fileName, contentType, bytes } = made;
    const disposition = `attachment; filename="${fileName}"`;
    const headers = { "content-type": contentType, "content-disposition": disposition };
    return { status: 200, stream: bytes, headers };
  },
});

export const runEndpoints: Endpoint[] = [plan, list, get, clearance, command, events, transcript];
