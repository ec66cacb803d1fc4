"use client";

import type { Connection } from "@/lib/client/connection";
import { useNow } from "@/lib/client/use-now";
import { dayOf, hourMinute, timeOfDay, utcText, zoneName } from "@/lib/client/zoned-time";
import { CopyButton } from "../ui/copy-button";
import { useRoom } from "./room-context";

/** Full width, on every screen of a run: striped is a rehearsal, solid is production. */
export function RunBand({ connection }: { connection: Connection }) {
  const { state } = useRoom();
  const rehearsal = state.kind === "rehearsal";
  return (
    <header
      className={`flex min-h-8 items-center gap-3 px-3 py-1 text-[0.8125rem] font-semibold sm:px-5 ${
        rehearsal ? "stripes border-b border-hold/40 bg-panel text-text" : "bg-text text-ground"
      }`}
    >
      <span className="text-xs font-bold tracking-[0.14em]">{rehearsal ? "REHEARSAL" : "PRODUCTION"}</span>
      <h1 className="min-w-0 truncate">{state.title}</h1>
      <span className="hidden items-center gap-1 font-mono text-xs font-medium opacity-75 md:inline-flex">
        v{state.runbook.version} · {state.runbook.sha256.slice(0, 8)}
        <CopyButton text={state.runbook.sha256} label="Copy the runbook's SHA-256" bare />
      </span>
      <span className="ml-auto flex shrink-0 items-center gap-4">
        <WallTime />
        <LineAge connection={connection} />
      </span>
    </header>
  );
}

function WallTime() {
  const { state } = useRoom();
  const now = useNow();
  return (
    <time className="hidden sm:inline" title={utcText(now)} dateTime={new Date(now).toISOString()}>
      <span className="hidden lg:inline">{dayOf(now, state.timeZone)} </span>
      <span className="font-mono">{timeOfDay(now, state.timeZone)}</span>{" "}
      <span suppressHydrationWarning>{zoneName(now, state.timeZone)}</span>
      {state.timeZone === "UTC" ? null : (
        <span className="hidden font-normal opacity-75 md:inline"> · {hourMinute(now, "UTC")} UTC</span>
      )}
    </time>
  );
}

const words: Record<Connection["kind"], string> = {
  connecting: "connecting",
  live: "live",
  "catching-up": "catching up",
  stale: "stale",
  offline: "offline",
  ended: "ended",
};

/** How fresh the screen is: the word, and the age of the last thing heard. */
function LineAge({ connection }: { connection: Connection }) {
  const good = connection.kind === "live";
  const age =
    connection.kind === "live"
      ? `, ${Math.max(0.1, connection.lagSeconds).toFixed(1)} s`
      : "seconds" in connection
        ? `, ${connection.seconds} s`
        : "";
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap" data-connection={connection.kind}>
      <span
        aria-hidden
        className={`size-2 rounded-full ${good ? "bg-current" : "shadow-[inset_0_0_0_1.5px_currentColor]"}`}
      />
      {words[connection.kind]}
      <span className="font-mono font-medium">{age}</span>
    </span>
  );
}
