"use client";

import { useEffect, useState } from "react";
import { draftFromBytes, edited, type SourceDraft } from "@/components/runbook/source-draft";
import type { RunbookSummary } from "@/lib/protocol/http";
import { MAX_RUNBOOK_BYTES } from "@/lib/runbook/size-limit";
import { DraftReview } from "./draft-review";
import { ImportStart } from "./import-start";

interface ImportScreenProps {
  runbooks: RunbookSummary[];
  /** Slug of the runbook that gets a new version; null for a new runbook. */
  target: string | null;
}

/** The files on their way in, one under review at a time. */
export function ImportScreen({ runbooks, target }: ImportScreenProps) {
  const [drafts, setDrafts] = useState<SourceDraft[]>([]);
  const [current, setCurrent] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const draft = drafts[current];
  useLeaveWarning(drafts.length > 0);

  const open = async (files: File[]) => {
    const tooLarge = files.find((file) => file.size > MAX_RUNBOOK_BYTES);
    if (tooLarge) return setProblem(`${tooLarge.name} is larger than 512 KB`);
    const empty = files.find((file) => file.size === 0);
    if (empty) return setProblem(`${empty.name} is empty`);
    const opened = await Promise.all(
      files.map(async (file) => draftFromBytes(file.name, new Uint8Array(await file.arrayBuffer()))),
    );
    setProblem(null);
    setDrafts(opened);
    setCurrent(0);
  };

  if (!draft) return <ImportStart onFiles={open} onDraft={(first) => setDrafts([first])} problem={problem} />;
  return (
    <DraftReview
      key={`${drafts.length}-${current}`}
      draft={draft}
      queue={drafts.map((one, index) => ({ name: one.name ?? "Pasted text", current: index === current }))}
      onPick={setCurrent}
      onText={(text) => setDrafts(drafts.map((one, index) => (index === current ? edited(one, text) : one)))}
      onFiles={open}
      openProblem={problem}
      runbooks={runbooks}
      target={target}
      onPublished={() => {
        setDrafts(drafts.filter((_, index) => index !== current));
        setCurrent(0);
      }}
    />
  );
}

/** The browser asks before a text that is not published is thrown away. */
function useLeaveWarning(unsaved: boolean) {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [unsaved]);
}
