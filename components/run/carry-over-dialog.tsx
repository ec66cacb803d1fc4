"use client";

import { useState } from "react";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icon";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { type Carried, carriable } from "./carry-over-list";
import { ProposeFooter } from "./propose-footer";
import { ReasonField } from "./reason-field";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** Resuming next night: which PASSes of the earlier run count here, until their owners have attested them again. */
export function CarryOverDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const offered = carriable(state);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const stepIds = offered.flatMap(({ stepId }) => (chosen.includes(stepId) ? [stepId] : []));
  const text = reason.trim();
  const draft = { type: "CarryOver" as const, payload: { stepIds, reason: text || "asked" } };
  const barred = stepIds.length > 0 ? refuse(draft) : null;
  const why = barred
    ? rejectionText(barred)
    : stepIds.length === 0
      ? "Choose what carries over."
      : text === ""
        ? "Write the reason first."
        : "";
  const toggle = (stepId: string) =>
    setChosen((known) => (known.includes(stepId) ? known.filter((id) => id !== stepId) : [...known, stepId]));
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Carry results over"
      description={`From “${state.continues?.title ?? "the earlier run"}”. Each owner attests the result again; preconditions never carry.`}
      footer={
        <ProposeFooter
          why={why}
          busy={busy}
          onCancel={onClose}
          onPropose={async () => {
            if (await act({ ...draft, payload: { stepIds, reason: text } })) onClose();
          }}
        >
          Carry over {stepIds.length > 0 ? stepIds.length : ""}
        </ProposeFooter>
      }
    >
      <div className="grid gap-4 text-sm">
        {offered.length === 0 ? (
          <EmptyState icon="check" title="Nothing is left to carry over">
            Every step that passed in the earlier run has a result here already, or cannot carry.
          </EmptyState>
        ) : (
          <fieldset className="grid gap-1">
            <legend className="sr-only">Results of the earlier run</legend>
            <button
              type="button"
              className="mb-1 justify-self-start text-[0.8125rem] text-live underline"
              onClick={() =>
                setChosen(stepIds.length === offered.length ? [] : offered.map(({ stepId }) => stepId))
              }
            >
              {stepIds.length === offered.length ? "Choose none" : `Choose all ${offered.length}`}
            </button>
            {offered.map((result) => (
              <CarriedRow
                key={result.stepId}
                result={result}
                checked={chosen.includes(result.stepId)}
                onToggle={() => toggle(result.stepId)}
              />
            ))}
          </fieldset>
        )}
        <ReasonField label="Why they still hold" value={reason} onChange={setReason} />
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}

interface CarriedRowProps {
  result: Carried;
  checked: boolean;
  onToggle: () => void;
}

function CarriedRow({ result, checked, onToggle }: CarriedRowProps) {
  const { state } = useRoom();
  const fields = Object.entries(result.fields);
  return (
    <label className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-1 rounded-lg border border-line px-3 py-2 has-checked:border-live sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <input type="checkbox" checked={checked} onChange={onToggle} className="mt-1 size-4 accent-live" />
      <span className="min-w-0 break-words">
        {result.title}
        {fields.length > 0 ? (
          <span className="block font-mono text-xs text-muted">
            {fields.map(([name, value]) => `${name}: ${value}`).join(" · ")}
          </span>
        ) : null}
      </span>
      <span className="text-[0.8125rem] text-muted max-sm:col-start-2 sm:whitespace-nowrap">
        <Icon name="check" className="mr-1 size-3.5 align-[-0.15em] text-go" />
        PASS {result.by} <Instant iso={result.at} zone={state.timeZone} style="short" />
      </span>
    </label>
  );
}
