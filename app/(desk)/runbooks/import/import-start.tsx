"use client";

import { useState } from "react";
import { ChooseFiles, DropZone } from "@/components/runbook/drop-zone";
import { draftFromText, type SourceDraft } from "@/components/runbook/source-draft";
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Textarea } from "@/components/ui/textarea";

interface ImportStartProps {
  onFiles: (files: File[]) => void;
  onDraft: (draft: SourceDraft) => void;
  /** Why the chosen files could not be opened. */
  problem: string | null;
}

/** How a runbook comes in: dropped, chosen, or pasted. */
export function ImportStart({ onFiles, onDraft, problem }: ImportStartProps) {
  const [pasted, setPasted] = useState("");
  return (
    <DropZone onFiles={onFiles} className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-6">
      <h1 className="text-2xl font-[650] tracking-[-0.02em]">Import a runbook</h1>
      <p className="mt-1 max-w-[60ch] text-muted">
        The Markdown in your own git stays the source. You see what was found, line by line, before anything
        is published.
      </p>
      <div className="mt-6 grid justify-items-center gap-3 rounded-2xl border border-dashed border-edge/70 bg-panel px-6 py-10 text-center">
        <span className="grid size-12 place-items-center rounded-full bg-raised text-live">
          <Icon name="document" className="size-6" />
        </span>
        <p className="text-base font-medium">Drop Markdown files here</p>
        <ChooseFiles onFiles={onFiles} primary>
          Choose files
        </ChooseFiles>
        <p className="text-[0.8125rem] text-muted">Up to 512 KB each, several at once</p>
      </div>
      {problem ? (
        <ErrorNote title={problem} className="mt-4">
          Nothing was imported.
        </ErrorNote>
      ) : null}
      <form
        className="mt-6"
        onSubmit={(event) => {
          event.preventDefault();
          onDraft(draftFromText(pasted));
        }}
      >
        <Field label="Or paste the text">
          {(control) => (
            <Textarea
              {...control}
              name="markdown"
              rows={8}
              value={pasted}
              spellCheck={false}
              className="font-mono text-[0.8125rem]"
              placeholder="# Cutover runbook"
              onChange={(event) => setPasted(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" size="lg" className="mt-3" disabled={pasted.trim() === ""}>
          Review the text
        </Button>
      </form>
    </DropZone>
  );
}
