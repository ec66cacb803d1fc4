import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { Instant } from "@/components/ui/time";
import type { Problem } from "../../../call-api";

interface EditNotesProps {
  slug: string;
  base: number;
  latest: number;
  kept: boolean;
  refusal: Problem | null;
  /** The unpublished text that the editor began with; null where it began with the version. */
  draft: { base: number; savedAt: string } | null;
  /** The text differs from the version that was opened. */
  changed: boolean;
  onCompare: () => void;
  /** Puts the published text back into the editor. */
  onDiscard: () => void;
}

/** What the author should know before going on: a newer version, a refusal, an older draft. */
export function EditNotes(props: EditNotesProps) {
  const { slug, base, latest, kept, refusal, draft, changed } = props;
  const [told, setTold] = useState(false);
  const fromDraft = draft !== null && changed && !told;
  const notes = [
    refusal ? (
      <ErrorNote key="refusal" title={refusal.message} missing={refusal.missing}>
        Your text is kept as it stands here.
      </ErrorNote>
    ) : null,
    latest > base && refusal?.code !== "stale" ? (
      <ErrorNote
        key="newer"
        tone="hold"
        title={`Version ${latest} is newer than the version ${base} you write from`}
      >
        Publishing will ask you what to do with both texts.{" "}
        <Button size="sm" className="mt-1.5 sm:mt-0 sm:ml-2" onClick={props.onCompare}>
          See the difference
        </Button>{" "}
        <Link href={`/runbooks/${slug}/v/${latest}`} className="font-semibold text-live hover:underline">
          Open version {latest}
        </Link>
      </ErrorNote>
    ) : null,
    kept ? null : (
      <ErrorNote key="unkept" tone="hold" title="Your text is kept nowhere but in this window">
        The server is away and this browser's storage is full or switched off. Download the text before you
        leave the page.
      </ErrorNote>
    ),
    fromDraft ? (
      <p
        key="draft"
        className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-[0.8125rem] text-muted"
        role="status"
      >
        <span>
          This is your unpublished text of <Instant iso={draft.savedAt} zone="UTC" style="short" withZone />,
          from version {draft.base}.
        </span>
        <Button
          size="sm"
          onClick={() => {
            setTold(true);
            props.onDiscard();
          }}
        >
          Begin with the published text
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setTold(true)}>
          All right
        </Button>
      </p>
    ) : null,
  ].filter((note) => note !== null);
  if (notes.length === 0) return null;
  return <div className="space-y-2 border-b border-line px-4 py-3 sm:px-6">{notes}</div>;
}
