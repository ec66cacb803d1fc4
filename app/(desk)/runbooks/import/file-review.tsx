"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { toast } from "sonner";
import type { EditorHandle } from "@/components/editor/editor-handle";
import { Authoring } from "@/components/runbook/authoring";
import { ChooseFiles } from "@/components/runbook/drop-zone";
import { PublishButton } from "@/components/runbook/publish-button";
import type { Reading } from "@/components/runbook/reading";
import { edited, type SourceDraft } from "@/components/runbook/source-draft";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { RunbookSummary } from "@/lib/protocol/http";
import type { Problem } from "../../call-api";
import { PublishConflict } from "../publish-conflict";
import { downloadText, type PublishedText, publishText, readNewest } from "../publish-text";
import { FileNotes } from "./file-notes";
import type { ImportFile } from "./use-import-files";

interface FileReviewProps {
  file: ImportFile;
  reading: Reading | null;
  upToDate: boolean;
  others: readonly ImportFile[];
  strip: ReactNode;
  /** Why chosen files were not opened. */
  problems: readonly string[];
  kept: boolean;
  runbooks: RunbookSummary[];
  target: string | null;
  onDraft: (draft: SourceDraft) => void;
  onFiles: (files: File[]) => void;
  onPublished: (as: { slug: string; version: number }) => void;
  onPick: (id: string) => void;
}

/** One file under review: correct it, take the annotated text home, publish it. */
export function FileReview(props: FileReviewProps) {
  const { file, reading, runbooks } = props;
  const { draft } = file;
  const router = useRouter();
  const editor = useRef<EditorHandle | null>(null);
  const [start] = useState(draft.text);
  const [slug, setSlug] = useState(props.target ?? "");
  const [publishing, setPublishing] = useState(false);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [newest, setNewest] = useState<PublishedText | null>(null);
  const known = runbooks.find((runbook) => runbook.slug === slug);

  const publish = async (base = known?.latestVersion ?? 1) => {
    editor.current?.flush();
    const now = editor.current ? edited(draft, editor.current.text()) : draft;
    setPublishing(true);
    const answer = await publishText({ draft: now, onto: slug === "" ? null : { slug, base } });
    setPublishing(false);
    setNewest(null);
    if (answer.ok) return done(answer.value);
    if (answer.problem.code === "stale") setNewest(await readNewest(slug));
    setRefusal(answer.problem);
  };
  const done = (as: { slug: string; version: number }) => {
    props.onPublished(as);
    toast.success(`Published as version ${as.version}`);
    const next = props.others.find((other) => !other.published);
    if (next) props.onPick(next.id);
    else if (props.others.length === 0) router.push(`/runbooks/${as.slug}/v/${as.version}`);
  };

  return (
    <>
      <Authoring
        text={start}
        editor={editor}
        onText={(text) => {
          setRefusal(null);
          props.onDraft(edited(draft, text));
        }}
        reading={reading}
        upToDate={props.upToDate}
        first="structure"
        files={props.strip}
        notes={
          <FileNotes
            file={file}
            reading={reading}
            problems={props.problems}
            refusal={refusal}
            kept={props.kept}
            runbooks={runbooks}
          />
        }
        actions={
          <div className="flex flex-wrap items-center gap-2">
            <ChooseFiles onFiles={props.onFiles}>More files</ChooseFiles>
            <Button onClick={() => downloadText(draft, draft.name ?? "runbook.md")}>Download .md</Button>
            {file.published ? (
              <Link
                href={`/runbooks/${file.published.slug}/v/${file.published.version}`}
                className="px-2 font-semibold text-live hover:underline"
              >
                Open version {file.published.version}
              </Link>
            ) : (
              <>
                {runbooks.length > 0 ? <PublishAs slug={slug} runbooks={runbooks} onSlug={setSlug} /> : null}
                <PublishButton reading={reading} busy={publishing} onPublish={() => void publish()}>
                  Publish
                </PublishButton>
              </>
            )}
          </div>
        }
      />
      {newest ? (
        <PublishConflict
          newest={newest}
          mine={{ draft, definition: reading?.ok ? reading.definition : null }}
          base={known?.latestVersion ?? 1}
          busy={publishing}
          onPublish={publish}
          onGoOn={() => setNewest(null)}
          onTake={(text) => {
            editor.current?.replace(text);
            setNewest(null);
          }}
          onClose={() => setNewest(null)}
        />
      ) : null}
    </>
  );
}

interface PublishAsProps {
  slug: string;
  runbooks: RunbookSummary[];
  onSlug: (slug: string) => void;
}

function PublishAs({ slug, runbooks, onSlug }: PublishAsProps) {
  return (
    <Select
      aria-label="Publish as"
      value={slug}
      onChange={(event) => onSlug(event.target.value)}
      className="w-52 max-sm:grow"
    >
      <option value="">as a new runbook</option>
      {runbooks.map((runbook) => (
        <option key={runbook.slug} value={runbook.slug}>
          new version of {runbook.title}
        </option>
      ))}
    </Select>
  );
}
