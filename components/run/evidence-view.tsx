"use client";

import { type ReactNode, useState } from "react";
import { uploadsOf } from "@/lib/client/evidence-uploads";
import { useStore } from "@/lib/client/store";
import { artifactKey } from "@/lib/run/artifact-standing";
import { Button, buttonStyle } from "../ui/button";
import { cx } from "../ui/class-names";
import { EmptyState } from "../ui/empty-state";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { EvidenceLine } from "./evidence-line";
import { furtherEvidence, type WantedEvidence, wantedEvidence } from "./evidence-list";
import { EvidenceSlot } from "./evidence-slot";
import { fileRefusal } from "./file-refusal";
import { ReferenceForm } from "./reference-form";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { UploadRows } from "./upload-rows";
import { WaiverMark } from "./waiver-mark";

/** All evidence of the run: what is owed and by when, then what is in. */
export function EvidenceView() {
  const { state, runId, refuse } = useRoom();
  const { list } = useStore(uploadsOf(runId).store);
  const wanted = wantedEvidence(state);
  const owed = wanted.filter(({ standing }) => standing === "missing" || standing === "asked");
  const settled = wanted.filter(({ standing }) => standing === "in" || standing === "waived");
  const further = furtherEvidence(state);
  const owedKeys = new Set(owed.map(({ name }) => artifactKey(name)));
  const others = list.filter((upload) => !owedKeys.has(artifactKey(upload.name)));
  const waived = settled.filter(({ standing }) => standing === "waived").length;
  const barred = fileRefusal(refuse, "asked", 1);
  return (
    <section aria-labelledby="evidence-title" className="grid grid-cols-1 gap-5">
      <h2 id="evidence-title" className="flex items-baseline text-xl font-[650] tracking-[-0.01em]">
        Evidence
        <span className="ml-auto text-sm font-medium text-muted">
          {settled.length - waived} of {wanted.length} in{waived > 0 ? ` · ${waived} waived` : ""}
        </span>
      </h2>
      {barred ? (
        <p className="flex items-center gap-2 text-muted">
          <Icon name="lock" /> {barred}
        </p>
      ) : (
        <Intake />
      )}
      {others.length > 0 ? <UploadRows list={others} /> : null}
      {wanted.length === 0 && state.evidence.length === 0 ? (
        <EmptyState icon="document" title="No evidence yet">
          The runbook asks for none by name. Anything worth keeping can be filed above.
        </EmptyState>
      ) : null}
      {owed.length > 0 ? (
        <Group name="Missing" items={owed}>
          {(item) => (
            <EvidenceSlot
              name={item.name}
              kind={item.kind}
              stepId={item.stepId}
              note={item.waiver ? `Waiver ${item.waiver.ticket} waits for an approver.` : undefined}
            />
          )}
        </Group>
      ) : null}
      {settled.length > 0 ? (
        <Group name="In" items={settled}>
          {(item) =>
            item.items.length > 0
              ? item.items.map((piece) => <EvidenceLine key={piece.artifactId} item={piece} />)
              : item.waiver && <WaiverMark waiver={item.waiver} />
          }
        </Group>
      ) : null}
      {further.length > 0 ? (
        <section className="grid grid-cols-1 gap-2">
          <h3 className="text-sm font-semibold">Further evidence</h3>
          {further.map((piece) => (
            <EvidenceLine key={piece.artifactId} item={piece} />
          ))}
        </section>
      ) : null}
    </section>
  );
}

interface GroupProps {
  name: string;
  items: readonly WantedEvidence[];
  children: (item: WantedEvidence) => ReactNode;
}

function Group({ name, items, children }: GroupProps) {
  return (
    <section className="grid grid-cols-1 gap-2">
      <h3 className="text-sm font-semibold">
        {name} <span className="font-medium text-muted">{items.length}</span>
      </h3>
      <ul className="grid grid-cols-1 gap-3">
        {items.map((item) => (
          <li
            key={item.name}
            data-wanted={item.name}
            data-standing={item.standing}
            className="grid grid-cols-1 gap-1"
          >
            <p className="text-xs text-muted">{item.need}</p>
            {children(item)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The ways in for anything, asked for by name or not. */
function Intake() {
  const { openDialog } = useRoomUi();
  const [referring, setReferring] = useState(false);
  const [name, setName] = useState("");
  return (
    <div className="grid gap-3 rounded-xl border border-dashed border-line px-4 py-4">
      <div className="flex flex-wrap items-center gap-2.5">
        <label className={cx(buttonStyle({ variant: "primary" }), "cursor-pointer focus-within:outline-2")}>
          <Icon name="upload" /> Choose files
          <input
            type="file"
            multiple
            className="sr-only"
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = "";
              if (files.length > 0) openDialog({ kind: "file-evidence", files, stepId: null });
            }}
          />
        </label>
        <Button onClick={() => openDialog({ kind: "file-evidence", files: [], stepId: null })}>
          Type text
        </Button>
        <Button aria-expanded={referring} onClick={() => setReferring(!referring)}>
          Give a reference
        </Button>
      </div>
      <p className="text-[0.8125rem] text-muted max-sm:hidden">
        Or drop files anywhere in the room, or paste a file, a picture or output where nothing is being
        written.
      </p>
      {referring ? (
        <>
          <Field label="Name" hint="As people will look for it.">
            {(control) => (
              <Input
                {...control}
                mono
                value={name}
                onChange={(event) => setName(event.target.value)}
                placeholder="snapshot-before.dump"
              />
            )}
          </Field>
          {name.trim() ? (
            <ReferenceForm
              name={name.trim()}
              stepId={null}
              onDone={() => {
                setName("");
                setReferring(false);
              }}
            />
          ) : null}
        </>
      ) : null}
    </div>
  );
}
