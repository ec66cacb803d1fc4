"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { ChooseFiles, DropZone } from "@/components/runbook/drop-zone";
import { ImportReview } from "@/components/runbook/import-review";
import { annotate, bytesOf, type SourceDraft } from "@/components/runbook/source-draft";
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { Icon } from "@/components/ui/icon";
import { Select } from "@/components/ui/select";
import type { RunbookSummary } from "@/lib/protocol/http";
import { callApi, type Problem } from "../../call-api";
import { usePreview } from "./use-preview";

interface DraftReviewProps {
  draft: SourceDraft;
  queue: { name: string; current: boolean }[];
  onPick: (index: number) => void;
  onText: (text: string) => void;
  onFiles: (files: File[]) => void;
  openProblem: string | null;
  runbooks: RunbookSummary[];
  target: string | null;
  onPublished: () => void;
}

interface Published {
  slug: string;
  version: number;
  sha256: string;
}

/** One text under review: correct it, take the annotated file home, publish it. */
export function DraftReview(props: DraftReviewProps) {
  const { draft, queue, onText, onFiles, runbooks } = props;
  const router = useRouter();
  const preview = usePreview(draft);
  const [slug, setSlug] = useState(props.target ?? "");
  const [publishing, setPublishing] = useState(false);
  const [refusal, setRefusal] = useState<Problem | null>(null);

  const publish = async () => {
    setPublishing(true);
    const query = slug === "" ? "" : `?slug=${encodeURIComponent(slug)}`;
    const answer = await callApi<Published>(`/api/runbooks${query}`, {
      method: "POST",
      headers: { "content-type": "text/markdown" },
      body: new Blob([bytesOf(draft)], { type: "text/markdown" }),
    });
    setPublishing(false);
    if (!answer.ok) return setRefusal(answer.problem);
    const { version, slug: published } = answer.value;
    toast.success(`Published as version ${version}`);
    if (queue.length > 1) props.onPublished();
    else router.push(`/runbooks/${published}/v/${version}`);
  };

  const twin = runbooks.find(({ sha256 }) => sha256 === preview.definition?.sha256);
  const problem = props.openProblem ?? refusal?.message ?? preview.problem?.message ?? null;
  return (
    <DropZone onFiles={onFiles}>
      <ImportReview
        text={draft.text}
        onText={(text) => {
          setRefusal(null);
          onText(text);
        }}
        definition={preview.definition}
        reading={preview.reading}
        onCorrect={({ line, annotation }) => onText(annotate(draft.text, line, annotation))}
        problem={
          problem ? (
            <ErrorNote title={problem} missing={refusal?.missing ?? preview.problem?.missing}>
              Your text is kept as it stands here.
            </ErrorNote>
          ) : twin ? (
            <p role="status" className="text-[0.8125rem] text-hold">
              <Icon name="triangle" className="mr-1.5 size-3.5 align-[-0.15em]" />
              These exact bytes are already published as{" "}
              <Link
                href={`/runbooks/${twin.slug}/v/${twin.latestVersion}`}
                className="font-semibold underline"
              >
                version {twin.latestVersion} of {twin.title}
              </Link>
              .
            </p>
          ) : null
        }
        actions={
          <div className="flex flex-wrap items-center gap-2">
            {queue.length > 1 ? <QueueSelect queue={queue} onPick={props.onPick} /> : null}
            <ChooseFiles onFiles={onFiles}>Other file</ChooseFiles>
            <Button onClick={() => download(draft)}>Download .md</Button>
            {runbooks.length > 0 ? (
              <Select
                aria-label="Publish as"
                value={slug}
                onChange={(event) => setSlug(event.target.value)}
                className="w-52"
              >
                <option value="">as a new runbook</option>
                {runbooks.map((runbook) => (
                  <option key={runbook.slug} value={runbook.slug}>
                    new version of {runbook.title}
                  </option>
                ))}
              </Select>
            ) : null}
            <Button
              variant="primary"
              busy={publishing}
              disabled={preview.definition === null || preview.reading || preview.problem !== null}
              onClick={publish}
            >
              Publish
            </Button>
          </div>
        }
      />
    </DropZone>
  );
}

function QueueSelect({ queue, onPick }: Pick<DraftReviewProps, "queue" | "onPick">) {
  return (
    <Select
      aria-label="File under review"
      className="w-48"
      value={queue.findIndex((one) => one.current)}
      onChange={(event) => onPick(Number(event.target.value))}
    >
      {queue.map((one, index) => (
        <option key={one.name} value={index}>
          {index + 1} of {queue.length}: {one.name}
        </option>
      ))}
    </Select>
  );
}

/** Gives the text, with the corrections made here, back as a file for the team's git. */
function download(draft: SourceDraft): void {
  const url = URL.createObjectURL(new Blob([bytesOf(draft)], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = draft.name ?? "runbook.md";
  link.click();
  URL.revokeObjectURL(url);
}
