"use client";

import { nameOf } from "@/lib/client/command-draft";
import type { OutboxEntry } from "@/lib/client/outbox";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Instant } from "../ui/time";
import { useRoom } from "./room-context";

const words = { sending: "sending…", unsent: "not yet sent", refused: "not recorded" } as const;

/** What was given here and is not in the log yet, in the place where it will stand. */
export function PendingRow({ entry }: { entry: OutboxEntry }) {
  const { state, retry, discard } = useRoom();
  const tone =
    entry.state === "refused" ? "text-halt" : entry.state === "unsent" ? "text-hold" : "text-muted";
  return (
    <article
      data-pending={entry.state}
      className="grid grid-cols-[68px_minmax(0,1fr)] gap-x-3 border-b border-dashed border-line py-2.5"
    >
      <Instant
        iso={entry.createdAt}
        zone={state.timeZone}
        style="clock"
        className="font-mono text-[0.8125rem] text-muted"
      />
      <div className="min-w-0">
        <p className="whitespace-pre-line">{nameOf(entry.draft)}</p>
        <p className={cx("mt-0.5 text-xs", tone)}>
          {words[entry.state]}
          {entry.problem && entry.state !== "sending" ? `: ${entry.problem}` : ""}
        </p>
        {entry.state === "refused" ? (
          <p className="mt-1.5 flex gap-2">
            <Button size="sm" onClick={() => retry(entry)}>
              Send again
            </Button>
            <Button size="sm" variant="ghost" onClick={() => discard(entry.commandId)}>
              Discard
            </Button>
          </p>
        ) : null}
      </div>
    </article>
  );
}
