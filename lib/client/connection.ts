/** What is known of the line to the server, in this machine's milliseconds. */
export interface LineFacts {
  connected: boolean;
  /** True once everything the server has is folded in. */
  caughtUp: boolean;
  /** When the server was last heard, whatever it said. */
  heardAt: number | null;
  /** Round trip of the last heartbeat. */
  roundTripMs: number | null;
  /** Set when the server has closed the door for good: signed out, access withdrawn, run gone. */
  ended: string | null;
  /** Set while the server says that it is stopping. */
  leaving: boolean;
}

export const INITIAL_LINE: LineFacts = {
  connected: false,
  caughtUp: false,
  heardAt: null,
  roundTripMs: null,
  ended: null,
  leaving: false,
};

/** After this long without a word from the server the screen says that it may be stale. */
export const STALE_AFTER_MS = 5_000;

export type Connection =
  | { kind: "connecting" }
  | { kind: "live"; lagSeconds: number }
  | { kind: "catching-up" }
  | { kind: "stale"; seconds: number }
  | { kind: "offline"; seconds: number; leaving: boolean }
  | { kind: "ended"; reason: string };

/** The one word for the line. `silence` counts from the last word of the server, or from when the page opened. */
export function connectionOf(facts: LineFacts, openedAt: number, nowMs: number): Connection {
  if (facts.ended !== null) return { kind: "ended", reason: facts.ended };
  const silence = Math.max(0, nowMs - (facts.heardAt ?? openedAt));
  const seconds = Math.floor(silence / 1_000);
  if (!facts.connected) {
    if (facts.heardAt === null && silence < STALE_AFTER_MS) return { kind: "connecting" };
    return { kind: "offline", seconds, leaving: facts.leaving };
  }
  if (silence >= STALE_AFTER_MS) return { kind: "stale", seconds };
  if (!facts.caughtUp) return { kind: "catching-up" };
  return { kind: "live", lagSeconds: (facts.roundTripMs ?? 0) / 2_000 };
}

/** True where what this screen shows may no longer hold. */
export function isBehind(connection: Connection): boolean {
  return connection.kind !== "live" && connection.kind !== "connecting";
}
