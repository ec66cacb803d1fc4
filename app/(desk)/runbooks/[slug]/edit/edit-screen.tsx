"use client";

import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import type { EditorHandle } from "@/components/editor/editor-handle";
import { Authoring } from "@/components/runbook/authoring";
import { ConflictDialog } from "@/components/runbook/conflict-dialog";
import { PublishButton } from "@/components/runbook/publish-button";
import { edited, type SourceDraft } from "@/components/runbook/source-draft";
import { useReadings } from "@/components/runbook/use-readings";
import { Button } from "@/components/ui/button";
import { useEditors } from "@/lib/client/editors";
import type { Problem } from "../../../call-api";
import { PublishConflict } from "../../publish-conflict";
import { downloadText, type PublishedText, publishText, readNewest } from "../../publish-text";
import { DraftStanding } from "./draft-standing";
import { EditNotes } from "./edit-notes";
import { OtherEditors } from "./other-editors";
import { useDraft } from "./use-draft";

interface EditScreenProps {
  personId: string;
  slug: string;
  title: string;
  latest: number;
  /** The version that was asked for. */
  base: number;
  published: SourceDraft;
  /** What the person has typed before and not published; it counts before the version that was asked for. */
  draft: { text: string; base: number; savedAt: string } | null;
  revision: number;
}

/** A runbook in its editor: kept while it is typed, shared with nobody until it is published as a version. */
export function EditScreen(props: EditScreenProps) {
  const { slug, published } = props;
  const router = useRouter();
  const editor = useRef<EditorHandle | null>(null);
  const work = useDraft({
    personId: props.personId,
    slug,
    draft: props.draft ? edited(published, props.draft.text) : published,
    base: props.draft?.base ?? props.base,
    revision: props.revision,
    savedAt: props.draft?.savedAt ?? null,
  });
  const { draft, base } = work;
  const readings = useReadings(
    useMemo(() => [{ id: "text", draft }], [draft]),
    "text",
  );
  const read = readings.get("text");
  const reading = read?.reading ?? null;
  const editors = useEditors(slug);
  // The newest version when publishing began: one's own, once it is out, is no news to its author.
  const [publishing, setPublishing] = useState<number | null>(null);
  const latest = publishing ?? Math.max(props.latest, editors?.latestVersion ?? 0);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [newest, setNewest] = useState<PublishedText | null>(null);
  const definition = reading?.ok ? reading.definition : null;

  const publish = async (onto = base) => {
    editor.current?.flush();
    const now = editor.current ? edited(draft, editor.current.text()) : draft;
    setPublishing(latest);
    const answer = await publishText({ draft: now, onto: { slug, base: onto } });
    if (answer.ok) {
      await work.drop();
      toast.success(`Published as version ${answer.value.version}`);
      return router.push(`/runbooks/${slug}/v/${answer.value.version}`);
    }
    setPublishing(null);
    setRefusal(answer.problem);
    setNewest(answer.problem.code === "stale" ? await readNewest(slug) : null);
  };
  /** Puts another text into the editor; one undo there brings this one back. */
  const take = (text: string, from: number) => {
    editor.current?.replace(text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
    work.rebase(from);
    setNewest(null);
  };

  return (
    <>
      <Authoring
        key={work.beginning}
        text={draft.text}
        editor={editor}
        onText={(text) => {
          setRefusal(null);
          work.change(text);
        }}
        reading={reading}
        upToDate={read?.draft === draft}
        first="source"
        beside={
          <>
            <OtherEditors people={(editors?.people ?? []).filter((one) => one.personId !== props.personId)} />
            <DraftStanding state={work.state} base={base} />
          </>
        }
        notes={
          <EditNotes
            slug={slug}
            base={base}
            latest={latest}
            kept={work.kept || work.state.kind === "saved"}
            refusal={refusal}
            draft={props.draft}
            changed={draft.text !== published.text}
            onCompare={() => void readNewest(slug).then(setNewest)}
            onDiscard={() => take(published.text, props.base)}
          />
        }
        actions={
          <div className="flex flex-wrap items-center gap-2">
            <Button onClick={() => downloadText(draft, `${slug}.md`)}>Download .md</Button>
            <PublishButton reading={reading} busy={publishing !== null} onPublish={() => void publish()}>
              Publish version {latest + 1}
            </PublishButton>
          </div>
        }
      />
      {newest ? (
        <PublishConflict
          newest={newest}
          mine={{ draft, definition }}
          base={base}
          busy={publishing !== null}
          onPublish={(onto) => void publish(onto)}
          onGoOn={(onto) => {
            work.rebase(onto);
            setRefusal(null);
            setNewest(null);
          }}
          onTake={(text, onto) => {
            setRefusal(null);
            take(text, onto);
          }}
          onClose={() => setNewest(null)}
        />
      ) : null}
      {work.theirs ? (
        <ConflictDialog
          title="You typed in another window, too"
          theirs={{ text: work.theirs.markdown, definition: null }}
          mine={{ text: draft.text, definition: null }}
          onClose={work.keepMine}
          actions={
            <>
              <Button variant="hold" onClick={work.keepMine}>
                Keep this window's text
              </Button>
              <Button
                onClick={() => {
                  const { theirs } = work;
                  if (!theirs) return;
                  editor.current?.replace(theirs.markdown.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
                  work.settled(editor.current?.text() ?? "", theirs.base, theirs.revision, theirs.savedAt);
                }}
              >
                Take the other window's text
              </Button>
              <Button variant="ghost" onClick={() => downloadText(draft, `${slug}-this-window.md`)}>
                Download this one
              </Button>
            </>
          }
        >
          Another window of yours saved a different text of this runbook. Nothing was overwritten: choose
          which one goes on. Taking the other one can be undone in the editor.
        </ConflictDialog>
      ) : null}
    </>
  );
}
