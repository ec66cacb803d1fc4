"use client";

import { ConflictDialog } from "@/components/runbook/conflict-dialog";
import type { SourceDraft } from "@/components/runbook/source-draft";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/time";
import type { RunbookDefinition } from "@/lib/run/definition";
import { downloadText, type PublishedText } from "./publish-text";

interface PublishConflictProps {
  newest: PublishedText;
  mine: { draft: SourceDraft; definition: RunbookDefinition | null };
  /** The version that this text went out from. */
  base: number;
  busy: boolean;
  /** Publishes this text as it stands, on top of the newest version. */
  onPublish: (base: number) => void;
  /** Goes on with this text, which goes out from the newest version from now on. */
  onGoOn: (base: number) => void;
  /** Puts the newest version's text in the place of this one. */
  onTake: (text: string, base: number) => void;
  onClose: () => void;
}

/** Somebody published a version meanwhile: what differs, and three ways on. Nobody's text is lost by any of them. */
export function PublishConflict(props: PublishConflictProps) {
  const { newest, mine, base, busy, onClose } = props;
  const { version } = newest;
  return (
    <ConflictDialog
      title={`Version ${version.version} was published meanwhile`}
      theirs={{ text: newest.text, definition: version.definition }}
      mine={{ text: mine.draft.text, definition: mine.definition }}
      onClose={onClose}
      actions={
        <>
          <Button variant="hold" busy={busy} onClick={() => props.onPublish(version.version)}>
            Publish mine as version {version.version + 1}
          </Button>
          <Button onClick={() => props.onGoOn(version.version)}>Keep editing mine</Button>
          <Button onClick={() => props.onTake(newest.text, version.version)}>
            Take theirs into the editor
          </Button>
          <Button variant="ghost" onClick={() => downloadText(mine.draft, `${version.slug}-mine.md`)}>
            Download mine
          </Button>
        </>
      }
    >
      {version.author.name} published version {version.version} on{" "}
      <Instant iso={version.publishedAt} zone="UTC" style="short" withZone />; you began from version {base}.
      Both texts are kept. Taking theirs can be undone in the editor.
    </ConflictDialog>
  );
}
