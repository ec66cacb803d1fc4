import type { Pool, PoolClient } from "pg";
import { eventBody, eventHash } from "../../pack/event-chain";
import type { Actor, ChainedEvent, EventDraft, RunEvent } from "../../run/events";
import { EVENT_VERSION } from "../../run/events";

export type Queryable = Pick<Pool | PoolClient, "query">;

/** Where a log ends. */
export interface LogHead {
  seq: number;
  hash: string;
}

/** Events as they go into the store: parsed, and as the very text that is hashed. */
export interface ChainedBatch {
  events: ChainedEvent[];
  bodies: string[];
}

interface EventRow {
  body: string;
  prevHash: string;
  hash: string;
}

/** The stored text is our own canonical JSON, guarded by its hash; this is where it becomes an event again. */
function parseEvent(body: string, prevHash: string, hash: string): ChainedEvent {
  const event = JSON.parse(body) as RunEvent;
  return { ...event, prevHash, hash };
}

/**
 * Gives drafts their place in the chain after `head`. The events are parsed from their canonical text, so that what
 * is folded here is what anyone reads from the log. Throws NotCanonicalError.
 */
export function chainEvents(
  drafts: readonly EventDraft[],
  head: LogHead,
  actor: Actor,
  at: string,
): ChainedBatch {
  const batch: ChainedBatch = { events: [], bodies: [] };
  let { seq, hash } = head;
  for (const draft of drafts) {
    seq += 1;
    const occurredAt = draft.occurredAt ?? at;
    const body = eventBody({ ...draft, seq, version: EVENT_VERSION, actor, occurredAt, recordedAt: at });
    const next = eventHash(hash, body);
    batch.bodies.push(body);
    batch.events.push(parseEvent(body, hash, next));
    hash = next;
  }
  return batch;
}

/** At most `limit` events of a run after sequence number `after`, in order. */
export async function readEvents(
  db: Queryable,
  runId: string,
  after: number,
  limit: number,
): Promise<ChainedEvent[]> {
  const { rows } = await db.query<EventRow>({
    name: "read-events",
    text: `SELECT body, "prevHash", hash FROM run_event WHERE "runId" = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    values: [runId, after, limit],
  });
  return rows.map((row) => parseEvent(row.body, row.prevHash, row.hash));
}

/** Head sequence numbers of runs, by id; runs that do not exist are missing. */
export async function readHeads(db: Queryable, runIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ id: string; headSeq: number }>({
    name: "read-heads",
    text: `SELECT id, "headSeq" FROM run WHERE id = ANY ($1::uuid[])`,
    values: [runIds],
  });
  return new Map(rows.map((row) => [row.id, row.headSeq]));
}
