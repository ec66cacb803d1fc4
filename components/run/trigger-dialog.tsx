"use client";

import { useState } from "react";
import type { CommandDraft } from "@/lib/client/command-draft";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { triggerEffect } from "./trigger-words";
import { useAct } from "./use-act";

/** Says that a rollback trigger was seen: one of the runbook's rules, or in one's own words. */
export function TriggerDialog({ triggerId: given, onClose }: { triggerId?: string; onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [triggerId, setTriggerId] = useState<string | null>(given ?? null);
  const [text, setText] = useState("");
  const words = text.trim();
  const rule = state.triggers.find((trigger) => trigger.id === triggerId);
  const draft: CommandDraft = {
    type: "ObserveTrigger",
    payload: triggerId ? { triggerId, ...(words ? { note: words } : {}) } : { text: words },
  };
  const ready = triggerId !== null || words !== "";
  const barred = ready ? refuse(draft) : null;
  const effect = triggerEffect(rule?.action ?? "decide", state.clockMinutes);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      tone="halt"
      title="Rollback trigger observed"
      description={effect}
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">{barred?.message}</p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="halt"
            busy={busy}
            disabled={!ready || barred !== null}
            onClick={async () => {
              if (await act(draft)) onClose();
            }}
          >
            Observed now
          </Button>
        </>
      }
    >
      <div className="grid gap-4 text-sm">
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-[0.8125rem] font-medium text-muted">What was seen</legend>
          {state.triggers.map((trigger) => (
            <label key={trigger.id} className="flex items-start gap-2.5">
              <input
                type="radio"
                name="trigger"
                checked={triggerId === trigger.id}
                onChange={() => setTriggerId(trigger.id)}
                className="mt-1 accent-halt"
              />
              <span>
                {trigger.text}
                <span className="block text-muted">{trigger.actionText ?? trigger.action}</span>
              </span>
            </label>
          ))}
          <label className="flex items-center gap-2.5">
            <input
              type="radio"
              name="trigger"
              checked={triggerId === null}
              onChange={() => setTriggerId(null)}
              className="accent-halt"
            />
            Something that no rule names
          </label>
        </fieldset>
        <Field label={triggerId ? "Where and how (optional)" : "What you see"}>
          {(control) => (
            <Textarea {...control} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
