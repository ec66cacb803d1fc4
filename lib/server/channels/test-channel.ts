import { randomUUID } from "node:crypto";
import type { ChannelTestAnswer } from "../../protocol/channels";
import { failed, type Outcome } from "../api/problem";
import { testMessage } from "../deliveries/message";
import { OutgoingError } from "../outgoing/outgoing-error";
import type { Services } from "../services";
import { type ChannelRow, sendToChannel } from "./send-to-channel";

const FIND = "SELECT id, name, kind, recipients, sealed FROM channel WHERE id = $1";

const RECORD = `UPDATE channel SET
    "lastDeliveredAt" = CASE WHEN $2 THEN now() ELSE "lastDeliveredAt" END,
    "lastError" = $3, "lastErrorAt" = CASE WHEN $3::text IS NULL THEN NULL ELSE now() END
  WHERE id = $1`;

/** Sends a test down a channel now, and once; a disabled one can be tested before it is switched on. */
export async function testChannel(
  { db, env }: Pick<Services, "db" | "env">,
  channelId: string,
): Promise<Outcome<ChannelTestAnswer>> {
  const { rows } = await db.pool.query<ChannelRow & { name: string }>(FIND, [channelId]);
  const [channel] = rows;
  if (!channel) return failed("not-found", "There is no such channel.");
  let answer: ChannelTestAnswer;
  try {
    const message = testMessage(randomUUID(), channel.name);
    answer = { delivered: true, error: await sendToChannel(env, channel, message) };
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    answer = { delivered: false, error: error.message };
  }
  await db.pool.query(RECORD, [channelId, answer.delivered, answer.error]);
  return { ok: true, value: answer };
}
