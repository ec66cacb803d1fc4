"use client";

import { type DragEvent, useState } from "react";
import { isSha256, sha256OfFile } from "@/lib/client/file-hash";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

interface EvidenceFormProps {
  name: string;
  stepId: string | null;
}

/**
 * Takes a piece of evidence by reference: where it lies, and the SHA-256 of its bytes. A file that is dropped here is
 * hashed in this browser and not sent anywhere.
 */
export function EvidenceForm({ name, stepId }: EvidenceFormProps) {
  const { refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [typing, setTyping] = useState(false);
  const [over, setOver] = useState(false);
  const [working, setWorking] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const draft = (location: string, sha256: string, size?: number) => ({
    type: "AttachEvidence" as const,
    payload: {
      name,
      location,
      sha256,
      ...(stepId ? { stepId } : {}),
      ...(size === undefined ? {} : { size }),
    },
  });
  const barred = refuse(draft("asked", "0".repeat(64), 1));

  async function take(file: File | undefined) {
    if (!file) return;
    setError(null);
    setWorking(`Hashing ${file.name}…`);
    try {
      await act(draft(file.name, await sha256OfFile(file), file.size));
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : "The file could not be read.");
    }
    setWorking(null);
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  if (barred) {
    return (
      <p className="flex min-h-9 items-center rounded-lg border border-line px-3 text-muted">
        {name} is missing. {barred.message}
      </p>
    );
  }
  return (
    <div className="grid gap-2">
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cx(
          "flex min-h-9 cursor-pointer items-center gap-2 rounded-lg border border-hold/60 bg-ground px-3 py-1 text-hold focus-within:outline-2 focus-within:outline-live",
          over && "bg-hold/15",
        )}
      >
        <Icon name="upload" className="size-3.5" />
        <span className="min-w-0 flex-1">{working ?? `${name} is missing. Drop it here`}</span>
        <input
          type="file"
          className="sr-only"
          disabled={busy || working !== null}
          onChange={(event) => take(event.target.files?.[0])}
        />
      </label>
      <p className="text-xs text-muted">
        Hashed in this browser and recorded as a reference; the file itself stays where it is.{" "}
        <button type="button" className="underline hover:text-text" onClick={() => setTyping(!typing)}>
          {typing ? "Close" : "Type location and hash"}
        </button>
      </p>
      {typing ? (
        <TypedReference busy={busy} onGive={(location, sha256) => act(draft(location, sha256))} />
      ) : null}
      {error ? (
        <p role="alert" className="text-[0.8125rem] text-halt">
          {error}
        </p>
      ) : null}
      <ActProblemLine problem={problem} />
    </div>
  );
}

interface TypedReferenceProps {
  busy: boolean;
  onGive: (location: string, sha256: string) => void;
}

function TypedReference({ busy, onGive }: TypedReferenceProps) {
  const [location, setLocation] = useState("");
  const [sha256, setSha256] = useState("");
  const wrong = sha256 !== "" && !isSha256(sha256);
  return (
    <div className="grid gap-2">
      <Field label="Where it lies">
        {(control) => (
          <Input
            {...control}
            mono
            value={location}
            onChange={(event) => setLocation(event.target.value)}
            placeholder="path, bucket or snapshot id"
          />
        )}
      </Field>
      <Field label="SHA-256" error={wrong ? "64 hexadecimal digits, as sha256sum prints them" : null}>
        {(control) => (
          <Input {...control} mono value={sha256} onChange={(event) => setSha256(event.target.value)} />
        )}
      </Field>
      <Button
        busy={busy}
        disabled={location.trim() === "" || !isSha256(sha256)}
        onClick={() => onGive(location.trim(), sha256.trim().toLowerCase())}
      >
        Record the reference
      </Button>
    </div>
  );
}
