import Link from "next/link";
import type { Reading } from "@/components/runbook/reading";
import { ErrorNote } from "@/components/ui/error-note";
import { Icon } from "@/components/ui/icon";
import type { RunbookSummary } from "@/lib/protocol/http";
import type { Problem } from "../../call-api";
import type { ImportFile } from "./use-import-files";

interface FileNotesProps {
  file: ImportFile;
  reading: Reading | null;
  problems: readonly string[];
  refusal: Problem | null;
  kept: boolean;
  runbooks: RunbookSummary[];
}

/** What stands in the way of publishing, and what the author should know before it. */
export function FileNotes({ file, reading, problems, refusal, kept, runbooks }: FileNotesProps) {
  const hash = reading?.ok ? reading.definition.sha256 : null;
  const twin = file.published ? undefined : runbooks.find(({ sha256 }) => sha256 === hash);
  if (!refusal && problems.length === 0 && kept && !twin) return null;
  return (
    <div className="space-y-2 border-b border-line px-4 py-3 sm:px-6">
      {refusal ? (
        <ErrorNote title={refusal.message} missing={refusal.missing}>
          Your text is kept as it stands here.
        </ErrorNote>
      ) : null}
      {problems.length > 0 ? (
        <ErrorNote title="Not every file was opened" missing={problems} tone="hold" />
      ) : null}
      {kept ? null : (
        <ErrorNote title="This browser cannot keep your text over a reload" tone="hold">
          Its storage is full or switched off. Download the text before you leave the page.
        </ErrorNote>
      )}
      {twin ? (
        <p role="status" className="text-[0.8125rem] text-hold">
          <Icon name="triangle" className="mr-1.5 size-3.5 align-[-0.15em]" />
          These exact bytes are already published as{" "}
          <Link href={`/runbooks/${twin.slug}/v/${twin.latestVersion}`} className="font-semibold underline">
            version {twin.latestVersion} of {twin.title}
          </Link>
          .
        </p>
      ) : null}
    </div>
  );
}
