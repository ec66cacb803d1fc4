import { randomUUID } from "node:crypto";
import {
  CHANNEL_KINDS,
  type ChannelAnswer,
  type ChannelMadeAnswer,
  ESCALATIONS,
} from "../../protocol/channels";
import { failed, type Outcome } from "../api/problem";
import { newSecret } from "../auth/secret";
import { addressRefusal } from "../outgoing/address-refusal";
import type { Services } from "../services";
import { sealChannel } from "./channel-secret";
import type { NewChannel } from "./channels.schema";

type ChannelServices = Pick<Services, "db" | "env">;

interface Row extends Omit<ChannelAnswer, "channelId" | "enabled" | "lastDeliveredAt" | "lastErrorAt"> {
  id: string;
  disabledAt: Date | null;
  lastDeliveredAt: Date | null;
  lastErrorAt: Date | null;
}

const LIST = `SELECT c.id, c.name, c.kind, c."runKind", c.escalations, c.target, c."disabledAt", c."disabledReason",
    c."lastDeliveredAt", c."lastError", c."lastErrorAt",
    (SELECT count(*)::int FROM delivery d WHERE d."channelId" = c.id AND d.status = 'waiting') AS waiting,
    (SELECT count(*)::int FROM delivery d WHERE d."channelId" = c.id AND d.status = 'given-up') AS "givenUp"
  FROM channel c WHERE $1::uuid IS NULL OR c.id = $1 ORDER BY c."runKind", c.name, c.id`;

function answerOf({ id, disabledAt, ...row }: Row): ChannelAnswer {
  return {
    ...row,
    channelId: id,
    kind: CHANNEL_KINDS.find((kind) => kind === row.kind) ?? "webhook",
    escalations: ESCALATIONS.filter((each) => row.escalations.includes(each)),
    enabled: disabledAt === null,
    lastDeliveredAt: row.lastDeliveredAt?.toISOString() ?? null,
    lastErrorAt: row.lastErrorAt?.toISOString() ?? null,
  };
}

/** All channels with their state, rehearsal's after production's. */
export async function listChannels({ db }: ChannelServices): Promise<ChannelAnswer[]> {
  const { rows } = await db.pool.query<Row>(LIST, [null]);
  return rows.map(answerOf);
}

async function findChannel({ db }: ChannelServices, channelId: string): Promise<ChannelAnswer | null> {
  const { rows } = await db.pool.query<Row>(LIST, [channelId]);
  return rows[0] ? answerOf(rows[0]) : null;
}

const UNKNOWN = failed("not-found", "There is no such channel.");

function targetOf(channel: NewChannel): string {
  return channel.kind === "email" ? channel.recipients.join(", ") : new URL(channel.url).host;
}

/** Makes a channel. The address is checked as far as it can be before anything is sent. */
export async function createChannel(
  services: ChannelServices,
  personId: string,
  channel: NewChannel,
): Promise<Outcome<ChannelMadeAnswer>> {
  const { env, db } = services;
  if (channel.kind === "email" && !env.smtp) {
    return failed("unusable", "No mail server is set: HOLDPOINT_SMTP_URL and HOLDPOINT_MAIL_FROM name it.");
  }
  const refusal = channel.kind === "email" ? null : addressRefusal(channel.url, env.outgoingAllow);
  if (refusal) return failed("unusable", refusal, ["url"]);
  const id = randomUUID();
  const signingSecret = channel.kind === "webhook" ? newSecret() : null;
  const sealed =
    channel.kind === "email" ? null : sealChannel(id, { url: channel.url, signingSecret }, env.authSecret);
  const { name, kind, runKind, escalations } = channel;
  await db.prisma.channel.create({
    data: {
      id,
      name: name.trim(),
      kind,
      runKind,
      escalations,
      target: targetOf(channel),
      recipients: channel.kind === "email" ? channel.recipients : [],
      ...(sealed ? { sealed: { ...sealed } } : {}),
      createdBy: personId,
    },
  });
  const made = await findChannel(services, id);
  return made ? { ok: true, value: { ...made, signingSecret } } : UNKNOWN;
}

/** Switches a channel on or off. What still waits for one that is switched off is dropped when its turn comes. */
export async function switchChannel(
  services: ChannelServices,
  channelId: string,
  enabled: boolean,
): Promise<Outcome<ChannelAnswer>> {
  const disabledAt = enabled ? null : new Date();
  await services.db.prisma.channel.updateMany({
    where: { id: channelId, disabledAt: enabled ? { not: null } : null },
    data: { disabledAt, disabledReason: null },
  });
  const channel = await findChannel(services, channelId);
  return channel ? { ok: true, value: channel } : UNKNOWN;
}

/** Deletes a channel with what was delivered to it. */
export async function deleteChannel({ db }: ChannelServices, channelId: string): Promise<Outcome<null>> {
  const { count } = await db.prisma.channel.deleteMany({ where: { id: channelId } });
  return count === 1 ? { ok: true, value: null } : UNKNOWN;
}
