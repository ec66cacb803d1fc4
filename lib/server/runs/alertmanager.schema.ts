import { z } from "zod";
import { instant, optionalText, text } from "../../protocol/text.schema";

/** Of one notification; Alertmanager's `max_alerts` keeps a group below it. */
const MOST_ALERTS = 200;

const labels = z
  .record(z.string().max(200), optionalText(4_000))
  .refine((all) => Object.keys(all).length <= 100, "must not hold more than 100 labels");

const alert = z.object({
  status: z.enum(["firing", "resolved"]),
  labels,
  annotations: labels.default({}),
  startsAt: instant,
  /** The year 1 while it fires on. */
  endsAt: z.string().max(100).optional(),
  fingerprint: text(200),
});

/**
 * A notification of Prometheus Alertmanager's webhook receiver, version 4. What it has beside this (groups, links)
 * means nothing here, and newer Alertmanagers may add to it.
 */
export const notificationSchema = z.object({
  version: z.literal("4"),
  alerts: z.array(alert).max(MOST_ALERTS),
  truncatedAlerts: z.number().int().min(0).optional(),
});

export type Notification = z.output<typeof notificationSchema>;
export type NotifiedAlert = Notification["alerts"][number];
