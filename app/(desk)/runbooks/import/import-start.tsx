"use client";

import { useEffect, useState } from "react";
import { ChooseFiles, DropZone } from "@/components/runbook/drop-zone";
import { draftFromText, type SourceDraft } from "@/components/runbook/source-draft";
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Textarea } from "@/components/ui/textarea";
import { Instant } from "@/components/ui/time";
import type { KeptText } from "@/lib/client/kept-texts";

interface ImportStartProps {
  onFiles: (files: File[]) => void;
  onDraft: (draft: SourceDraft) => void;
  /** Why chosen files could not be opened. */
  problems: readonly string[];
  /** Texts that were left unpublished in this browser. */
  left: readonly KeptText[];
  onTakeUp: (text: KeptText) => void;
  onForget: (text: KeptText) => void;
}

/** How a runbook comes in: dropped, chosen, or pasted. */
export function ImportStart(props: ImportStartProps) {
  const { onFiles, onDraft, problems, left } = props;
  const [pasted, setPasted] = useState("");
  usePaste(onFiles, (text) => onDraft(draftFromText(text)));
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
        <p className="text-[0.8125rem] text-muted">
          Up to 512 KB each, several at once. Pasting works anywhere on this page.
        </p>
      </div>
      {problems.length > 0 ? (
        <ErrorNote title="Nothing was imported" missing={problems} className="mt-4" />
      ) : null}
      <LeftTexts left={left} onTakeUp={props.onTakeUp} onForget={props.onForget} />
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

/** Texts that another tab, or an earlier evening, left behind: they are offered, never opened unasked. */
function LeftTexts({ left, onTakeUp, onForget }: Pick<ImportStartProps, "left" | "onTakeUp" | "onForget">) {
  if (left.length === 0) return null;
  return (
    <section aria-labelledby="left-texts" className="mt-6 rounded-xl border border-line bg-panel">
      <h2 id="left-texts" className="border-b border-line px-4 py-2.5 text-[0.9375rem] font-[650]">
        Not published yet
      </h2>
      <ul className="divide-y divide-line">
        {left.map((text) => (
          <li key={text.id} className="flex flex-wrap items-center gap-2 px-4 py-2.5">
            <span className="min-w-0 grow basis-48 truncate font-medium">
              {text.name ?? firstLine(text.text)}
            </span>
            <span className="text-[0.8125rem] text-muted">
              <Instant iso={new Date(text.at).toISOString()} zone="UTC" style="short" withZone />
            </span>
            <Button size="sm" onClick={() => onTakeUp(text)}>
              Go on with it
            </Button>
            <Button size="sm" variant="ghost" onClick={() => onForget(text)}>
              Throw away
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function firstLine(text: string): string {
  return (
    text
      .trimStart()
      .split("\n", 1)[0]
      ?.replace(/^#+\s*/, "") || "Pasted text"
  );
}

/** Files or text from the clipboard, wherever on the page; inside of a field the field gets them. */
function usePaste(onFiles: (files: File[]) => void, onText: (text: string) => void) {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const inField =
        event.target instanceof Element && event.target.closest("textarea, input, [contenteditable]");
      if (inField || !event.clipboardData) return;
      const files = [...event.clipboardData.files];
      const text = event.clipboardData.getData("text/plain");
      if (files.length > 0) onFiles(files);
      else if (text.trim() !== "") onText(text);
      else return;
      event.preventDefault();
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  });
}
