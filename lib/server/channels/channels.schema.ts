import { z } from "zod";
import { CHANNEL_KINDS, ESCALATIONS } from "../../protocol/channels";
import { email, text } from "../../protocol/text.schema";

const MOST_RECIPIENTS = 50;

const shared = {
  name: text(100),
  runKind: z.enum(["rehearsal", "production"]),
  escalations: z
    .array(z.enum(ESCALATIONS))
    .max(ESCALATIONS.length)
    .default([])
    .transform((all) => [...new Set(all)]),
};

const mail = z.strictObject({
  kind: z.literal("email"),
  ...shared,
  recipients: z
    .array(email)
    .min(1)
    .max(MOST_RECIPIENTS)
    .transform((all) => [...new Set(all)]),
});

const webhook = z.strictObject({
  kind: z.enum(CHANNEL_KINDS).exclude(["email"]),
  ...shared,
  url: z.string().trim().max(2_000),
});

/** A channel as an administrator makes it. */
export const newChannelSchema = z.discriminatedUnion("kind", [mail, webhook]);

export type NewChannel = z.output<typeof newChannelSchema>;
