"use client";

import { useEffect, useRef, useState } from "react";
import { draftOfKept, draftToKeep } from "@/components/runbook/kept-draft";
import { edited, type SourceDraft } from "@/components/runbook/source-draft";
import { type DraftState, DraftSync } from "@/lib/client/draft-sync";
import { KeptTexts, lastingStorage, tabName } from "@/lib/client/kept-texts";
import { newId } from "@/lib/client/new-id";
import type { DraftAnswer } from "@/lib/protocol/http";
import { dropDraft, readDraft, saveDraft } from "./draft-calls";

interface DraftStart {
  personId: string;
  slug: string;
  /** The text to begin with, and the version and the stored revision that it goes out from. */
  draft: SourceDraft;
  base: number;
  revision: number;
  /** When the stored draft was saved; null where there is none that counts. */
  savedAt: string | null;
}

interface Draft {
  draft: SourceDraft;
  base: number;
  state: DraftState;
  /** False once this browser could not keep the text, while the server does not have it either. */
  kept: boolean;
  /** Begins anew with the text that this browser kept from before; grows with each such beginning. */
  beginning: number;
  /** The text that another window of this person saved; null where there is none to be chosen from. */
  theirs: DraftAnswer | null;
  change(text: string): void;
  /** Goes out from another version from now on. */
  rebase(base: number): void;
  keepMine(): void;
  /** The text is the server's now: taken over, published or thrown away. */
  settled(text: string, base: number, revision: number, at: string | null): void;
  /** Throws the stored draft away. */
  drop(): Promise<void>;
}

/** One runbook's text under work: kept in this browser at once, on the server a moment later, in step with other windows. */
export function useDraft(start: DraftStart): Draft {
  const { personId, slug } = start;
  const [draft, setDraft] = useState(start.draft);
  const [base, setBase] = useState(start.base);
  const [state, setState] = useState<DraftState>({ kind: "saved", at: start.savedAt });
  const [kept, setKept] = useState(true);
  const [beginning, setBeginning] = useState(0);
  const [theirs, setTheirs] = useState<DraftAnswer | null>(null);
  const now = useRef({ draft: start.draft, base: start.base });
  const own = useRef<{ sync: DraftSync; texts: KeptTexts; id: string; tab: string } | null>(null);

  const put = (next: SourceDraft, from: number) => {
    now.current = { draft: next, base: from };
    setDraft(next);
    setBase(from);
  };
  const keep = () => {
    if (!own.current) return;
    const { texts, id, tab, sync } = own.current;
    const { draft: text, base: from } = now.current;
    const done = texts.keep({
      id,
      tab,
      at: Date.now(),
      base: from,
      revision: sync.revision,
      ...draftToKeep(text),
    });
    setKept(done);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once for a runbook and a person.
  useEffect(() => {
    const texts = new KeptTexts(lastingStorage(), personId, slug);
    const id = newId();
    const tab = tabName(newId());
    const sync = new DraftSync(
      {
        save: (revision) => saveDraft(slug, now.current.draft, { base: now.current.base, revision }),
        later: (work, ms) => {
          const timer = setTimeout(work, ms);
          return () => clearTimeout(timer);
        },
        onState: (next) => {
          setState(next);
          if (next.kind === "saved") {
            texts.drop(id);
            setKept(true);
          }
          if (next.kind === "conflict") void readDraft(slug).then(setTheirs);
        },
      },
      start.revision,
    );
    own.current = { sync, texts, id, tab };
    takeUp(texts, sync, tab);

    const look = () => void follow(sync);
    const back = () => void sync.hurry();
    const leave = () => {
      if (document.visibilityState === "hidden") void sync.hurry();
      else look();
    };
    addEventListener("online", back);
    document.addEventListener("visibilitychange", leave);
    return () => {
      removeEventListener("online", back);
      document.removeEventListener("visibilitychange", leave);
      void sync.hurry().finally(() => sync.stop());
      own.current = null;
    };
  }, [personId, slug]);

  /** What this browser kept because the server never had it: the newest one that continues the stored revision. */
  const takeUp = (texts: KeptTexts, sync: DraftSync, tab: string) => {
    const all = texts.list();
    const left = all.findLast((each) => each.tab === tab) ?? all.at(-1);
    if (!left) return;
    const text = draftOfKept(left);
    if (text.text === now.current.draft.text) return texts.drop(left.id);
    if (left.revision !== sync.revision) {
      // Both went on from the same text: the person chooses, and what lies here is put into the editor for that.
      sync.revision = left.revision;
    }
    put(text, left.base);
    setBeginning((count) => count + 1);
    sync.changed();
    keep();
    texts.drop(left.id);
  };

  /** Another window of this person may have saved since: its text is taken over where nothing was typed here. */
  const follow = async (sync: DraftSync) => {
    const stored = await readDraft(slug);
    if (!stored || stored.revision <= sync.revision || own.current?.sync !== sync) return;
    if (sync.dirty) return sync.hurry();
    put(
      edited(now.current.draft, stored.markdown.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n")),
      stored.base,
    );
    sync.matches(stored.revision, stored.savedAt);
    setBeginning((count) => count + 1);
  };

  return {
    draft,
    base,
    state,
    kept,
    beginning,
    theirs,
    change(text) {
      if (text === now.current.draft.text) return;
      put(edited(now.current.draft, text), now.current.base);
      own.current?.sync.changed();
      keep();
    },
    rebase(from) {
      put(now.current.draft, from);
      own.current?.sync.changed();
      keep();
    },
    keepMine() {
      if (theirs) void own.current?.sync.settle(theirs.revision);
      setTheirs(null);
    },
    settled(text, from, revision, at) {
      put(edited(now.current.draft, text), from);
      own.current?.sync.matches(revision, at);
      setTheirs(null);
    },
    async drop() {
      const sync = own.current?.sync;
      if (!sync) return;
      const { revision } = sync;
      sync.matches(0, null);
      if (revision > 0) await dropDraft(slug, revision);
    },
  };
}
