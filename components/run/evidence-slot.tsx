"use client";

import { type DragEvent, useState } from "react";
import { uploadsOf } from "@/lib/client/evidence-uploads";
import { useStore } from "@/lib/client/store";
import { artifactKey } from "@/lib/run/artifact-standing";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { fileRefusal } from "./file-refusal";
import { ReferenceForm } from "./reference-form";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { UploadRow } from "./upload-rows";

interface EvidenceSlotProps {
  name: string;
  kind: "upload" | "reference";
  stepId: string | null;
  /** What stands in the way of its coming: a waiver that waits for an answer. */
  note?: string;
}

const NO_HASH = "0".repeat(64);

/** The place of a piece of evidence that is owed: takes a file under its name at once, or text, or a reference. */
export function EvidenceSlot({ name, kind, stepId, note }: EvidenceSlotProps) {
  const { refuse, runId } = useRoom();
  const { openDialog } = useRoomUi();
  const { list } = useStore(uploadsOf(runId).store);
  const [referring, setReferring] = useState(kind === "reference");
  const coming = list.find((upload) => artifactKey(upload.name) === artifactKey(name));
  const reference = { name, location: "asked", sha256: NO_HASH, ...(stepId ? { stepId } : {}) };
  const barred = refuse({ type: "AttachEvidence", payload: reference });
  const waiver = { kind: "request-waiver" as const, evidence: name };
  const mayWaive = !refuse({
    type: "RequestWaiver",
    payload: { evidence: name, ticket: "asked", reason: "asked", expiresAt: "2999-01-01T00:00:00Z" },
  });
  if (coming) return <UploadRow upload={coming} />;
  if (barred) {
    return (
      <p className="flex min-h-9 items-center gap-2 rounded-lg border border-line px-3 py-1.5 text-muted">
        <Icon name="lock" className="size-3.5" />
        <span>
          {name} is missing. {barred.message}
        </span>
      </p>
    );
  }
  const link = "underline hover:text-text pointer-coarse:min-h-11";
  return (
    <div className="grid gap-2">
      {kind === "upload" ? <DropLine name={name} stepId={stepId} /> : null}
      {referring ? <ReferenceForm name={name} stepId={stepId} /> : null}
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted">
        {note ? <span className="text-hold">{note}</span> : null}
        {kind === "upload" ? (
          <>
            <button
              type="button"
              className={link}
              onClick={() => openDialog({ kind: "file-evidence", files: [], name, stepId })}
            >
              Type text
            </button>
            <button type="button" className={link} onClick={() => setReferring(!referring)}>
              {referring ? "Close the reference" : "Give a reference"}
            </button>
          </>
        ) : (
          <span>A dump or snapshot stays where it is: only its place and checksum are recorded.</span>
        )}
        {mayWaive ? (
          <button type="button" className={link} onClick={() => openDialog(waiver)}>
            Request a waiver…
          </button>
        ) : null}
      </p>
    </div>
  );
}

function DropLine({ name, stepId }: { name: string; stepId: string | null }) {
  const { refuse, runId } = useRoom();
  const { openDialog } = useRoomUi();
  const [over, setOver] = useState(false);
  const take = (files: readonly File[]) => {
    const [file] = files;
    // Several files for one name: each is looked at and named first.
    if (files.length > 1 || (file && fileRefusal(refuse, name, file.size) !== null)) {
      openDialog({ kind: "file-evidence", files, name, stepId });
    } else if (file) uploadsOf(runId).add({ name, stepId, visibility: "room", body: file });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cx(
        "flex min-h-11 cursor-pointer items-center gap-2 rounded-lg border border-hold/60 bg-ground px-3 py-1 text-hold focus-within:outline-2 focus-within:outline-live sm:min-h-9",
        over && "bg-hold/15",
      )}
    >
      <Icon name="upload" className="size-3.5" />
      <span className="min-w-0 flex-1">
        <b className="font-semibold">{name}</b> is missing.{" "}
        <span className="pointer-coarse:hidden">Drop or choose it</span>
        <span className="hidden pointer-coarse:inline">Choose it</span>
      </span>
      <input
        type="file"
        multiple
        className="sr-only"
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </label>
  );
}
