"use client";

import { useState } from "react";
import type { CommandDraft } from "@/lib/client/command-draft";
import { useRoom } from "./room-context";

/** What the last attempt came to, told where it was made. `waiting`: kept here and sent when the line is back. */
export interface ActProblem {
  kind: "refused" | "waiting" | "failed";
  message: string;
  missing: string[];
}

interface Act {
  busy: boolean;
  problem: ActProblem | null;
  /** Resolves to true when it is recorded, or kept to be sent later. */
  act: (draft: CommandDraft, shownSeq?: number) => Promise<boolean>;
  clear: () => void;
}

/** Gives a command and keeps, for the place it was given at, whether it is under way and what stood against it. */
export function useAct(): Act {
  const { send } = useRoom();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActProblem | null>(null);

  async function act(draft: CommandDraft, shownSeq?: number): Promise<boolean> {
    setBusy(true);
    setProblem(null);
    const result = await send(draft, shownSeq);
    setBusy(false);
    if (result.kind === "recorded") return true;
    const missing = result.kind === "refused" ? result.missing : [];
    setProblem({ kind: result.kind, message: result.message, missing });
    return result.kind === "waiting";
  }

  return { busy, problem, act, clear: () => setProblem(null) };
}
