"use client";

import { useState } from "react";
import { uploadsOf } from "@/lib/client/evidence-uploads";
import { artifactKey } from "@/lib/run/artifact-standing";
import { focusStep } from "@/lib/run/focus";
import { locate } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";
import { owedNames, wantedEvidence } from "./evidence-list";
import { suggestName } from "./evidence-name";
import { fileRefusal } from "./file-refusal";
import { FileRow } from "./file-row";
import { useRoom } from "./room-context";
import { RoomOnly } from "./room-only";
import { useStoredText } from "./use-stored-text";

interface FileEvidenceDialogProps {
  files: readonly File[];
  text?: string;
  /** The name that it is for, where that is known already. */
  name?: string;
  stepId: string | null;
  onClose: () => void;
}

interface Row {
  file: File;
  name: string;
}

/** What was dropped, pasted, picked or is typed gets its name here, and is filed as evidence: nothing goes unseen. */
export function FileEvidenceDialog(props: FileEvidenceDialogProps) {
  const { state, me, runId, refuse } = useRoom();
  const openStep = props.stepId ?? focusStep(state, me.personId)?.id ?? null;
  const [owed] = useState(() => owedNames(state, openStep));
  const [rows, setRows] = useState<readonly Row[]>(() => namedRows(props.files, owed, props.name));
  const typing = props.files.length === 0;
  const kept = useStoredText(`holdpoint:evidence-text:${runId}`);
  const [pasted, setPasted] = useState(props.text ?? "");
  const [text, setText] = props.text === undefined ? kept : [pasted, setPasted];
  const [textName, setTextName] = useState(props.name ?? suggestName("note.txt", [], owed.ofStep));
  const [restricted, setRestricted] = useState(false);
  const [toStep, setToStep] = useState(openStep !== null);

  const given: readonly Row[] = typing
    ? [{ file: new File([text], textName.trim(), { type: "text/plain" }), name: textName }]
    : rows;
  const problems = given.map(({ name, file }) => fileRefusal(refuse, name, file.size));
  const first = problems.find((problem) => problem !== null) ?? null;
  const stepOf = (name: string) =>
    wantedEvidence(state).find((item) => artifactKey(item.name) === artifactKey(name))?.stepId ??
    (toStep ? openStep : null);
  const send = () => {
    const uploads = uploadsOf(runId);
    for (const { file, name } of given) {
      uploads.add({
        name: name.trim(),
        stepId: stepOf(name),
        visibility: restricted ? "restricted" : "room",
        body: file,
      });
    }
    if (typing) setText("");
    props.onClose();
  };
  const stepTitle = openStep ? locate(state, openStep)?.step.title : null;
  return (
    <Dialog
      open
      wide={!typing}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={typing ? "File text as evidence" : `File ${countText(rows.length)} as evidence`}
      description="What is filed stays: it can be added to, never taken away."
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">{first ?? ""}</p>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button variant="primary" disabled={given.length === 0 || first !== null} onClick={send}>
            {typing ? "File it" : `File ${countText(rows.length)}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 text-sm">
        <datalist id="owed-evidence">
          {owed.all.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {typing ? (
          <>
            <FileRow name={textName} onName={setTextName} size={null} problem={null} />
            <Field label="Text" hint="A command's output, as it stands. Leave out what is secret.">
              {(control) => (
                <Textarea
                  {...control}
                  autoFocus
                  rows={8}
                  className="font-mono"
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
          </>
        ) : (
          <ul className="grid gap-3">
            {rows.map((row, index) => (
              <li key={`${row.file.name}-${row.file.lastModified}-${row.file.size}`}>
                <FileRow
                  name={row.name}
                  from={row.file.name}
                  size={row.file.size}
                  problem={problems[index] ?? null}
                  onName={(name) =>
                    setRows(rows.map((other) => (other === row ? { ...other, name } : other)))
                  }
                  onDrop={() => setRows(rows.filter((other) => other !== row))}
                />
              </li>
            ))}
          </ul>
        )}
        {stepTitle ? (
          <label className="flex min-h-9 items-center gap-2.5">
            <input
              type="checkbox"
              checked={toStep}
              onChange={(event) => setToStep(event.target.checked)}
              className="size-4 accent-live"
            />
            <span>
              What no other step asks for belongs to <b className="font-semibold">{stepTitle}</b>
            </span>
          </label>
        ) : null}
        <RoomOnly restricted={restricted} onChange={setRestricted} />
      </div>
    </Dialog>
  );
}

function countText(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}

/** Each file its likeliest name, and no two files the same one of those that are owed. */
function namedRows(
  files: readonly File[],
  owed: { all: readonly string[]; ofStep: readonly string[] },
  name: string | undefined,
): Row[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const left = (names: readonly string[]) => names.filter((candidate) => !taken.has(candidate));
    const suggested =
      name !== undefined && taken.size === 0
        ? name
        : suggestName(file.name, left(owed.all), left(owed.ofStep));
    taken.add(suggested);
    return { file, name: suggested };
  });
}
