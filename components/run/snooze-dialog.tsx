"use client";

import { useState } from "react";
import { nextUpdateDueAt } from "@/lib/run/cadence";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { ReasonField } from "./reason-field";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

const CHOICES = [5, 10, 15, 20, 30, 45, 60];

/** Puts the update that is owed off, from now, with a reason that everyone reads. */
export function SnoozeDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [minutes, setMinutes] = useState(15);
  const [reason, setReason] = useState("");
  const due = nextUpdateDueAt(state);
  const draftOf = (words: string) => ({
    type: "SnoozeBroadcast" as const,
    payload: { minutes, reason: words },
  });
  const barred = refuse(draftOf(reason.trim() || "asked"));
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Put the update off"
      description="Those who wait are told later than the plan says. The reason stands in the timeline."
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">
            {barred?.message ?? (reason.trim() === "" ? "Write the reason first." : "")}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="hold"
            busy={busy}
            disabled={reason.trim() === "" || barred !== null}
            onClick={async () => {
              if (await act(draftOf(reason.trim()))) onClose();
            }}
          >
            Put it off
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {due ? (
          <p className="text-[0.8125rem] text-muted">
            Due at <Instant iso={due} zone={state.timeZone} style="clock" className="font-mono text-text" />.
          </p>
        ) : null}
        <Field label="From now by">
          {(control) => (
            <Select {...control} value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
              {CHOICES.map((choice) => (
                <option key={choice} value={choice}>
                  {choice} minutes
                </option>
              ))}
            </Select>
          )}
        </Field>
        <ReasonField value={reason} onChange={setReason} />
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
