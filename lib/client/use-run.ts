"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Asker } from "./command-draft";
import { dataOf, newerView, type RunData, runKey } from "./run-query";
import { createRunSession, type FirstState, type RunSession } from "./run-session";

interface LiveRun {
  session: RunSession;
  data: RunData;
}

/**
 * The run as the server's log has it: starts with what the page was made with, then lives on the socket for as long
 * as the component does, through dropped lines, restarted servers and closed lids.
 */
export function useRun(runId: string, asker: Asker, first: FirstState): LiveRun {
  const queryClient = useQueryClient();
  const [session] = useState(() => createRunSession(runId, asker, first, queryClient));
  const { data } = useQuery<RunData>({
    queryKey: runKey(runId),
    // Never asked for by itself: the session writes into the cache whatever the socket brings.
    queryFn: () => session.data(),
    initialData: () => dataOf(newerView(queryClient.getQueryData<RunData>(runKey(runId)), first.data)),
  });
  useEffect(() => session.open(), [session]);
  return { session, data };
}
