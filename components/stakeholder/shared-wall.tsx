"use client";

import { TickProvider, useNow } from "@/lib/client/use-now";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { Freshness } from "./freshness";
import { LinkGone } from "./link-gone";
import type { ShareProps } from "./live-stakeholder";
import { useAwakeScreen } from "./use-awake-screen";
import { type Heard, useShare } from "./use-share";
import { useStatusTitle } from "./use-status-title";
import { WallView } from "./wall-view";

/** The wallboard of a share link. */
export function SharedWall({ token, initial, serverTime }: ShareProps) {
  const { gone, clock, ...shown } = useShare(token, initial, serverTime);
  useAwakeScreen();
  if (gone) return <LinkGone />;
  return (
    <TickProvider clock={clock} initialMs={Date.parse(serverTime)}>
      <Ticking {...shown} />
    </TickProvider>
  );
}

function Ticking({ summary, ...heard }: Heard & { summary: StakeholderSummary }) {
  const nowMs = useNow();
  useStatusTitle(summary, nowMs);
  const freshness = <Freshness {...heard} nowMs={nowMs} zone={summary.timeZone} />;
  return <WallView summary={summary} nowMs={nowMs} freshness={freshness} />;
}
