import { GENESIS_HASH } from "../../pack/event-chain";
import type { ChainedEvent } from "../../run/events";
import { evolve, initialState } from "../../run/evolve";
import type { RunState } from "../../run/state";
import type { LogHead } from "./event-log";

/** A run's state at the head that this process knows. */
export interface RunHead {
  state: RunState;
  headSeq: number;
  headHash: string;
  /** Instant of the last event, empty before the first: no later event is recorded earlier. */
  lastAt: string;
  /** Rough size in memory, bytes. */
  bytes: number;
}

export const EMPTY_RUN: RunHead = {
  state: initialState,
  headSeq: 0,
  headHash: GENESIS_HASH,
  lastAt: "",
  bytes: 0,
};

/** A state weighs about this many times the text that it was folded from. */
const WEIGHT = 2;

export function logHeadOf(head: RunHead): LogHead {
  return { seq: head.headSeq, hash: head.headHash };
}

/** Folds events that follow `head` without a gap; what `head` already holds is skipped. */
export function foldOnto(head: RunHead, events: readonly ChainedEvent[]): RunHead {
  let { state, headSeq, headHash, lastAt, bytes } = head;
  for (const event of events) {
    if (event.seq <= headSeq) continue;
    if (event.seq !== headSeq + 1) throw new Error(`event ${event.seq} does not follow ${headSeq}`);
    state = evolve(state, event);
    headSeq = event.seq;
    headHash = event.hash;
    lastAt = event.recordedAt;
    // Only the plan is big, and it is the first.
    bytes += headSeq === 1 ? JSON.stringify(event.payload).length * WEIGHT : 400;
  }
  return { state, headSeq, headHash, lastAt, bytes };
}
