import type { ClockSample } from "../../lib/client/server-clock";
import type { StakeholderSummary } from "../../lib/run/stakeholder-summary";

export interface ShareSocketListener {
  summary(summary: StakeholderSummary): void;
  /** The server said what time it has. */
  time(sample: ClockSample): void;
  /** True once the server has accepted the link; false when the line is gone. */
  connection(connected: boolean): void;
}

const firstRetryMs = 1_000;
const longestRetryMs = 15_000;

/** Packets of Engine.IO 4 with Socket.IO 5 inside: a digit for the transport, a digit for the message, then JSON. */
const packet = {
  open: "0",
  ping: "2",
  pong: "3",
  connect: "40",
  event: "42",
  askTime: '420["time"]',
  timeAnswer: "430",
} as const;

/**
 * Listens to the server's socket with a share link's token, and connects again by itself. Speaks the two published
 * protocols directly: the whole client would be a tenth of this page's budget, for one event in one direction.
 */
export function openShareSocket(
  token: string,
  listener: ShareSocketListener,
  connect: () => WebSocket = () => new WebSocket(socketUrl()),
): () => void {
  let closed = false;
  let socket: WebSocket | null = null;
  let retryMs = firstRetryMs;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    const current = connect();
    socket = current;
    let askedAt = 0;
    let longestSilenceMs = 60_000;
    const hear = (data: string) => {
      clearTimeout(silence);
      silence = setTimeout(() => current.close(), longestSilenceMs);
      if (data === packet.ping) return current.send(packet.pong);
      if (data.startsWith(packet.open)) {
        longestSilenceMs = silenceOf(data.slice(1)) ?? longestSilenceMs;
        return current.send(`${packet.connect}${JSON.stringify({ share: token })}`);
      }
      if (data.startsWith(packet.connect)) {
        retryMs = firstRetryMs;
        askedAt = Date.now();
        current.send(packet.askTime);
        return listener.connection(true);
      }
      if (data.startsWith(packet.timeAnswer)) {
        const serverTime = timeOf(data.slice(packet.timeAnswer.length));
        if (serverTime !== null) listener.time({ sentAt: askedAt, serverTime, receivedAt: Date.now() });
      } else if (data.startsWith(packet.event)) {
        const summary = summaryOf(data.slice(packet.event.length));
        if (summary) listener.summary(summary);
      }
    };
    current.onmessage = (event) => {
      if (typeof event.data === "string") hear(event.data);
    };
    current.onclose = () => {
      clearTimeout(silence);
      if (closed) return;
      retry = setTimeout(open, retryMs);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
      listener.connection(false);
    };
  };

  open();
  return () => {
    closed = true;
    clearTimeout(retry);
    clearTimeout(silence);
    socket?.close();
  };
}

function socketUrl(): string {
  return `${location.origin.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** After this long without a packet the line is dead: the server pings within it. */
function silenceOf(handshake: string): number | null {
  const said = parsed(handshake);
  if (said === null || typeof said !== "object") return null;
  const [interval, timeout] = [Reflect.get(said, "pingInterval"), Reflect.get(said, "pingTimeout")];
  return typeof interval === "number" && typeof timeout === "number" ? interval + timeout : null;
}

function timeOf(json: string): number | null {
  const said = parsed(json);
  return Array.isArray(said) && typeof said[0] === "number" ? said[0] : null;
}

/** The summary in a `share` event; null for any other event. */
function summaryOf(json: string): StakeholderSummary | null {
  const said = parsed(json);
  return Array.isArray(said) && said[0] === "share" && said[1] ? said[1] : null;
}
