import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { openShareSocket, type ShareSocketListener } from "./share-socket";

/** What a feed of one share link tells. */
export interface ShareListener extends ShareSocketListener {
  /** The link does not work any more. */
  gone(): void;
}

const pollMs = 5_000;
/** While the socket brings changes, a slow look covers one that broke in silence. */
const sweepMs = 30_000;

/** Follows a share link: by socket, and by `status.json` beside and without it. Answers how to stop. */
export function followShare(token: string, listener: ShareListener): () => void {
  let stopped = false;
  let connected = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    closeSocket();
    document.removeEventListener("visibilitychange", look);
    removeEventListener("online", look);
  };
  async function look() {
    clearTimeout(timer);
    const answer = await readStatus(token);
    if (stopped) return;
    if (answer === "gone") {
      stop();
      return listener.gone();
    }
    if (answer) listener.summary(answer);
    clearTimeout(timer);
    timer = setTimeout(look, connected ? sweepMs : pollMs);
  }

  document.addEventListener("visibilitychange", look);
  addEventListener("online", look);
  timer = setTimeout(look, pollMs);
  const closeSocket = openShareSocket(token, {
    summary: listener.summary,
    time: listener.time,
    connection: (now) => {
      connected = now;
      if (!stopped) listener.connection(now);
      // A cut may be a revoked link: the page must not wait for the next look.
      if (!stopped && !now) void look();
    },
  });
  return stop;
}

async function readStatus(token: string): Promise<StakeholderSummary | "gone" | null> {
  try {
    const response = await fetch(`/s/${encodeURIComponent(token)}/status.json`, { cache: "no-store" });
    if ([401, 403, 404, 410].includes(response.status)) return "gone";
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
