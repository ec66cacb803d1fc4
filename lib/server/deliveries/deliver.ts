import type { Pool } from "pg";
import { type ChannelRow, sendToChannel } from "../channels/send-to-channel";
import type { Env } from "../env";
import { OutgoingError } from "../outgoing/outgoing-error";
import { readEvents } from "../run/event-log";
import type { RunContext } from "../run/run-context";
import { type Message, messageOf } from "./message";

/** What deliveries need of a node; `Services` has it all. */
export interface DeliveryServices extends Pick<RunContext, "runs" | "log" | "metrics"> {
  db: { url: string; pool: Pool };
  env: Env;
}

interface WaitingRow extends ChannelRow {
  deliveryId: string;
  runId: string;
  seq: number;
  disabled: boolean;
}

const WAITING = `SELECT d.id AS "deliveryId", d."runId", d.seq, c.id, c.kind, c.recipients, c.sealed,
    c."disabledAt" IS NOT NULL AS disabled
  FROM delivery d JOIN channel c ON c.id = d."channelId" WHERE d.id = $1 AND d.status = 'waiting'`;

/** One statement for both rows, so that a killed node leaves neither without the other. */
const DELIVERED = `WITH d AS (
    UPDATE delivery SET status = 'delivered', attempts = $2, "lastError" = $3, "settledAt" = now()
    WHERE id = $1 RETURNING "channelId")
  UPDATE channel SET "lastDeliveredAt" = now(), "lastError" = $3,
    "lastErrorAt" = CASE WHEN $3::text IS NULL THEN NULL ELSE now() END
  FROM d WHERE channel.id = d."channelId"`;

const FAILED = `WITH d AS (
    UPDATE delivery SET status = $4, attempts = $2, "lastError" = $3,
      "settledAt" = CASE WHEN $4 = 'waiting' THEN NULL ELSE now() END
    WHERE id = $1 RETURNING "channelId")
  UPDATE channel SET "lastError" = $3, "lastErrorAt" = now() FROM d WHERE channel.id = d."channelId"`;

const DROPPED = `UPDATE delivery SET status = 'dropped', "lastError" = 'The channel was disabled.', "settledAt" = now()
  WHERE id = $1 AND status = 'waiting'`;

async function messageFor(
  { db, env, runs }: DeliveryServices,
  { deliveryId, runId, seq }: WaitingRow,
): Promise<Message> {
  const [event] = await readEvents(db.pool, runId, seq - 1, 1);
  const head = await runs.states.refresh(runId);
  if (!event || !head) throw new Error(`event ${seq} of run ${runId} is not in the log`);
  return messageOf(deliveryId, event, head.state, env.publicUrl);
}

export interface Attempt {
  /** From 1. */
  number: number;
  last: boolean;
  signal?: AbortSignal;
}

/**
 * One attempt at a delivery. Throws a sentence where another one should follow. What is settled already is not sent
 * again; a node that is killed between the receiver's answer and the row's update delivers twice, never not at all.
 */
export async function deliver(
  services: DeliveryServices,
  deliveryId: string,
  { number, last, signal }: Attempt,
): Promise<void> {
  const { pool } = services.db;
  const { rows } = await pool.query<WaitingRow>(WAITING, [deliveryId]);
  const [row] = rows;
  if (!row) return;
  if (row.disabled) {
    await pool.query(DROPPED, [deliveryId]);
    return;
  }
  const message = await messageFor(services, row);
  try {
    const refused = await sendToChannel(services.env, row, message, signal);
    await pool.query(DELIVERED, [deliveryId, number, refused]);
    services.metrics.deliveries.inc({ outcome: "delivered" });
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    await pool.query(FAILED, [deliveryId, number, error.message, last ? "given-up" : "waiting"]);
    services.metrics.deliveries.inc({ outcome: last ? "given-up" : "failed" });
    if (!last) throw error;
    services.log.warn({ deliveryId, channelId: row.id, reason: error.message }, "A delivery was given up");
  }
}
