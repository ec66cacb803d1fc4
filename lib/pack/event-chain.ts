import { hash } from "node:crypto";
import type { ChainedEvent, RunEvent } from "../run/events";
import { canonicalJson } from "./canonical-json";

/** What stands before the first event. */
export const GENESIS_HASH = "0".repeat(64);

/** Names the way of hashing, so that another way can never be taken for this one. */
const LABEL = "holdpoint.event.1";

export function sha256Hex(text: string): string {
  return hash("sha256", text, "hex");
}

/** SHA-256 over label, previous hash and canonical event; `holdpoint_event_hash` in the database does the same. */
export function eventHash(prevHash: string, body: string): string {
  return sha256Hex(`${LABEL}\n${prevHash}\n${body}`);
}

/** The canonical text of an event that is hashed and stored: without its place in the chain. */
export function eventBody(event: RunEvent): string {
  const { seq, type, version, payload, actor, role, occurredAt, recordedAt } = event;
  return canonicalJson({ seq, type, version, payload, actor, role, occurredAt, recordedAt });
}

export type ChainVerdict =
  | { intact: true; headSeq: number; headHash: string }
  | { intact: false; seq: number; reason: "gap" | "broken-link" | "altered" };

/**
 * Follows the chain through events in order; names the first that is not intact. `from` is the place before the
 * first of them. A tail that was cut off shows only against a head hash that is known from elsewhere.
 */
export function verifyChain(
  events: readonly ChainedEvent[],
  from: { seq: number; hash: string } = { seq: 0, hash: GENESIS_HASH },
): ChainVerdict {
  let { seq, hash: head } = from;
  for (const event of events) {
    seq += 1;
    if (event.seq !== seq) return { intact: false, seq, reason: "gap" };
    if (event.prevHash !== head) return { intact: false, seq, reason: "broken-link" };
    if (eventHash(head, eventBody(event)) !== event.hash) return { intact: false, seq, reason: "altered" };
    head = event.hash;
  }
  return { intact: true, headSeq: seq, headHash: head };
}
