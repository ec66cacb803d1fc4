import type { Pool } from "pg";
import type { JoinAnswer, JoinRequest } from "../../protocol/socket";
import type { ChainedEvent, RunEvent } from "../../run/events";
import { readEvents } from "../run/event-log";
import type { StateCache } from "../run/state-cache";
import type { LogListener } from "./log-listener";

/** A longer gap is answered with the state itself. */
const LONGEST_GAP = 1000;

/** Entries that come with a state. */
const RECENT_EVENTS = 200;

/** The database's integer. */
const HIGHEST_SEQ = 2_147_483_647;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface JoinParts {
  pool: Pool;
  states: StateCache;
  listener: LogListener;
}

/** A request off the wire; null for anything else. */
export function parseJoin(value: unknown): JoinRequest | null {
  if (typeof value !== "object" || value === null || !("runId" in value) || !("after" in value)) return null;
  const { runId, after } = value;
  if (typeof runId !== "string" || !UUID.test(runId)) return null;
  if (typeof after !== "number" || !Number.isInteger(after) || after < 0 || after > HIGHEST_SEQ) return null;
  return { runId: runId.toLowerCase(), after };
}

function plain(events: readonly ChainedEvent[]): RunEvent[] {
  return events.map(({ prevHash: _prevHash, hash: _hash, ...event }) => event);
}

/**
 * What a socket that is already in the room lacks. `cursor` is the last sequence number that the room was given.
 * Null where there is no such run.
 */
export async function answerJoin(
  parts: JoinParts,
  request: JoinRequest,
  cursor: number,
): Promise<JoinAnswer | null> {
  const { runId, after } = request;
  if (after > 0) {
    const short = parts.listener.recent(runId, after);
    if (short) return { seq: short.seq, events: plain(short.events) };
  }
  let head = await parts.states.load(runId);
  if (head && head.headSeq < Math.max(cursor, after)) head = await parts.states.refresh(runId);
  if (!head) return null;
  if (after > 0 && head.headSeq - after <= LONGEST_GAP) {
    const events = await readEvents(parts.pool, runId, after, LONGEST_GAP);
    return { seq: events.at(-1)?.seq ?? head.headSeq, events: plain(events) };
  }
  const recent = await readEvents(
    parts.pool,
    runId,
    Math.max(0, head.headSeq - RECENT_EVENTS),
    RECENT_EVENTS,
  );
  const recentEvents = plain(recent.filter((event) => event.seq <= (head?.headSeq ?? 0)));
  return { seq: head.headSeq, state: head.state, recentEvents };
}
