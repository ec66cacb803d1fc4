"use client";

import { useEffect, useState } from "react";
import { ServerClock } from "@/lib/client/server-clock";
import { TickProvider, useNow } from "@/lib/client/use-now";
import { tClock } from "@/lib/run/clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Icon } from "../ui/icon";
import { formatInstant } from "../ui/instant-format";
import { LinkGone } from "./link-gone";
import { followShare } from "./share-feed";
import { StakeholderView } from "./stakeholder-view";

interface LiveStakeholderProps {
  token: string;
  initial: StakeholderSummary;
  /** ISO instant at which the page was made. */
  serverTime: string;
}

/** The page in the browser: what the server rendered, kept current. */
export function LiveStakeholder({ token, initial, serverTime }: LiveStakeholderProps) {
  const [clock] = useState(() => new ServerClock(serverTime, Date.now));
  const [summary, setSummary] = useState(initial);
  const [gone, setGone] = useState(false);
  const [connected, setConnected] = useState(false);
  const [heardAt, setHeardAt] = useState<number | null>(null);

  useEffect(() => {
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

  if (gone) return <Gone />;
  return (
    <TickProvider clock={clock} initialMs={Date.parse(serverTime)}>
      <Ticking summary={summary} heardAt={heardAt} staleMs={connected ? connectedStaleMs : pollingStaleMs} />
    </TickProvider>
  );
}

/** After this long without a word from the server the page says that it may be old: a look missed, and a bit. */
const connectedStaleMs = 40_000;
const pollingStaleMs = 12_000;

interface TickingProps {
  summary: StakeholderSummary;
  /** Server time of the last word from the server; null until the script runs. */
  heardAt: number | null;
  staleMs: number;
}

function Ticking({ summary, heardAt, staleMs }: TickingProps) {
  const nowMs = useNow();
  const title = `${summary.word} · ${tClock(summary.t0, nowMs)} · ${summary.title}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <StakeholderView
      summary={summary}
      nowMs={nowMs}
      freshness={<Freshness nowMs={nowMs} heardAt={heardAt} staleMs={staleMs} zone={summary.timeZone} />}
    />
  );
}

interface FreshnessProps extends Omit<TickingProps, "summary"> {
  nowMs: number;
  zone: string;
}

function Freshness({ nowMs, heardAt, staleMs, zone }: FreshnessProps) {
  // Before the script runs, and without it, this is a picture of a moment.
  if (heardAt === null) return <>As of {formatInstant(new Date(nowMs).toISOString(), zone, "clock")}</>;
  const ageMs = Math.max(0, nowMs - heardAt);
  if (ageMs <= staleMs) return <>Live · checked {Math.round(ageMs / 1000)} s ago</>;
  return (
    <span role="status" className="font-semibold text-hold">
      <Icon name="triangle" className="mr-1.5 size-3.5 align-[-0.15em]" />
      No connection since {formatInstant(new Date(heardAt).toISOString(), zone, "clock")}: this may be old
    </span>
  );
}

function Gone() {
  useEffect(() => {
    document.title = "This link no longer works";
  }, []);
  return <LinkGone />;
}
