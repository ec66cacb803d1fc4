import { z } from "@hono/zod-openapi";
import type { AlertsAnswer } from "../../protocol/alerts";
import { uuid } from "../../protocol/text.schema";
import { isFlooding } from "../auth/throttle";
import { notificationSchema } from "../runs/alertmanager.schema";
import { takeAlerts } from "../runs/take-alerts";
import { type Endpoint, endpoint } from "./endpoint";
import { ALERTS_LIMIT } from "./limits";
import { failed } from "./problem";
import { json } from "./respond";

/** Notifications of a run; Alertmanager groups alerts, and sends a group again every few minutes. */
const RATE = { limit: 120, seconds: 60 };

const answer = z
  .object({
    alerts: z.array(
      z.object({
        fingerprint: z.string(),
        name: z.string(),
        status: z.enum(["firing", "resolved"]),
        outcome: z.enum(["observed", "counted", "resolved", "known", "ignored", "refused"]),
        triggerId: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .openapi("AlertsAnswer") satisfies z.ZodType<AlertsAnswer>;

const take = endpoint({
  method: "post",
  path: "/api/runs/{id}/alerts",
  summary:
    "Take a notification of Prometheus Alertmanager (webhook, version 4), with a token bound to this run",
  who: "person",
  params: z.strictObject({ id: uuid }),
  body: { json: notificationSchema, limit: ALERTS_LIMIT },
  answer: { 200: { description: "What became of each alert", schema: answer } },
  refusals: ["malformed", "not-found", "too-large", "unsupported-media-type", "throttled"],
  async handle({ services, principal, params, body }) {
    const { via } = principal;
    if (via.kind !== "token" || via.runId === null)
      return failed("forbidden", "Alerts come with a token that is bound to this run.");
    if (await isFlooding(services.db.pool, `alerts:${params.id}`, RATE)) {
      const message = `More than ${RATE.limit} notifications in a minute are too many.`;
      return { ok: false, problem: { code: "throttled", message, retryAfterSeconds: RATE.seconds } };
    }
    const taken = await takeAlerts(services, principal, params.id, body);
    return taken.ok ? json(200, taken.value) : taken;
  },
});

export const alertEndpoints: Endpoint[] = [take];
