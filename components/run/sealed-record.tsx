"use client";

import { useCallback } from "react";
import { fetchHeadHash } from "@/lib/client/head-hash";
import { buttonStyle } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { Instant } from "../ui/time";
import { recordFiles } from "./record-files";
import { useRoom } from "./room-context";
import { useFetched } from "./use-fetched";

/** The run is closed: the hash that seals its log, and the files that prove it. */
export function SealedRecord() {
  const { state, runId } = useRoom();
  const head = useFetched(useCallback(() => fetchHeadHash(runId, state.seq), [runId, state.seq]));
  return (
    <section className="grid gap-3 rounded-xl border border-line bg-ground px-4 py-4">
      <p className="flex flex-wrap items-center gap-2.5 font-semibold">
        <Icon name="lock" /> Sealed
        {state.closedAt ? (
          <span className="font-normal text-muted">
            at <Instant iso={state.closedAt} zone={state.timeZone} style="short" withZone />, after{" "}
            {state.seq} events
          </span>
        ) : null}
      </p>
      <p className="text-muted">No event is ever added to this run. Its head hash stands for all of them:</p>
      {head.value ? (
        <p className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 font-mono text-xs break-all">{head.value}</code>
          <CopyButton text={head.value} what="the head hash" />
        </p>
      ) : (
        <p role="status" className="text-muted">
          {head.problem ? `${head.problem} The evidence pack holds the hash, too.` : "Reading the head hash…"}
        </p>
      )}
      <ul className="flex flex-wrap gap-2">
        {recordFiles(runId).map(({ word, href, primary }) => (
          <li key={href}>
            <a href={href} download className={buttonStyle({ variant: primary ? "primary" : "line" })}>
              <Icon name="document" /> {word}
            </a>
          </li>
        ))}
      </ul>
      <p className="text-[0.8125rem] text-muted">
        <code className="font-mono">holdpoint verify pack.zip</code> says whether a pack is intact, without
        any server.
      </p>
    </section>
  );
}
