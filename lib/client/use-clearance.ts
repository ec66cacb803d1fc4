"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { StartClearance } from "../run/clearance";
import type { RunState } from "../run/state";
import { fetchClearance } from "./clearance";

/** Approvals are given on another page and make no event of this run, so the answer is asked for again. */
const ASK_AGAIN_MS = 10_000;

export interface ClearanceLook {
  /** What the start would rest on; null where it is not asked for, or not known yet. */
  clearance: StartClearance | null;
  /** Why the last look failed; null where it did not. */
  problem: string | null;
  look: () => void;
}

/** What the start of a planned production run would rest on, kept fresh while the run waits. */
export function useClearance(runId: string, state: RunState): ClearanceLook {
  const { data, error, refetch } = useQuery({
    queryKey: ["clearance", runId],
    queryFn: () => fetchClearance(runId),
    enabled: state.status === "planned" && state.kind === "production",
    refetchInterval: ASK_AGAIN_MS,
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
  });
  return useMemo(
    () => ({
      clearance: data ?? null,
      problem: error ? error.message : null,
      look: () => void refetch(),
    }),
    [data, error, refetch],
  );
}
