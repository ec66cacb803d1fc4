"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { ActProblemLine } from "./act-problem";
import { recordValues, suggestionFor } from "./final-record-draft";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

interface FinalRecordFormProps {
  /** The record as it was signed, where it is to be signed again. */
  signed?: Readonly<Record<string, string>>;
  /** Signed again, or left as it was. */
  onDone?: () => void;
}

/** The final decision record by the runbook's template; what is known stands in it as a suggestion. */
export function FinalRecordForm({ signed, onDone }: FinalRecordFormProps) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(signed ?? {});
  const values = recordValues(state, typed);
  const fields = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
  const draft = { type: "SignFinalRecord" as const, payload: { fields } };
  const barred = refuse(draft);
  const set = (name: string, value: string) => setTyped((known) => ({ ...known, [name]: value }));
  const sign = async () => {
    if (!barred && (await act(draft))) onDone?.();
  };
  if (barred?.code === "forbidden")
    return <p className="text-muted">The final record is not signed yet. {barred.message}</p>;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <h3 className="text-[0.6875rem] tracking-[0.08em] text-muted uppercase">Final decision record</h3>
      {signed ? (
        <p className="text-muted">Signing again replaces the record; the earlier one stays on the log.</p>
      ) : null}
      {state.finalRecordFields.length === 0 ? (
        <p className="text-muted">The runbook has no template for it: the signature stands by itself.</p>
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2">
        {state.finalRecordFields.map((field) => {
          const suggested = typed[field.name] === undefined && suggestionFor(state, field) !== null;
          return (
            <Field
              key={field.name}
              label={field.name}
              aside={suggested ? "suggested: look at it" : undefined}
            >
              {(control) =>
                field.options.length > 0 ? (
                  <Select
                    {...control}
                    value={values[field.name] ?? ""}
                    onChange={(event) => set(field.name, event.target.value)}
                  >
                    <option value="">Choose…</option>
                    {field.options.map((option) => (
                      <option key={option}>{option}</option>
                    ))}
                  </Select>
                ) : (
                  <Input
                    {...control}
                    value={values[field.name] ?? ""}
                    onChange={(event) => set(field.name, event.target.value)}
                  />
                )
              }
            </Field>
          );
        })}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={busy} disabled={barred !== null}>
          {signed ? "Sign again" : "Sign the final record"}
        </Button>
        {signed ? <Button onClick={onDone}>Leave it as it was</Button> : null}
        {barred ? (
          <p className="min-w-0 flex-1 basis-52 text-[0.8125rem] text-muted">{rejectionText(barred)}</p>
        ) : null}
      </div>
      <ActProblemLine problem={problem} />
    </form>
  );
}
