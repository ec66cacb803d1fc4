"use client";

import { useNow } from "@/lib/client/use-now";
import { backOutEnd, pointOfNoReturn } from "@/lib/run/schedule";
import { Icon } from "../ui/icon";
import { nearTime } from "./near-time";
import { useRoom } from "./room-context";

/** What a rollback that begins now comes to: when it is finished, and whether that is still inside the window. */
export function BackOutFacts() {
  const { state } = useRoom();
  const now = useNow();
  // To the minute: a time that changes every second cannot be read.
  const end = backOutEnd(state, new Date(Math.floor(now / 60_000) * 60_000).toISOString());
  const last = pointOfNoReturn(state);
  if (!end) {
    return (
      <p className="text-muted">Nobody knows how long the rollback takes: the runbook gives no estimate.</p>
    );
  }
  const rolling = state.status === "rolling-back";
  const late = state.window !== null && Date.parse(end) > Date.parse(state.window.end);
  return (
    <p className={late ? "text-halt" : ""}>
      <Icon name="turn-back" className="mr-2 size-4 align-[-0.15em] text-rollback" />
      {rolling ? "As it goes now, finished at" : "Back out now → finished at"}{" "}
      <b className="font-mono font-semibold">{nearTime(end, state.timeZone, now)}</b>
      {state.window
        ? late
          ? `, after the window's end at ${nearTime(state.window.end, state.timeZone, now)}`
          : ", inside the window"
        : ""}
      {last && !rolling ? (
        <span className="text-muted">
          {" "}
          · point of no return <span className="font-mono">{nearTime(last, state.timeZone, now)}</span>
        </span>
      ) : null}
      {state.measuredRollbackMinutes === null ? null : (
        <span className="text-muted"> · rehearsed in {state.measuredRollbackMinutes} min</span>
      )}
    </p>
  );
}
