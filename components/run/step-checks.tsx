"use client";

import { useState } from "react";
import { artifactKey } from "@/lib/run/artifact-standing";
import { extractValues } from "@/lib/run/extract-values";
import { wantedValues } from "@/lib/run/step-checks";
import type { StepState } from "@/lib/run/step-state";
import { hasResult } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { StateWord } from "../ui/state-pill";
import { Textarea } from "../ui/textarea";
import { byBlank, type CheckVerdict, checkBlanks, checkVerdicts } from "./check-verdicts";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { BlankField } from "./step-fields";
import type { FieldDrafts } from "./use-field-drafts";
import { VariableText } from "./variable-text";

const looks = {
  in: { tone: "go", word: "in tolerance", icon: "check" },
  out: { tone: "halt", word: "OUT OF TOLERANCE", icon: "octagon" },
  open: { tone: "quiet", word: "no value yet", icon: "ring" },
} as const;

/** The step's checks, computed while the value is typed; the values can be read from a command's output. */
export function StepChecks({ step, drafts }: { step: StepState; drafts: FieldDrafts }) {
  const open = !hasResult(step) || step.notComputed.length > 0;
  const blanks = hasResult(step)
    ? checkBlanks(step).filter((name) => isWanted(step, name))
    : checkBlanks(step);
  const verdicts = checkVerdicts(step, { ...step.fields, ...drafts.values });
  return (
    <section
      aria-label={`Checks of ${step.title}`}
      className="mt-3 grid gap-3 rounded-lg border border-line bg-ground px-3 py-3"
    >
      <ul className="grid gap-2">
        {verdicts.map((verdict) => (
          <CheckLine key={checkText(verdict)} verdict={verdict} />
        ))}
      </ul>
      {open ? (
        <>
          <div className="grid gap-3 empty:hidden sm:grid-cols-2">
            {blanks.map((name) => (
              <BlankField
                key={name}
                blank={{ key: name, substepId: null, field: { name, type: "text", required: false } }}
                step={step}
                drafts={drafts}
                quiet
              />
            ))}
          </div>
          {hasResult(step) ? null : <PasteOutput step={step} drafts={drafts} />}
        </>
      ) : null}
    </section>
  );
}

/** Whether a check that PASS left open waits for this value. */
function isWanted(step: StepState, name: string): boolean {
  return wantedValues(step).some((wanted) => artifactKey(wanted) === artifactKey(name));
}

function checkText({ check }: CheckVerdict): string {
  return `${check.left} ${check.op} ${check.right}`;
}

function CheckLine({ verdict }: { verdict: CheckVerdict }) {
  const { check, value, complaint } = verdict;
  return (
    <li data-check={verdict.verdict} className="grid gap-0.5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-mono text-[0.8125rem]">
          {check.left} {check.op} <VariableText text={check.right} />
        </span>
        {value === null ? null : (
          <span className="font-mono text-[0.8125rem] text-muted">
            {check.pair ? "computed" : "is"} {value}
          </span>
        )}
        <span aria-live="polite" className="ml-auto">
          <StateWord state={looks[verdict.verdict]} />
        </span>
      </p>
      {complaint ? <p className="text-[0.8125rem] text-halt">{complaint}</p> : null}
      {check.pair ? (
        <p className="text-xs text-muted">
          From “{check.pair.left}” and “{check.pair.right}”.
        </p>
      ) : null}
    </li>
  );
}

/** Reads the values that an output states plainly into the blanks; the person looks at them before PASS. */
function PasteOutput({ step, drafts }: { step: StepState; drafts: FieldDrafts }) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [told, setTold] = useState<string | null>(null);
  const barred = refuse({
    type: "RecordField",
    payload: { stepId: step.id, name: step.checks[0]?.pair?.left ?? step.checks[0]?.left ?? "", value: "0" },
  });
  if (barred?.code === "forbidden") return null;

  const read = (output: string) => {
    setText(output);
    const values = extractValues(step, output);
    const found = Object.entries(values);
    drafts.setAll(byBlank(step, values));
    setTold(
      output.trim() === ""
        ? null
        : found.length === 0
          ? "No value that a check asks for is stated plainly in it. Type the values in."
          : `Read: ${found.map(([name, value]) => `${name} ${value}`).join(", ")}. Look at them before PASS.`,
    );
  };
  if (!open) {
    return (
      <div>
        <Button size="sm" onClick={() => setOpen(true)}>
          Paste output…
        </Button>
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <Field
        label="Output of the command"
        hint={told ?? "The values that the checks ask for are read from it."}
      >
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            rows={5}
            spellCheck={false}
            className="font-mono"
            value={text}
            onChange={(event) => read(event.target.value)}
          />
        )}
      </Field>
      <p className="flex flex-wrap gap-2">
        {text.trim() ? (
          <Button
            size="sm"
            onClick={() =>
              openDialog({
                kind: "file-evidence",
                files: [],
                text,
                ...(step.artifacts[0] ? { name: step.artifacts[0] } : {}),
                stepId: step.id,
              })
            }
          >
            File this output as evidence…
          </Button>
        ) : null}
        <Button size="sm" variant="ghost" onClick={() => setOpen(false)}>
          Close
        </Button>
      </p>
    </div>
  );
}
