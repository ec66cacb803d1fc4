"use client";

import { useState } from "react";
import { isSha256, sha256OfFile } from "@/lib/client/file-hash";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Progress } from "../ui/progress";
import { ActProblemLine } from "./act-problem";
import { RoomOnly } from "./room-only";
import { useAct } from "./use-act";

interface ReferenceFormProps {
  name: string;
  stepId: string | null;
  onDone?: () => void;
}

/**
 * Evidence that stays where it is: its place or id, and the SHA-256 of its bytes, typed or computed here from the
 * file, which is read piece by piece and sent nowhere.
 */
export function ReferenceForm({ name, stepId, onDone }: ReferenceFormProps) {
  const { act, busy, problem } = useAct();
  const [location, setLocation] = useState("");
  const [sha256, setSha256] = useState("");
  const [size, setSize] = useState<number | undefined>(undefined);
  const [restricted, setRestricted] = useState(false);
  const wrong = sha256 !== "" && !isSha256(sha256);
  const give = async () => {
    const payload = {
      name,
      location: location.trim(),
      sha256: sha256.trim().toLowerCase(),
      ...(stepId ? { stepId } : {}),
      ...(size === undefined ? {} : { size }),
      ...(restricted ? { visibility: "restricted" as const } : {}),
    };
    if (await act({ type: "AttachEvidence", payload })) onDone?.();
  };
  return (
    <div className="grid gap-3 rounded-lg border border-line bg-ground px-3 py-3">
      <Field label={`Where ${name} lies`}>
        {(control) => (
          <Input
            {...control}
            mono
            autoComplete="off"
            spellCheck={false}
            value={location}
            onChange={(event) => setLocation(event.target.value)}
            placeholder="path, bucket or snapshot id"
          />
        )}
      </Field>
      <Field label="SHA-256" error={wrong ? "64 hexadecimal digits, as sha256sum prints them" : null}>
        {(control) => (
          <Input
            {...control}
            mono
            autoComplete="off"
            spellCheck={false}
            value={sha256}
            onChange={(event) => {
              setSha256(event.target.value);
              setSize(undefined);
            }}
          />
        )}
      </Field>
      <HashOfFile
        onHash={(hash, file) => {
          setSha256(hash);
          setSize(file.size);
          if (location.trim() === "") setLocation(file.name);
        }}
      />
      <RoomOnly restricted={restricted} onChange={setRestricted} />
      <div>
        <Button busy={busy} disabled={location.trim() === "" || !isSha256(sha256)} onClick={give}>
          Record the reference
        </Button>
      </div>
      <ActProblemLine problem={problem} />
    </div>
  );
}

function HashOfFile({ onHash }: { onHash: (hash: string, file: File) => void }) {
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setError(null);
    setShare(0);
    try {
      onHash(await sha256OfFile(file, (read) => setShare(Math.round((100 * read) / file.size))), file);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : "The file could not be read.");
    }
    setShare(null);
  };
  return (
    <div className="grid gap-1.5 text-[0.8125rem]">
      <label className="w-fit cursor-pointer text-muted underline focus-within:outline-2 focus-within:outline-live hover:text-text">
        Compute it from the file on this machine
        <input
          type="file"
          className="sr-only"
          disabled={share !== null}
          onChange={(event) => take(event.target.files?.[0])}
        />
      </label>
      {share === null ? null : <Progress value={share} max={100} tone="live" label="Hashed" />}
      {error ? (
        <p role="alert" className="text-halt">
          {error}
        </p>
      ) : null}
    </div>
  );
}
