import type { ClockSample } from "@/lib/client/server-clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";

/** What a feed of one share link tells. */
export interface ShareListener {
  summary(summary: StakeholderSummary): void;
  /** The server said what time it has. */
  time(sample: ClockSample): void;
  /** The link does not work any more. */
  gone(): void;
}

const pollMs = 5_000;
/** While the socket brings changes, a slow look covers one that broke in silence. */
const sweepMs = 30_000;

/**
 * Follows a share link: by socket once its client is loaded, by `status.json` before, beside and without it. Answers
 * how to stop.
 */
export function followShare(token: string, listener: ShareListener): () => void {
  let stopped = false;
  let connected = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closeSocket = () => {};

  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    closeSocket();
    document.removeEventListener("visibilitychange", look);
    removeEventListener("online", look);
  };
  const gone = () => {
    stop();
    listener.gone();
  };
  async function look() {
    clearTimeout(timer);
    const answer = await readStatus(token);
    if (stopped) return;
    if (answer === "gone") return gone();
    if (answer) listener.summary(answer);
    clearTimeout(timer);
    timer = setTimeout(look, connected ? sweepMs : pollMs);
  }

  document.addEventListener("visibilitychange", look);
  addEventListener("online", look);
  timer = setTimeout(look, pollMs);
  openSocket(token, {
    summary: (summary) => {
      if (!stopped) listener.summary(summary);
    },
    time: listener.time,
    connection: (now) => {
      connected = now;
      // A cut may be a revoked link: the page must not wait for the next look.
      if (!stopped && !now) void look();
    },
  })
    .then((close) => {
      closeSocket = close;
      if (stopped) close();
    })
    .catch(() => {
      // Without the socket's script the page keeps polling.
    });
  return stop;
}

async function readStatus(token: string): Promise<StakeholderSummary | "gone" | null> {
  try {
    const response = await fetch(`/s/${encodeURIComponent(token)}/status.json`, { cache: "no-store" });
    if (
      response.status === 404 ||
      response.status === 410 ||
      response.status === 401 ||
      response.status === 403
    )
      return "gone" as const;
    if (!response.ok) return null;
    const summary: StakeholderSummary = await response.json();
    return { summary, sentAt, receivedAt: Date.now() };
  } catch {
    return null;
  }
}

interface SocketListener extends Pick<ShareListener, "summary" | "time"> {
  connection(connected: boolean): void;
}

async function openSocket(token: string, listener: SocketListener): Promise<() => void> {
  const { io } = await import("socket.io-client");
  const socket = io({ transports: ["websocket"], auth: { share: token } });
  socket.on("connect", () => {
    listener.connection(true);
    const sentAt = Date.now();
    socket.emit("time", (serverTime: number) =>
      listener.time({ sentAt, serverTime, receivedAt: Date.now() }),
    );
  });
  socket.on("disconnect", () => listener.connection(false));
  socket.on("connect_error", () => listener.connection(false));
  socket.on("share", listener.summary);
  return () => socket.close();
}
