import { z } from "@hono/zod-openapi";
import {
  CHANNEL_KINDS,
  type ChannelAnswer,
  type ChannelMadeAnswer,
  type ChannelTestAnswer,
  ESCALATIONS,
} from "../../protocol/channels";

const instant = z.string().openapi({ format: "date-time" }).nullable();

export const channelSchema = z
  .object({
    channelId: z.string(),
    name: z.string(),
    kind: z.enum(CHANNEL_KINDS),
    runKind: z.enum(["rehearsal", "production"]),
    escalations: z.array(z.enum(ESCALATIONS)),
    target: z.string().openapi({ description: "The host that it leads to, or its recipients" }),
    enabled: z.boolean(),
    disabledReason: z.string().nullable(),
    lastDeliveredAt: instant,
    lastError: z.string().nullable(),
    lastErrorAt: instant,
    waiting: z.number(),
    givenUp: z.number(),
  })
  .openapi("Channel") satisfies z.ZodType<ChannelAnswer>;

export const channelMadeSchema = channelSchema
  .extend({
    signingSecret: z.string().nullable().openapi({ description: "Key of the signatures, shown this once" }),
  })
  .openapi("MadeChannel") satisfies z.ZodType<ChannelMadeAnswer>;

export const channelTestSchema = z.object({
  delivered: z.boolean(),
  error: z.string().nullable(),
}) satisfies z.ZodType<ChannelTestAnswer>;
