"use client";

import { useEffect, useState } from "react";
import { toast } from "sonner";
import { DropZone } from "@/components/runbook/drop-zone";
import { FileStrip } from "@/components/runbook/file-strip";
import { draftFromBytes } from "@/components/runbook/source-draft";
import { useReadings } from "@/components/runbook/use-readings";
import type { RunbookSummary } from "@/lib/protocol/http";
import { MAX_RUNBOOK_BYTES } from "@/lib/runbook/size-limit";
import { FileReview } from "./file-review";
import { ImportStart } from "./import-start";
import { type ImportFile, useImportFiles } from "./use-import-files";

interface ImportScreenProps {
  personId: string;
  runbooks: RunbookSummary[];
  /** Slug of the runbook that gets a new version; null for a new runbook. */
  target: string | null;
}

/** The files on their way in, one under review at a time. */
export function ImportScreen({ personId, runbooks, target }: ImportScreenProps) {
  const files = useImportFiles(personId);
  const { current } = files;
  const [problems, setProblems] = useState<readonly string[]>([]);
  const readings = useReadings(files.files, current?.id ?? null);
  useLeaveWarning(!files.kept && files.files.some((file) => !file.published));

  const open = async (chosen: File[]) => {
    setProblems(chosen.flatMap((file) => whyNot(file) ?? []));
    const sound = chosen.filter((file) => whyNot(file) === null);
    files.add(
      await Promise.all(
        sound.map(async (file) => draftFromBytes(file.name, new Uint8Array(await file.arrayBuffer()))),
      ),
    );
  };

  if (!current) {
    return (
      <ImportStart
        onFiles={open}
        onDraft={(draft) => files.add([draft])}
        problems={problems}
        left={files.left}
        onTakeUp={files.takeUp}
        onForget={files.forget}
      />
    );
  }
  const read = readings.get(current.id);
  const strip =
    files.files.length > 1 ? (
      <FileStrip
        files={files.files.map((file) => ({
          ...file,
          name: nameOf(file),
          reading: readings.get(file.id)?.reading ?? null,
        }))}
        current={current.id}
        onPick={files.pick}
        onRemove={(id) => {
          const name = nameOf(files.files.find((file) => file.id === id));
          const bringBack = files.remove(id);
          toast(`${name} was put away`, { action: { label: "Undo", onClick: bringBack } });
        }}
      />
    ) : null;
  return (
    <DropZone onFiles={open}>
      <FileReview
        key={current.id}
        file={current}
        reading={read?.reading ?? null}
        upToDate={read?.draft === current.draft}
        others={files.files.filter((file) => file.id !== current.id)}
        strip={strip}
        problems={problems}
        kept={files.kept}
        runbooks={runbooks}
        target={target}
        onDraft={(draft) => files.change(current.id, draft)}
        onFiles={open}
        onPublished={(as) => files.published(current.id, as)}
        onPick={files.pick}
      />
    </DropZone>
  );
}

function nameOf(file: Pick<ImportFile, "draft"> | undefined): string {
  return file?.draft.name ?? "Pasted text";
}

/** Why a file is not even opened; null where it is. */
function whyNot(file: File): string | null {
  if (file.size > MAX_RUNBOOK_BYTES) return `${file.name} is larger than 512 KB`;
  return file.size === 0 ? `${file.name} is empty` : null;
}

/** The browser asks before a text that could not be kept is thrown away. */
function useLeaveWarning(unsaved: boolean) {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [unsaved]);
}
