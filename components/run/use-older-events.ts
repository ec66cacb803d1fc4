"use client";

import { useState } from "react";
import { fetchOlderEvents } from "@/lib/client/older-events";
import { useRoom } from "./room-context";

interface OlderEvents {
  more: boolean;
  busy: boolean;
  problem: string | null;
  load: () => Promise<void>;
}

/** Reads the log backwards, page by page, into the loaded part. */
export function useOlderEvents(): OlderEvents {
  const { runId, events, state, prepend } = useRoom();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const first = events[0]?.seq ?? state.seq + 1;

  async function load() {
    setBusy(true);
    setProblem(null);
    try {
      prepend(await fetchOlderEvents(runId, first));
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : "Older entries could not be read.");
    }
    setBusy(false);
  }
  return { more: first > 1, busy, problem, load };
}
