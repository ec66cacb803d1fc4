"use client";

import { Button } from "../ui/button";
import { ActProblemLine } from "./act-problem";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

interface SignOffButtonProps {
  /** `resume`, `window`, `step:<id>`, or the id of a decision point. */
  subject: string;
  statement: string;
  word?: string;
}

/** A named role's signature: the words that are signed stand beside the button, or why one may not sign. */
export function SignOffButton({ subject, statement, word = "Sign off" }: SignOffButtonProps) {
  const { refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const draft = { type: "SignOff" as const, payload: { subject, statement } };
  const barred = refuse(draft);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} disabled={barred !== null} onClick={() => act(draft)}>
          {word}
        </Button>
        <span className="min-w-0 flex-1 basis-52 text-[0.8125rem] text-muted">
          {barred ? rejectionText(barred) : `“${statement}”`}
        </span>
      </div>
      <ActProblemLine problem={problem} />
    </div>
  );
}
