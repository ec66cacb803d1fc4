import { createHmac } from "node:crypto";
import { footerOf, type Message } from "./message";

export interface WebhookRequest {
  body: string;
  headers: Record<string, string>;
}

/** Slack reads &, < and > as its own marks: escaped, no text of ours mentions a whole channel. */
function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The `text` of an incoming webhook, which Slack and those that imitate it (Mattermost, Rocket.Chat) take. */
export function slackRequest(message: Message): WebhookRequest {
  const lines = [`*${slackText(message.title)}*`, slackText(message.text)];
  const footer = footerOf(message).map((line) => `_${slackText(line)}_`);
  return { body: JSON.stringify({ text: [...lines, ...footer].join("\n") }), headers: {} };
}

/** A text block shows a subset of Markdown: escaped, what people wrote stays as they wrote it. */
function cardText(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, "\\$&");
}

/** A message with one Adaptive Card, as the workflow "when a Teams webhook request is received" posts it. */
export function teamsRequest(message: Message): WebhookRequest {
  const block = (text: string, look: object) => ({
    type: "TextBlock",
    wrap: true,
    text: cardText(text),
    ...look,
  });
  const card = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [
      block(message.title, { weight: "Bolder", size: "Medium" }),
      ...message.text.split("\n").map((line) => block(line, {})),
      ...footerOf(message).map((line) => block(line, { isSubtle: true, size: "Small", spacing: "Small" })),
    ],
    ...(message.run
      ? { actions: [{ type: "Action.OpenUrl", title: "Open the run", url: message.run.url }] }
      : {}),
  };
  const attachment = {
    contentType: "application/vnd.microsoft.card.adaptive",
    contentUrl: null,
    content: card,
  };
  return { body: JSON.stringify({ type: "message", attachments: [attachment] }), headers: {} };
}

/**
 * Generic JSON. `Holdpoint-Signature` is `v1=` and the hex HMAC-SHA256, under the channel's signing secret, of the text
 * `<Holdpoint-Timestamp>.<body>`; the timestamp is in seconds since 1970, of this attempt. A receiver refuses old
 * timestamps, and drops an id that it has seen: `Holdpoint-Delivery` is the same in each attempt.
 */
export function signedRequest(message: Message, signingSecret: string, atMs: number): WebhookRequest {
  const { id, type, title, text, run, event } = message;
  const body = JSON.stringify({ id, type, title, text, run, event });
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = createHmac("sha256", signingSecret).update(`${timestamp}.${body}`).digest("hex");
  return {
    body,
    headers: {
      "Holdpoint-Delivery": id,
      "Holdpoint-Timestamp": timestamp,
      "Holdpoint-Signature": `v1=${signature}`,
    },
  };
}
