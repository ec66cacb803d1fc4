"use client";

import { useState } from "react";
import { isRollbackDone, leftOutOfRollback } from "@/lib/run/rollback-scope";
import { Field } from "../ui/field";
import { HoldButton } from "../ui/hold-button";
import { Icon } from "../ui/icon";
import { Textarea } from "../ui/textarea";
import { ActProblemLine } from "./act-problem";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** The end of a rollback: what was left out, what therefore stays changed, and a hold to say that it is done. */
export function RollbackFinish() {
  const { state, refuse } = useRoom();
  const { act, problem } = useAct();
  const [remaining, setRemaining] = useState("");
  const text = remaining.trim();
  const draft = { type: "FinishRollback" as const, payload: text ? { remaining: text } : {} };
  const barred = refuse(draft);
  if (barred?.code === "forbidden") return null;
  const left = leftOutOfRollback(state);
  const done = isRollbackDone(state);
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      {left.length > 0 ? (
        <div>
          <p className="font-semibold text-rollback">
            <Icon name="triangle" className="mr-2 align-[-0.15em]" />
            Left out, so this ends as partly rolled back:
          </p>
          <ul className="mt-1 list-disc pl-6">
            {left.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <Field
        label={left.length > 0 ? "What stays changed because of it" : "What stays changed, if anything"}
        hint={left.length > 0 ? "Named in the outcome and in every summary." : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={remaining}
            onChange={(event) => setRemaining(event.target.value)}
            placeholder={left.length > 0 ? "" : "Nothing: fully rolled back"}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <HoldButton
          size="lg"
          variant="rollback"
          disabled={barred !== null}
          reason={barred?.message}
          onConfirm={() => act(draft)}
        >
          Hold: rollback is done
        </HoldButton>
        {barred ? (
          <p className="min-w-0 flex-1 basis-52 text-[0.8125rem] text-muted">
            {done && left.length > 0 ? barred.message : rejectionText(barred)}
          </p>
        ) : null}
      </div>
      <ActProblemLine problem={problem} />
    </div>
  );
}
