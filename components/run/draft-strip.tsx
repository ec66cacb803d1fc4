"use client";

import { useState } from "react";
import { broadcastDraft } from "@/lib/run/drafts";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";

/** Blanks that the person still has to fill in: with one of them open, nothing is sent as it is. */
const BLANK = /\[[^\]\s][^\]]*\]/;

/** What the last checkpoint has to say, for those who may say it: one press sends it, and nothing sends it by itself. */
export function DraftStrip() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const { act, busy, problem } = useAct();
  const [putAside, setPutAside] = useState<string | null>(null);
  const draft = broadcastDraft(state);
  if (!draft || draft.id === putAside) return null;
  const { templateId, text, occasion } = draft;
  const command = { type: "SendBroadcast" as const, payload: { templateId, text } };
  if (refuse(command)) return null;
  const blank = BLANK.test(text);
  return (
    <section aria-label="Draft of an update" className="border-t border-line bg-live/8 px-4 py-2.5 text-sm">
      <p className="flex items-center gap-1.5 text-xs font-[650] text-live">
        <Icon name="document" className="size-3.5" />
        <span className="min-w-0 truncate">DRAFT · {occasion}</span>
      </p>
      <p className="mt-1 line-clamp-3 break-words">{text}</p>
      <div className="mt-2 flex flex-wrap items-center gap-1.5">
        {blank ? null : (
          <Button size="sm" variant="primary" busy={busy} onClick={() => act(command)}>
            Send update
          </Button>
        )}
        <Button size="sm" onClick={() => openDialog({ kind: "broadcast", templateId, text })}>
          {blank ? "Fill in…" : "Edit…"}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setPutAside(draft.id)}>
          Not now
        </Button>
      </div>
      <ActProblemLine problem={problem} />
    </section>
  );
}
