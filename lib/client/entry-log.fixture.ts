import type { RunEvent } from "../run/events";
import { evolve, initialState } from "../run/evolve";
import type { RunState } from "../run/state";

/** A log of scribe entries, as long as a test wants it. */
export function entry(seq: number): RunEvent {
  const at = new Date(Date.UTC(2026, 10, 22, 1, 0, seq % 60)).toISOString();
  return {
    seq,
    type: "EntryLogged",
    version: 1,
    payload: { text: `entry ${seq}`, kind: "note" },
    actor: { kind: "person", personId: "p1", name: "Eli" },
    role: "scribe",
    occurredAt: at,
    recordedAt: at,
  };
}

/** Events `first` to `last`, both included. */
export function log(first: number, last: number): RunEvent[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => entry(first + index));
}

/** The fold of the first `seq` events: what every client has to arrive at. */
export function foldOf(seq: number): RunState {
  return log(1, seq).reduce(evolve, initialState);
}
