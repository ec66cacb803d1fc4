"use client";

import { useMemo } from "react";
import type { Asker } from "@/lib/client/command-draft";
import { isBehind } from "@/lib/client/connection";
import type { FirstState } from "@/lib/client/run-session";
import { TickProvider, useNow } from "@/lib/client/use-now";
import { useRun } from "@/lib/client/use-run";
import { MINUTE_MS } from "@/lib/run/instant";
import { stakeholderSummary } from "@/lib/run/stakeholder-summary";
import type { RunState } from "@/lib/run/state";
import { useLineState } from "../run/use-line-state";
import { Icon } from "../ui/icon";
import { useAwakeScreen } from "./use-awake-screen";
import { useStatusTitle } from "./use-status-title";
import { WallView } from "./wall-view";

interface RunWallProps {
  runId: string;
  me: Asker;
  first: FirstState;
}

/** The wallboard for people with an account: the war room's own line, shown as the same wall. */
export function RunWall({ runId, me, first }: RunWallProps) {
  const { session, data } = useRun(runId, me, first);
  const behind = isBehind(useLineState(session));
  useAwakeScreen();
  return (
    <TickProvider clock={session.clock} initialMs={Date.parse(first.serverTime)}>
      <Ticking state={data.state} behind={behind} />
    </TickProvider>
  );
}

function Ticking({ state, behind }: { state: RunState; behind: boolean }) {
  const nowMs = useNow();
  const minute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const summary = useMemo(() => stakeholderSummary(state, new Date(minute).toISOString()), [state, minute]);
  useStatusTitle(summary, nowMs);
  const freshness = behind ? (
    <span role="status" className="font-semibold text-hold">
      <Icon name="triangle" className="mr-1.5 size-[1.1em] align-[-0.15em]" />
      No connection: this may be old
    </span>
  ) : (
    "Live"
  );
  return <WallView summary={summary} nowMs={nowMs} freshness={freshness} />;
}
