"use client";

import type { Connection } from "@/lib/client/connection";
import { buttonStyle } from "../ui/button";
import { Icon } from "../ui/icon";
import { useRoom } from "./room-context";

/** True where the screen has to say across the top that it may no longer hold. */
export function needsBanner(connection: Connection): boolean {
  return textOf(connection) !== null;
}

/**
 * Across the top whenever what is shown may no longer hold: what happened, what is kept, what still works. It takes the
 * place of the people, who are not known then either, so that nothing below it moves.
 */
export function StaleBanner({ connection, unsent }: { connection: Connection; unsent: number }) {
  const { runId } = useRoom();
  const text = textOf(connection);
  return (
    <div role="status" aria-live="polite" className="contents">
      {text ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 min-h-[42px] bg-hold px-3 py-1.5 text-sm font-semibold text-on sm:px-5">
          <Icon name="triangle" />
          <span className="min-w-0 flex-1">
            {text}
            {unsent > 0 ? ` ${unsent} not yet sent: kept here, sent once.` : ""}
          </span>
          {connection.kind === "ended" ? (
            <a
              className={buttonStyle({ variant: "line", size: "sm", className: "border-on text-on" })}
              href={`/sign-in?callbackUrl=${encodeURIComponent(`/runs/${runId}`)}`}
            >
              Sign in
            </a>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function textOf(connection: Connection): string | null {
  switch (connection.kind) {
    case "stale":
      return `No word from the server for ${age(connection.seconds)}. What you see may be old. NO-GO, HOLD and ROLLBACK still work: they are sent the moment the line is back.`;
    case "offline":
      return `${connection.leaving ? "The server is restarting." : "The line is down."} Last word ${age(connection.seconds)} ago. What you type is kept; NO-GO, HOLD and ROLLBACK are sent the moment the line is back.`;
    case "ended":
      return connection.reason;
    default:
      return null;
  }
}

function age(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
