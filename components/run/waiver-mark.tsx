"use client";

import type { WaiverState } from "@/lib/run/waiver-state";
import { Icon } from "../ui/icon";
import { Instant } from "../ui/time";
import { useRoom } from "./room-context";

/** Says that something is left out under a waiver: which one, by whom, until when. */
export function WaiverMark({ waiver }: { waiver: WaiverState }) {
  const { state } = useRoom();
  return (
    <p
      data-waiver={waiver.ticket}
      className="flex items-start gap-2 rounded-lg border border-hold/60 px-3 py-1.5 text-[0.8125rem] text-hold"
    >
      <Icon name="triangle" className="mt-0.5 size-3.5" />
      <span>
        <b className="font-semibold">WAIVED</b> <span className="font-mono">{waiver.ticket}</span>:{" "}
        {waiver.reason}
        <span className="text-muted">
          {" "}
          · {waiver.answeredBy?.name ?? waiver.requestedBy.name}
          {waiver.bySelf ? " (by oneself)" : ""}, until{" "}
          <Instant iso={waiver.expiresAt} zone={state.timeZone} style="short" />
        </span>
      </span>
    </p>
  );
}
