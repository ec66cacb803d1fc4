"use client";

import { useEffect, useState } from "react";
import { bytesOf, type SourceDraft } from "@/components/runbook/source-draft";
import type { RunbookDefinition } from "@/lib/run/definition";
import { callApi, type Problem } from "../../call-api";

interface Preview {
  /** What was found last; stays while a newer text is read, and when that fails. */
  definition: RunbookDefinition | null;
  problem: Problem | null;
  reading: boolean;
}

const pauseMs = 250;

/** Has the server read the draft, a moment after the last keystroke; an answer that was overtaken is dropped. */
export function usePreview(draft: SourceDraft): Preview {
  const [preview, setPreview] = useState<Preview>({ definition: null, problem: null, reading: true });

  useEffect(() => {
    const overtaken = new AbortController();
    setPreview((last) => ({ ...last, reading: true }));
    const timer = setTimeout(async () => {
      const body = new Blob([bytesOf(draft)], { type: "text/markdown" });
      const init = {
        method: "POST",
        body,
        headers: { "content-type": "text/markdown" },
        signal: overtaken.signal,
      };
      const answer = await callApi<RunbookDefinition>("/api/runbooks/preview", init).catch(() => null);
      if (answer === null || overtaken.signal.aborted) return;
      setPreview((last) =>
        answer.ok
          ? { definition: answer.value, problem: null, reading: false }
          : { definition: last.definition, problem: answer.problem, reading: false },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      overtaken.abort();
    };
  }, [draft]);

  return preview;
}
