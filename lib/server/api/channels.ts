import { z } from "@hono/zod-openapi";
import { uuid } from "../../protocol/text.schema";
import type { Principal } from "../auth/principal";
import { createChannel, deleteChannel, listChannels, switchChannel } from "../channels/channels";
import { newChannelSchema } from "../channels/channels.schema";
import { testChannel } from "../channels/test-channel";
import { channelMadeSchema, channelSchema, channelTestSchema } from "./channel-answers.schema";
import { type Endpoint, endpoint } from "./endpoint";
import { JSON_LIMIT } from "./limits";
import { failed, type Outcome } from "./problem";
import { json } from "./respond";

const channel = z.strictObject({ channelId: uuid });
const jsonRefusals = ["malformed", "too-large", "unsupported-media-type"] as const;

function administrator({ isAdmin }: Principal): Outcome<null> {
  return isAdmin
    ? { ok: true, value: null }
    : failed("forbidden", "Channels are the administrators' business.");
}

const list = endpoint({
  method: "get",
  path: "/api/channels",
  summary: "Channels with their state; for administrators",
  who: "person",
  answer: { 200: { description: "Channels", schema: z.object({ channels: z.array(channelSchema) }) } },
  async handle({ services, principal }) {
    const admin = administrator(principal);
    return admin.ok ? json(200, { channels: await listChannels(services) }) : admin;
  },
});

const create = endpoint({
  method: "post",
  path: "/api/channels",
  summary: "Make a channel; the key of a signed webhook is shown this once; for administrators",
  who: "person",
  body: { json: newChannelSchema, limit: JSON_LIMIT },
  answer: { 201: { description: "The channel", schema: channelMadeSchema } },
  refusals: [...jsonRefusals, "unusable"],
  async handle({ services, principal, body }) {
    const admin = administrator(principal);
    if (!admin.ok) return admin;
    const made = await createChannel(services, principal.personId, body);
    return made.ok ? json(201, made.value) : made;
  },
});

const change = endpoint({
  method: "post",
  path: "/api/channels/{channelId}",
  summary: "Switch a channel on or off; for administrators",
  who: "person",
  params: channel,
  body: { json: z.strictObject({ enabled: z.boolean() }), limit: JSON_LIMIT },
  answer: { 200: { description: "The channel", schema: channelSchema } },
  refusals: [...jsonRefusals, "not-found"],
  async handle({ services, principal, params, body }) {
    const admin = administrator(principal);
    if (!admin.ok) return admin;
    const changed = await switchChannel(services, params.channelId, body.enabled);
    return changed.ok ? json(200, changed.value) : changed;
  },
});

const test = endpoint({
  method: "post",
  path: "/api/channels/{channelId}/test",
  summary: "Send a test down a channel now, and say what came of it; for administrators",
  who: "person",
  params: channel,
  body: { json: z.strictObject({}), limit: JSON_LIMIT },
  answer: { 200: { description: "Whether it was taken", schema: channelTestSchema } },
  refusals: [...jsonRefusals, "not-found"],
  async handle({ services, principal, params }) {
    const admin = administrator(principal);
    if (!admin.ok) return admin;
    const tested = await testChannel(services, params.channelId);
    return tested.ok ? json(200, tested.value) : tested;
  },
});

const remove = endpoint({
  method: "delete",
  path: "/api/channels/{channelId}",
  summary: "Delete a channel; for administrators",
  who: "person",
  params: channel,
  answer: { 204: { description: "Deleted" } },
  refusals: ["not-found"],
  async handle({ services, principal, params }) {
    const admin = administrator(principal);
    if (!admin.ok) return admin;
    const deleted = await deleteChannel(services, params.channelId);
    return deleted.ok ? { status: 204 } : deleted;
  },
});

export const channelEndpoints: Endpoint[] = [list, create, change, test, remove];
