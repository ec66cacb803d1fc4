"use client";

import type { CommandDraft } from "@/lib/client/command-draft";
import { HoldButton } from "../ui/hold-button";
import { ActProblemLine } from "./act-problem";
import { rejectionText, shortRejection } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

interface HoldCommandProps {
  draft: CommandDraft;
  word: string;
  variant: "go" | "primary" | "rollback";
}

/** A step in the run's life, confirmed by holding; says beside it why it cannot be taken yet. */
export function HoldCommand({ draft, word, variant }: HoldCommandProps) {
  const { refuse } = useRoom();
  const { act, problem } = useAct();
  const barred = refuse(draft);
  return (
    <div className="flex flex-wrap items-center gap-3 max-lg:w-full">
      {barred ? (
        <p className="text-[0.8125rem] text-muted lg:line-clamp-2 lg:max-w-96" title={rejectionText(barred)}>
          {shortRejection(barred)}
        </p>
      ) : null}
      <ActProblemLine problem={problem} />
      <HoldButton
        size="lg"
        variant={variant}
        disabled={barred !== null}
        reason={barred?.message}
        className="max-lg:min-h-13 max-lg:w-full"
        onConfirm={() => act(draft)}
      >
        {word}
      </HoldButton>
    </div>
  );
}
