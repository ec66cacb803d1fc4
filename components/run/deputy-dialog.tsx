"use client";

import { useState } from "react";
import { deciderRole } from "@/lib/run/people";
import type { PersonRef } from "@/lib/run/person";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ActProblemLine } from "./act-problem";
import { PersonChoice } from "./person-choice";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** Names who may assume command when the decider is gone. */
export function DeputyDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [person, setPerson] = useState<PersonRef | null>(state.deputy);
  const decider = deciderRole(state)?.holder;
  const draft = person ? { type: "NameDeputy" as const, payload: person } : null;
  const barred = draft ? refuse(draft) : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Who is the deputy?"
      description="The deputy may assume command once the decider is away for two minutes, or when half of a decision clock is gone."
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">{barred ? rejectionText(barred) : ""}</p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={!draft || barred !== null || person?.personId === state.deputy?.personId}
            onClick={async () => {
              if (draft && (await act(draft))) onClose();
            }}
          >
            Name the deputy
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-sm">
        <PersonChoice
          label="Deputy"
          value={person}
          onChange={setPerson}
          except={decider ? [decider.personId] : []}
          hint="Somebody else than the decider, who can be reached all night."
        />
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
