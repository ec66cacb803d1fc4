import { z } from "zod";
import { type Sealed, seal, unseal } from "../seal";

const PURPOSE = "holdpoint.channel.1";

const secretSchema = z.object({ url: z.string(), signingSecret: z.string().nullable() });

/** What may not lie in the database in the open: the address (it often is the password), and the key of signatures. */
export type ChannelSecret = z.output<typeof secretSchema>;

const sealedSchema = z.object({ salt: z.string(), iv: z.string(), tag: z.string(), text: z.string() });

export function sealChannel(channelId: string, secret: ChannelSecret, authSecret: string): Sealed {
  return seal(Buffer.from(JSON.stringify(secret)), authSecret, PURPOSE, channelId);
}

/** Null where it was sealed under another AUTH_SECRET, or is damaged. */
export function openChannel(channelId: string, sealed: unknown, authSecret: string): ChannelSecret | null {
  const stored = sealedSchema.safeParse(sealed);
  const bytes = stored.success ? unseal(stored.data, authSecret, PURPOSE, channelId) : null;
  return bytes && secretSchema.parse(JSON.parse(bytes.toString("utf8")));
}
