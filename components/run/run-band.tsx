"use client";

import Link from "next/link";
import type { Connection } from "@/lib/client/connection";
import { useNow } from "@/lib/client/use-now";
import { Band } from "../ui/band";
import { CopyButton } from "../ui/copy-button";
import { formatInstant, zoneNameAt } from "../ui/instant-format";
import { lazily } from "./lazily";
import { useRoom } from "./room-context";

const SignalsButton = lazily(() => import("./signals-button").then((found) => found.SignalsButton));

/** Full width, on every screen of a run: striped is a rehearsal, solid is production. */
export function RunBand({ connection }: { connection: Connection }) {
  const { state } = useRoom();
  return (
    <Band kind={state.kind} className="flex-nowrap! px-3! sm:px-5! [&>strong]:shrink-0">
      <h1 className="min-w-0 truncate">
        <Link href="/" className="hover:underline" title="All cutovers">
          {state.title}
        </Link>
      </h1>
      <span className="hidden items-center gap-1.5 font-mono text-[0.8125rem] font-medium opacity-80 md:inline-flex">
        v{state.runbook.version} · {state.runbook.sha256.slice(0, 8)}
        <CopyButton
          text={state.runbook.sha256}
          what="the runbook's SHA-256"
          compact
          className="-my-1 size-5 border-transparent text-current hover:bg-transparent"
        />
      </span>
      <span className="ml-auto flex shrink-0 items-center gap-4">
        <WallTime />
        <LineAge connection={connection} />
        <SignalsButton />
      </span>
    </Band>
  );
}

function WallTime() {
  const zone = useRoom().state.timeZone;
  const iso = new Date(useNow()).toISOString();
  return (
    <time dateTime={iso} className="hidden whitespace-nowrap sm:inline" suppressHydrationWarning>
      <span className="hidden lg:inline">{formatInstant(iso, zone, "date")} </span>
      {formatInstant(iso, zone, "clock")} {zoneNameAt(iso, zone)}
      {zone === "UTC" ? null : (
        <span className="hidden font-normal opacity-80 md:inline">
          {" "}
          · {formatInstant(iso, "UTC", "time")} UTC
        </span>
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
        className={`size-2 rounded-full ${connection.kind === "live" ? "bg-current" : "shadow-[inset_0_0_0_1.5px_currentColor]"}`}
      />
      {words[connection.kind]}
      {age}
    </span>
  );
}
