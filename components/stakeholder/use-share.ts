"use client";

import { useEffect, useState } from "react";
import { ServerClock } from "@/lib/client/server-clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { cancelReload } from "./reload-timer";
import { followShare } from "./share-feed";

/** After this long without a word from the server the page says that it may be old: a look missed, and a bit. */
const connectedStaleMs = 40_000;
const pollingStaleMs = 12_000;

/** How fresh what is shown is. */
export interface Heard {
  /** Server time of the last word from the server; null until the script runs. */
  heardAt: number | null;
  staleMs: number;
}

interface Share extends Heard {
  summary: StakeholderSummary;
  /** The link opens nothing any more. */
  gone: boolean;
  clock: ServerClock;
}

/**
 * What a share link shows, kept current: begins with what the server rendered.
 *
 * @param serverTime ISO instant at which the page was made
 */
export function useShare(token: string, initial: StakeholderSummary, serverTime: string): Share {
  const [clock] = useState(() => new ServerClock(serverTime, Date.now));
  const [summary, setSummary] = useState(initial);
  const [gone, setGone] = useState(false);
  const [connected, setConnected] = useState(false);
  const [heardAt, setHeardAt] = useState<number | null>(null);

  useEffect(() => {
    cancelReload();
    setHeardAt(clock.now());
    return followShare(token, {
      summary: (next) => {
        setSummary((shown) => (next.seq >= shown.seq ? next : shown));
        setHeardAt(clock.now());
      },
      time: (sample) => clock.add(sample),
      connection: setConnected,
      gone: () => setGone(true),
    });
  }, [token, clock]);

  return { summary, gone, clock, heardAt, staleMs: connected ? connectedStaleMs : pollingStaleMs };
}
