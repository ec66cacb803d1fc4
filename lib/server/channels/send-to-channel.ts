import type { ChannelKind } from "../../protocol/channels";
import type { Message } from "../deliveries/message";
import { sendMail } from "../deliveries/send-mail";
import { signedRequest, slackRequest, teamsRequest, type WebhookRequest } from "../deliveries/webhook-bodies";
import type { Env } from "../env";
import { OutgoingError } from "../outgoing/outgoing-error";
import { postOutside } from "../outgoing/post";
import { type ChannelSecret, openChannel } from "./channel-secret";

/** A channel's row, as far as sending needs it. */
export interface ChannelRow {
  id: string;
  kind: ChannelKind;
  recipients: string[];
  sealed: unknown;
}

function requestOf(kind: ChannelKind, message: Message, secret: ChannelSecret): WebhookRequest {
  if (kind === "slack") return slackRequest(message);
  if (kind === "teams") return teamsRequest(message);
  return signedRequest(message, secret.signingSecret ?? "", Date.now());
}

async function mail(env: Env, channel: ChannelRow, message: Message): Promise<string | null> {
  if (!env.smtp) throw new OutgoingError("No mail server is set: HOLDPOINT_SMTP_URL names it.");
  const refused = await sendMail(env.smtp, channel.recipients, message, env.publicUrl);
  return refused.length === 0 ? null : `The mail server refused ${refused.join(", ")}.`;
}

/**
 * Sends a message down a channel once. Answers a sentence where some recipients were refused, else null. Throws
 * OutgoingError where it was not taken.
 */
export async function sendToChannel(
  env: Env,
  channel: ChannelRow,
  message: Message,
  signal?: AbortSignal,
): Promise<string | null> {
  if (channel.kind === "email") return mail(env, channel, message);
  const secret = openChannel(channel.id, channel.sealed, env.authSecret);
  if (!secret) {
    throw new OutgoingError(
      "The channel's address does not open with this AUTH_SECRET. Delete the channel and make it again.",
    );
  }
  const { body, headers } = requestOf(channel.kind, message, secret);
  await postOutside({ url: secret.url, body, headers, allowedHosts: env.outgoingAllow, signal });
  return null;
}
