"use client";

import { TickProvider, useNow } from "@/lib/client/use-now";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Freshness } from "./freshness";
import { LinkGone } from "./link-gone";
import { StakeholderView } from "./stakeholder-view";
import { type Heard, useShare } from "./use-share";
import { useStatusTitle } from "./use-status-title";

export interface ShareProps {
  token: string;
  initial: StakeholderSummary;
  /** ISO instant at which the page was made. */
  serverTime: string;
}

/** The page in the browser: what the server rendered, kept current. */
export function LiveStakeholder({ token, initial, serverTime }: ShareProps) {
  const { gone, clock, ...shown } = useShare(token, initial, serverTime);
  if (gone) return <LinkGone />;
  return (
    <TickProvider clock={clock} initialMs={Date.parse(serverTime)}>
      <Ticking {...shown} token={token} />
    </TickProvider>
  );
}

interface TickingProps extends Heard {
  summary: StakeholderSummary;
  token: string;
}

function Ticking({ summary, token, ...heard }: TickingProps) {
  const nowMs = useNow();
  useStatusTitle(summary, nowMs);
  return (
    <StakeholderView
      summary={summary}
      nowMs={nowMs}
      calendar={`/s/${encodeURIComponent(token)}/calendar.ics`}
      freshness={<Freshness {...heard} nowMs={nowMs} zone={summary.timeZone} />}
    />
  );
}
