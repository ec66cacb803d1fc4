"use client";

import { useState } from "react";
import { deciderRole } from "@/lib/run/people";
import { Dialog } from "../ui/dialog";
import { HoldButton } from "../ui/hold-button";
import { ActProblemLine } from "./act-problem";
import { ReasonField } from "./reason-field";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** The deputy takes command without waiting for anybody: one hold, the reason is filled in. */
export function DeputyAssumeDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const decider = deciderRole(state)?.holder;
  const [reason, setReason] = useState(`${decider?.name ?? "The decider"} does not answer`);
  const draft = { type: "AssumeCommand" as const, payload: { reason: reason.trim() } };
  const barred = refuse(draft);
  return (
    <Dialog
      open
      tone="hold"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Assume command"
      description={`From then on you decide, and ${decider?.name ?? "the decider"} does not. It is told on every screen.`}
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">{barred ? rejectionText(barred) : ""}</p>
          <HoldButton
            size="lg"
            variant="hold"
            disabled={barred !== null || busy}
            reason={barred?.message}
            onConfirm={async () => {
              if (await act(draft)) onClose();
            }}
          >
            Hold: assume command
          </HoldButton>
        </>
      }
    >
      <div className="grid gap-3 text-sm">
        <ReasonField label="Reason (you may leave it as it is)" value={reason} onChange={setReason} />
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
