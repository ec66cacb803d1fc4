import { QueryClient, type QueryKey } from "@tanstack/react-query";
import type { RunEvent } from "../run/events";
import type { RunState } from "../run/state";
import type { RunView } from "./apply-events";

/** What the cache holds of a run: its state, and the newest part of its log for the timeline. */
export interface RunData {
  state: RunState;
  seq: number;
  events: RunEvent[];
}

export const runKey = (runId: string): QueryKey => ["run", runId];

/** The socket keeps what is held here true; nothing is ever refetched because a window got the focus. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnMount: false,
        refetchOnReconnect: false,
        refetchOnWindowFocus: false,
      },
    },
  });
}

export function dataOf(view: RunView): RunData {
  return { state: view.state, seq: view.state.seq, events: view.events };
}

/** The newer of what an earlier visit left in the cache and what the page was made with. */
export function newerView(cached: RunData | undefined, first: RunData): RunView {
  const data = cached && cached.seq >= first.seq ? cached : first;
  return { state: data.state, events: data.events, ahead: [] };
}
