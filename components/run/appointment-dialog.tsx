"use client";

import { useState } from "react";
import { deciderRole } from "@/lib/run/people";
import type { PersonRef } from "@/lib/run/person";
import { Dialog } from "../ui/dialog";
import { HoldButton } from "../ui/hold-button";
import { ActProblemLine } from "./act-problem";
import { PersonChoice } from "./person-choice";
import { ReasonField } from "./reason-field";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** Decider and deputy are gone: one approver proposes who decides, a second one confirms the same person. */
export function AppointmentDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const proposed = state.appointment;
  const [person, setPerson] = useState<PersonRef | null>(proposed?.to ?? null);
  const [reason, setReason] = useState("Decider and deputy do not answer");
  const confirms = proposed !== null && proposed.to.personId === person?.personId;
  const draft = person
    ? { type: "AppointDecider" as const, payload: { ...person, reason: reason.trim() } }
    : null;
  const barred = draft ? refuse(draft) : null;
  const decider = deciderRole(state)?.holder;
  const hasApprovers = state.roles.some((role) => role.capability === "approver");
  const word = confirms ? "confirm" : "propose";
  return (
    <Dialog
      open
      tone="hold"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Appoint who decides"
      description={`Decider and deputy are gone. It takes two ${hasApprovers ? "approvers" : "people"} who name the same person.`}
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">
            {barred ? rejectionText(barred) : person ? "" : "Choose the person first."}
          </p>
          <HoldButton
            size="lg"
            variant="hold"
            disabled={!draft || barred !== null || busy}
            reason={barred?.message ?? "Choose the person first."}
            onConfirm={async () => {
              if (draft && (await act(draft))) onClose();
            }}
          >
            Hold: {word}
          </HoldButton>
        </>
      }
    >
      <div className="grid gap-3 text-sm">
        {proposed ? (
          <p>
            {proposed.by.map(({ name }) => name).join(", ")} proposed{" "}
            <b className="font-semibold">{proposed.to.name}</b>. A second{" "}
            {hasApprovers ? "approver" : "person"} who confirms it gives {proposed.to.name} command.
          </p>
        ) : null}
        <PersonChoice
          label="Who decides from then on"
          value={person}
          onChange={setPerson}
          except={decider ? [decider.personId] : []}
        />
        <ReasonField label="Reason (you may leave it as it is)" value={reason} onChange={setReason} />
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
