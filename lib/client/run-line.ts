import type { JoinAnswer, JoinRequest } from "../protocol/socket";
import { accessLost } from "./access-lost";
import type { LineFacts } from "./connection";
import type { Presence } from "./presence";
import type { RunFeed } from "./run-feed";
import type { ServerClock } from "./server-clock";
import type { RunSocket } from "./socket";
import type { Store } from "./store";

const JOIN_ANSWER_MS = 5_000;
const HEARTBEAT_MS = 2_000;
const HEARTBEAT_ANSWER_MS = 4_000;
/** A line that carries nothing for this long is dead whatever the browser believes, and is opened anew. */
const DEAD_AFTER_MS = 9_000;

interface LineParts {
  runId: string;
  socket: RunSocket;
  feed: RunFeed;
  facts: Store<LineFacts>;
  presence: Store<Presence>;
  clock: ServerClock;
  /** The line is up: what waited may go. */
  onUp: () => void;
}

/** Asks for a run; rejects without an answer in time, and where the server says that it has none just now. */
export async function joinRun(socket: RunSocket, request: JoinRequest): Promise<JoinAnswer> {
  const answer = await socket.timeout(JOIN_ANSWER_MS).emitWithAck("join", request);
  if ("error" in answer) throw new Error(answer.error.message);
  return answer;
}

/** Wires one run to the tab's socket; the answer takes the wires out again and closes it. */
export function attachLine(parts: LineParts): () => void {
  const { runId, socket, feed, facts, presence } = parts;
  const change = (change: Partial<LineFacts>) => facts.set({ ...facts.get(), ...change });
  const heard = () => change({ heardAt: Date.now() });
  const stopHeart = startHeart(parts, change);
  let redial: ReturnType<typeof setTimeout> | undefined;
  const dialLater = () => {
    clearTimeout(redial);
    redial = setTimeout(() => socket.connect(), 300 + Math.random() * 1_700);
  };

  const onConnect = () => {
    change({ connected: true, heardAt: Date.now(), leaving: false });
    feed.connected();
    parts.onUp();
  };
  const onDisconnect = (reason: string) => {
    change({ connected: false });
    feed.disconnected();
    // After these the client library does not dial by itself.
    if (reason === "io server disconnect" && facts.get().ended === null) dialLater();
  };
  const onRefused = (error: Error) => {
    change({ connected: false });
    const lost = accessLost(error.message);
    if (lost) change({ ended: lost });
    else if (!socket.active) dialLater();
  };
  const onEvents: Parameters<typeof socket.on<"events">>[1] = (message) => {
    heard();
    if (message.runId === runId) feed.receive(message.events);
  };
  const onPresence: Parameters<typeof socket.on<"presence">>[1] = (message) => {
    heard();
    if (message.runId !== runId) return;
    presence.set({ people: message.people, watching: message.watching });
    feed.headSeen(message.headSeq);
  };
  const onBye: Parameters<typeof socket.on<"bye">>[1] = (message) => {
    const lost = accessLost(message.reason);
    change(lost ? { ended: lost } : { leaving: true });
  };
  const onOnline = () => socket.connect();

  socket.on("connect", onConnect);
  socket.on("disconnect", onDisconnect);
  socket.on("connect_error", onRefused);
  socket.on("events", onEvents);
  socket.on("presence", onPresence);
  socket.on("bye", onBye);
  window.addEventListener("online", onOnline);
  if (socket.connected) onConnect();
  else socket.connect();

  return () => {
    clearTimeout(redial);
    stopHeart();
    window.removeEventListener("online", onOnline);
    socket.off("connect", onConnect);
    socket.off("disconnect", onDisconnect);
    socket.off("connect_error", onRefused);
    socket.off("events", onEvents);
    socket.off("presence", onPresence);
    socket.off("bye", onBye);
    feed.disconnected();
    socket.disconnect();
  };
}

/** Asks for the time every two seconds: it keeps the clock right, and shows that the line carries anything at all. */
function startHeart(parts: LineParts, change: (change: Partial<LineFacts>) => void): () => void {
  const { socket, clock, facts } = parts;
  let beating = false;
  const beat = async () => {
    if (!socket.connected || beating) return;
    const silence = Date.now() - (facts.get().heardAt ?? Date.now());
    if (silence > DEAD_AFTER_MS) {
      socket.disconnect().connect();
      return;
    }
    beating = true;
    const sentAt = Date.now();
    try {
      const answer = await socket.timeout(HEARTBEAT_ANSWER_MS).emitWithAck("time");
      const receivedAt = Date.now();
      clock.add({ sentAt, serverTime: typeof answer === "number" ? answer : Date.parse(answer), receivedAt });
      change({ heardAt: receivedAt, roundTripMs: receivedAt - sentAt });
    } catch {
      // No answer is what the growing silence shows.
    } finally {
      beating = false;
    }
  };
  const timer = setInterval(beat, HEARTBEAT_MS);
  socket.on("connect", beat);
  document.addEventListener("visibilitychange", beat);
  return () => {
    clearInterval(timer);
    socket.off("connect", beat);
    document.removeEventListener("visibilitychange", beat);
  };
}
