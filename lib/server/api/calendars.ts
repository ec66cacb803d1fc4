import { z } from "@hono/zod-openapi";
import { uuid } from "../../protocol/text.schema";
import { shareOf } from "../auth/share-access";
import { runCalendar } from "../runs/run-calendar";
import { type Endpoint, endpoint } from "./endpoint";
import { failed } from "./problem";
import type { Answer } from "./respond";
import { SHARED_FOR_A_SECOND, unknownLink } from "./share-answers";

function calendarAnswer(text: string, caching: string): Answer {
  return {
    status: 200,
    bytes: text,
    headers: {
      "cache-control": caching,
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'attachment; filename="cutover.ics"',
    },
  };
}

const ofRun = endpoint({
  method: "get",
  path: "/api/runs/{id}/calendar.ics",
  summary: "The run's window for a calendar (RFC 5545)",
  who: "person",
  params: z.strictObject({ id: uuid }),
  answer: { 200: { description: "An iCalendar file" } },
  refusals: ["not-found"],
  async handle({ services, params }) {
    const url = `${services.env.publicUrl}/runs/${params.id}`;
    const text = await runCalendar(services, params.id, url);
    return text === null
      ? failed("not-found", "There is no such run.")
      : calendarAnswer(text, "private, no-store");
  },
});

const ofLink = endpoint({
  method: "get",
  path: "/s/{token}/calendar.ics",
  summary: "The run's window for a calendar (RFC 5545), for the holder of a share link",
  who: "anyone",
  params: z.strictObject({ token: z.string().max(200) }),
  answer: { 200: { description: "An iCalendar file" } },
  refusals: ["not-found", "throttled"],
  async handle({ services, params, address }) {
    const share = await shareOf(services, params.token);
    const url = `${services.env.publicUrl}/s/${params.token}`;
    const text = share && (await runCalendar(services, share.runId, url));
    return text === null ? unknownLink(services, address) : calendarAnswer(text, SHARED_FOR_A_SECOND);
  },
});

export const calendarEndpoints: Endpoint[] = [ofRun, ofLink];
