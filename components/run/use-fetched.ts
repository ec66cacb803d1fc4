"use client";

import { useEffect, useState } from "react";

/** What was asked for, or why it did not come; both null while it is on its way. */
interface Fetched<T> {
  value: T | null;
  problem: string | null;
}

/** Asks once for what a dialog needs. `ask` must stay the same function as long as the question does. */
export function useFetched<T>(ask: () => Promise<T>): Fetched<T> {
  const [found, setFound] = useState<Fetched<T>>({ value: null, problem: null });
  useEffect(() => {
    let wanted = true;
    ask().then(
      (value) => {
        if (wanted) setFound({ value, problem: null });
      },
      (cause: unknown) => {
        const problem = cause instanceof Error ? cause.message : "The server did not answer.";
        if (wanted) setFound({ value: null, problem });
      },
    );
    return () => {
      wanted = false;
    };
  }, [ask]);
  return found;
}
