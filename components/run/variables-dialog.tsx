"use client";

import { useState } from "react";
import { askedVariables } from "@/lib/run/start-clearance";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { ActProblemLine } from "./act-problem";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";
import { changedVariables, missingVariables } from "./variable-names";

/** What stands for each `{{NAME}}` of the text in this run. */
export function VariablesDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [values, setValues] = useState<Record<string, string>>(state.variables);
  const names = askedVariables(state);
  const variables = changedVariables(names, state.variables, values);
  const draft = { type: "SetVariables" as const, payload: { variables } };
  const changed = Object.keys(variables).length > 0;
  const barred = changed ? refuse(draft) : null;
  const missing = missingVariables(names, values);
  const save = async () => {
    if (changed && !barred && (await act(draft))) onClose();
  };
  return (
    <Dialog
      open
      wide={names.length > 4}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Variables of this run"
      description="They fill in the commands and expectations; the version and its hash stay as they are. No passwords or keys: everybody in the room reads them, and they stay on the log."
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">
            {barred
              ? rejectionText(barred)
              : missing.length > 0
                ? `Still without a value: ${missing.join(", ")}. It can be saved so, but not started.`
                : "Each has a value."}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} disabled={!changed || barred !== null} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4 text-sm sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {names.map((name) => (
          <Field
            key={name}
            label={<code className="font-mono">{`{{${name}}}`}</code>}
            aside={missing.includes(name) ? "missing" : undefined}
          >
            {(control) => (
              <Input
                {...control}
                mono
                autoComplete="off"
                value={values[name] ?? ""}
                onChange={(event) => setValues((known) => ({ ...known, [name]: event.target.value }))}
              />
            )}
          </Field>
        ))}
        <div className="sm:col-span-2">
          <ActProblemLine problem={problem} />
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
