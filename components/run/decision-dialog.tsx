"use client";

import { useState } from "react";
import type { CommandDraft } from "@/lib/client/command-draft";
import type { Verdict } from "@/lib/run/decision-state";
import { nextDecisionPoint } from "@/lib/run/focus";
import { malformed } from "@/lib/run/rejections";
import type { RunState } from "@/lib/run/state";
import { pointById } from "@/lib/run/structure";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { Field } from "../ui/field";
import { HoldButton } from "../ui/hold-button";
import { Textarea } from "../ui/textarea";
import { ActProblemLine } from "./act-problem";
import { BackOutFacts } from "./back-out-facts";
import { DecisionFacts } from "./decision-facts";
import { rejectionText } from "./rejection-text";
import { rollbackPayload, rollbackPlan, WHOLE_ROLLBACK } from "./rollback-scope";
import { RollbackScopeChoice } from "./rollback-scope-choice";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";
import { verdictWords } from "./verdict-words";

const NOTHING_CHOSEN = malformed("Choose at least one phase of the rollback plan.");

interface DecisionDialogProps {
  verdict: Verdict;
  decisionPointId?: string;
  triggerId?: string;
  onClose: () => void;
}

/** One decision, on one page: what is asked, what it rests on, what stands against it, why, and a hold to confirm. */
export function DecisionDialog({ verdict, decisionPointId, triggerId, onClose }: DecisionDialogProps) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const words = verdictWords[verdict];
  const point = decisionPointId ? pointById(state, decisionPointId) : nextDecisionPoint(state);
  const clock = state.clocks.find((candidate) => candidate.triggerId === triggerId);
  const [reason, setReason] = useState(() =>
    suggestedReason(verdict, state, clock !== undefined, point?.statement ?? null),
  );
  const [then, setThen] = useState<"rollback" | "halt">("rollback");
  const [choice, setChoice] = useState(WHOLE_ROLLBACK);
  const [readSeq, setReadSeq] = useState(state.basisSeq);
  const changed = verdict === "go" && state.basisSeq > readSeq;

  const aboutPoint = verdict === "go" || verdict === "no-go";
  const rollsBack = verdict === "rollback" || (verdict === "no-go" && state.mutated && then === "rollback");
  const draft: CommandDraft = {
    type: "Decide",
    payload: {
      verdict,
      reason: reason.trim(),
      ...(aboutPoint && point ? { decisionPointId: point.id } : {}),
      ...(aboutPoint && point && state.poll?.decisionPointId === point.id ? { pollId: state.poll.id } : {}),
      ...(triggerId ? { triggerId } : {}),
      ...(verdict === "no-go" && state.mutated ? { then } : {}),
      ...(rollsBack ? rollbackPayload(choice, rollbackPlan(state)) : {}),
    },
  };
  const barred = rollsBack && choice.chosen?.length === 0 ? NOTHING_CHOSEN : refuse(draft);
  const word = verdict === "rollback" && choice.drill ? "DRILL ROLLBACK" : words.word;
  const confirm = async () => {
    if (await act(draft, Math.max(readSeq, state.basisSeq))) onClose();
  };

  const reasonField = (
    <Field label={words.optional ? "Reason (you may leave it as it is)" : "Reason"}>
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          // ROLLBACK must not wait for typing, and a phone's keyboard would cover the button.
          autoFocus={!words.optional && reason === ""}
        />
      )}
    </Field>
  );

  return (
    <Dialog
      open
      wide={aboutPoint}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      tone={words.tone}
      title={aboutPoint && point ? `${word} · ${point.title}` : clock ? `${word} · ${clock.text}` : word}
      description={words.consequence}
      footer={
        <>
          <div className="min-w-0 flex-1 text-[0.8125rem] text-muted">
            {barred ? rejectionText(barred) : changed ? "Read the change first." : null}
          </div>
          <HoldButton
            size="lg"
            variant={words.variant}
            disabled={barred !== null || changed || busy}
            reason={barred?.message ?? "Something changed while this was open."}
            onConfirm={confirm}
          >
            Hold: {word}
          </HoldButton>
        </>
      }
    >
      <div className="grid gap-4 text-sm">
        {changed ? (
          <ErrorNote tone="hold" title="Something that this GO rests on has changed while you were reading.">
            <button type="button" className="underline" onClick={() => setReadSeq(state.basisSeq)}>
              I have read it as it stands now
            </button>
          </ErrorNote>
        ) : null}
        {/* NO-GO must not wait below what speaks for it; before GO the facts are to be read. */}
        {verdict === "no-go" ? reasonField : null}
        {aboutPoint && point ? <DecisionFacts point={point} /> : null}
        {verdict === "no-go" && state.mutated ? <WhatFollows value={then} onChange={setThen} /> : null}
        {rollsBack ? <BackOutFacts /> : null}
        {rollsBack ? (
          <RollbackScopeChoice
            value={choice}
            onChange={setChoice}
            drillable={verdict === "rollback" && state.kind === "rehearsal"}
          />
        ) : null}
        {verdict === "no-go" ? null : reasonField}
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}

function WhatFollows({
  value,
  onChange,
}: {
  value: "rollback" | "halt";
  onChange: (value: "rollback" | "halt") => void;
}) {
  const choices = [
    { key: "rollback" as const, text: "Roll back: the rollback plan opens" },
    { key: "halt" as const, text: "Halt: everything stays as it is while the cause is found" },
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium text-muted">
        Something was changed already. What follows?
      </legend>
      {choices.map((choice) => (
        <label key={choice.key} className="flex items-center gap-2.5">
          <input
            type="radio"
            name="then"
            checked={value === choice.key}
            onChange={() => onChange(choice.key)}
            className="accent-live"
          />
          {choice.text}
        </label>
      ))}
    </fieldset>
  );
}

/** A reason to start from, where the facts give one: it can be written over, and nobody has to type under pressure. */
function suggestedReason(
  verdict: Verdict,
  state: RunState,
  triggered: boolean,
  statement: string | null,
): string {
  switch (verdict) {
    case "rollback":
      if (triggered) return "Rollback trigger observed";
      return state.observed.at(-1)?.text ?? state.aborts.at(-1)?.text ?? "Decided by the commander";
    case "go":
      return statement ?? "";
    case "hold":
      return "Not yet";
    default:
      return "";
  }
}
