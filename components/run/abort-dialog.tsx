"use client";

import { useState } from "react";
import type { CommandDraft } from "@/lib/client/command-draft";
import { phaseName } from "@/lib/run/structure";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { HoldButton } from "../ui/hold-button";
import { Textarea } from "../ui/textarea";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** The stop cord: which condition was met, in the runbook's words or one's own, and a hold to pull it. */
export function AbortDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [gateId, setGateId] = useState<string | null>(null);
  const [text, setText] = useState("");
  const gates = state.phases.flatMap((phase) => phase.abortGates.map((gate) => ({ gate, phase })));
  const words = text.trim();
  const draft: CommandDraft = {
    type: "ReportAbort",
    payload: gateId ? { gateId, ...(words ? { note: words } : {}) } : { text: words },
  };
  const ready = gateId !== null || words !== "";
  const barred = ready ? refuse(draft) : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      tone="halt"
      title="Report an abort condition"
      description={
        state.status === "rolling-back"
          ? "Raises the alarm on every screen. The rollback goes on."
          : "Halts the run at once, for everybody. Everything gathered so far is kept."
      }
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">
            {barred?.message ?? (ready ? "" : "Choose a condition, or say it in your words.")}
          </p>
          <HoldButton
            size="lg"
            variant="halt"
            disabled={!ready || barred !== null || busy}
            reason={barred?.message ?? "Choose a condition, or say it in your words."}
            onConfirm={async () => {
              if (await act(draft)) onClose();
            }}
          >
            Hold: HALT
          </HoldButton>
        </>
      }
    >
      <div className="grid gap-4 text-sm">
        {gates.length > 0 ? (
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 text-[0.8125rem] font-medium text-muted">
              Conditions that the runbook names
            </legend>
            {gates.map(({ gate, phase }) => (
              <label key={gate.id} className="flex items-start gap-2.5 pointer-coarse:min-h-11">
                <input
                  type="radio"
                  name="gate"
                  checked={gateId === gate.id}
                  onChange={() => setGateId(gate.id)}
                  className="mt-1 accent-halt"
                />
                {/* What is met is read first; `Abort if` alone would say nothing. */}
                <span>
                  {gate.conditions.length > 0 ? gate.conditions.join(" · ") : gate.text}
                  <span className="block text-muted">
                    {phaseName(phase)}
                    {gate.conditions.length > 0 ? `, ${gate.text}` : ""}
                  </span>
                </span>
              </label>
            ))}
            <label className="flex items-center gap-2.5">
              <input
                type="radio"
                name="gate"
                checked={gateId === null}
                onChange={() => setGateId(null)}
                className="accent-halt"
              />
              Something else
            </label>
          </fieldset>
        ) : null}
        <Field label={gateId ? "What you see (optional)" : "What you see"}>
          {(control) => (
            <Textarea {...control} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
