"use client";

import type { FieldDefinition } from "@/lib/run/definition";
import { type Blank, blanksOf, blankValue } from "@/lib/run/step-completion";
import type { StepState } from "@/lib/run/step-state";
import { Button } from "../ui/button";
import { Field, type FieldControl } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";
import type { FieldDrafts } from "./use-field-drafts";

/** The blanks of a step: recorded on Enter or on leaving them, or together with PASS. */
export function StepFields({ step, drafts }: { step: StepState; drafts: FieldDrafts }) {
  return (
    <>
      {blanksOf(step).map((blank) => (
        <BlankField key={blank.key} blank={blank} step={step} drafts={drafts} />
      ))}
    </>
  );
}

interface BlankFieldProps {
  blank: Blank;
  step: StepState;
  drafts: FieldDrafts;
  /** Without saying that it may stay empty. */
  quiet?: boolean;
}

export function BlankField({ blank, step, drafts, quiet = false }: BlankFieldProps) {
  const { refuse, outbox } = useRoom();
  const { act, problem } = useAct();
  const { key: name, field: definition } = blank;
  const recorded = blankValue(step.fields, blank) ?? "";
  const draft = drafts.values[name];
  const barred = refuse({
    type: "RecordField",
    payload: { stepId: step.id, name, value: draft ?? askedValue(definition) },
  });
  const pending = outbox.find(
    ({ draft: sent }) =>
      sent.type === "RecordField" && sent.payload.stepId === step.id && sent.payload.name === name,
  );

  const save = async (value: string) => {
    const text = value.trim();
    if (text === "" || text === recorded) return;
    if (await act({ type: "RecordField", payload: { stepId: step.id, name, value: text } }))
      drafts.set(name, text);
  };
  const overtaken = draft !== undefined && recorded !== "" && draft.trim() !== recorded && !pending;
  // Beside the label, never below the blank: leaving it by pressing PASS must not move PASS away.
  const aside =
    pending && pending.state !== "sending"
      ? "Not yet sent"
      : overtaken
        ? `Recorded meanwhile: ${recorded}`
        : barred && draft
          ? barred.message
          : undefined;

  return (
    <Field
      label={definition.required || quiet ? definition.name : `${definition.name} (optional)`}
      aside={aside}
      error={problem?.kind === "refused" ? problem.message : null}
    >
      {(control) => (
        <BlankControl
          control={control}
          definition={definition}
          value={draft ?? recorded}
          disabled={barred !== null && draft === undefined}
          onType={(value) => drafts.set(name, value)}
          onSave={save}
        />
      )}
    </Field>
  );
}

/** Something that the blank would take, for asking the rules before anything is typed. */
function askedValue({ type, options }: FieldDefinition): string {
  return type === "number" ? "0" : ((type === "choice" ? options?.[0] : undefined) ?? "x");
}

interface BlankControlProps {
  control: FieldControl;
  definition: FieldDefinition;
  value: string;
  disabled: boolean;
  onType: (value: string) => void;
  onSave: (value: string) => void;
}

function BlankControl({ control, definition, value, disabled, onType, onSave }: BlankControlProps) {
  const { nowIso } = useRoom();
  if (definition.type === "choice") {
    return (
      <Select
        {...control}
        value={value}
        disabled={disabled}
        onChange={(event) => {
          onType(event.target.value);
          onSave(event.target.value);
        }}
      >
        <option value="">Choose…</option>
        {(definition.options ?? []).map((option) => (
          <option key={option}>{option}</option>
        ))}
      </Select>
    );
  }
  return (
    <span className="flex gap-2">
      <Input
        {...control}
        mono
        value={value}
        disabled={disabled}
        inputMode={definition.type === "number" ? "decimal" : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
        onBlur={(event) => onSave(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onSave(event.currentTarget.value);
        }}
      />
      {definition.type === "timestamp" && !disabled ? (
        <Button
          onClick={() => {
            onType(nowIso());
            onSave(nowIso());
          }}
        >
          Now
        </Button>
      ) : null}
    </span>
  );
}
