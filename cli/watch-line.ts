import { io, type Socket } from "socket.io-client";
import type { EventsMessage, JoinAnswer, JoinRefusal } from "../lib/protocol/socket";
import type { RunEvent } from "../lib/run/events";
import type { RunState } from "../lib/run/state";
import type { Server } from "./connection/api";

/** What a watched run brings; every event once, in order. */
export interface Watcher {
  /** Sequence number of the last event that was taken. */
  after(): number;
  take(events: readonly RunEvent[]): void;
  /** In place of a gap that is too long to be told event by event. */
  adopt(state: RunState, recent: readonly RunEvent[]): void;
  connected(): void;
  lost(reason: string): void;
}

const JOIN_MS = 5_000;
const AGAIN_MS = 1_000;

/** A door that the server has closed for good, by what it says; anything else passes by itself. */
function isClosedForGood(words: string): boolean {
  return /unauthenticated|sign in|revoked|forbidden|access/i.test(words) && !/cannot check/i.test(words);
}

/**
 * Follows a run over the socket, through restarts of the server and lines that drop: whatever it missed it asks for.
 * Answers how to stop; `ended` is called where the server will not have us any more.
 */
export function followRun(
  server: Server,
  runId: string,
  watcher: Watcher,
  ended: (why: string) => void,
): () => void {
  const socket: Socket = io(server.url, {
    transports: ["websocket"],
    auth: { token: server.token },
    reconnectionDelay: 200,
    reconnectionDelayMax: 2_000,
    timeout: 5_000,
  });
  let again: NodeJS.Timeout | undefined;
  let joined = false;
  let said = "";

  const later = () => {
    clearTimeout(again);
    again = setTimeout(() => (socket.connected ? void join() : socket.connect()), AGAIN_MS);
  };
  const take = (events: readonly RunEvent[]) => {
    const next = events.filter(({ seq }) => seq > watcher.after());
    if (next.length === 0) return true;
    if (next[0]?.seq !== watcher.after() + 1) return false;
    watcher.take(next);
    return true;
  };
  const join = async () => {
    joined = false;
    try {
      const request = { runId, after: watcher.after() };
      const answer: JoinAnswer | JoinRefusal = await socket.timeout(JOIN_MS).emitWithAck("join", request);
      if ("error" in answer) {
        if (answer.error.code === "unavailable") later();
        else ended(answer.error.message);
        return;
      }
      if ("state" in answer) watcher.adopt(answer.state, answer.recentEvents);
      else take(answer.events);
      joined = true;
      watcher.connected();
    } catch {
      later();
    }
  };

  socket.on("connect", () => void join());
  socket.on("events", (message: EventsMessage) => {
    if (message.runId === runId && joined && !take(message.events)) void join();
  });
  socket.on("bye", ({ reason }: { reason: string }) => {
    said = String(reason);
    if (isClosedForGood(said)) ended(said);
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io client disconnect") return;
    watcher.lost(said || `${reason}.`);
    said = "";
    // After this the library does not dial by itself.
    if (reason === "io server disconnect") later();
  });
  socket.on("connect_error", (error) => {
    if (isClosedForGood(error.message)) ended(error.message);
    else {
      watcher.lost(`${error.message}.`);
      if (!socket.active) later();
    }
  });
  return () => {
    clearTimeout(again);
    socket.disconnect();
  };
}
