"use client";

import { useEffect, useRef, useState } from "react";
import { draftOfKept, draftToKeep } from "@/components/runbook/kept-draft";
import type { SourceDraft } from "@/components/runbook/source-draft";
import { type KeptText, KeptTexts, lastingStorage, tabName } from "@/lib/client/kept-texts";
import { newId } from "@/lib/client/new-id";

/** A text on its way in. */
export interface ImportFile {
  id: string;
  /** When it was opened, milliseconds; of several opened together each later by one, so that they keep their order. */
  at: number;
  draft: SourceDraft;
  /** Its review was opened. */
  seen: boolean;
  published: { slug: string; version: number } | null;
}

interface ImportFiles {
  files: readonly ImportFile[];
  /** The one under review; null before the first. */
  current: ImportFile | null;
  /** Texts that another tab or an earlier evening left unpublished in this browser. */
  left: readonly KeptText[];
  /** False once this browser could not keep a text. */
  kept: boolean;
  add(drafts: readonly SourceDraft[]): void;
  pick(id: string): void;
  change(id: string, draft: SourceDraft): void;
  /** Puts a file away; the answer brings it back. */
  remove(id: string): () => void;
  published(id: string, as: { slug: string; version: number }): void;
  takeUp(kept: KeptText): void;
  forget(kept: KeptText): void;
}

/** The files of the import screen. Unpublished ones are kept in this browser, and are there again after a reload. */
export function useImportFiles(personId: string): ImportFiles {
  const [files, setFiles] = useState<readonly ImportFile[]>([]);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [left, setLeft] = useState<readonly KeptText[]>([]);
  const [kept, setKept] = useState(true);
  const store = useRef<{ texts: KeptTexts; tab: string } | null>(null);

  useEffect(() => {
    const tab = tabName(newId());
    const texts = new KeptTexts(lastingStorage(), personId, "import");
    store.current = { texts, tab };
    const all = texts.list();
    const own = all.filter((each) => each.tab === tab).map(fileOf);
    setLeft(all.filter((each) => each.tab !== tab));
    setFiles(own);
    setCurrentId(own[0]?.id ?? null);
  }, [personId]);

  const keep = ({ id, at, draft }: Pick<ImportFile, "id" | "at" | "draft">) => {
    if (!store.current) return;
    const { texts, tab } = store.current;
    const text = { id, tab, at, base: 0, revision: 0, ...draftToKeep(draft) };
    if (!texts.keep(text)) setKept(false);
  };
  const drop = (id: string) => store.current?.texts.drop(id);
  const open = (added: readonly ImportFile[]) => {
    setFiles((known) => [...known, ...added]);
    const [first] = added;
    if (first) pick(first.id);
  };
  const pick = (id: string) => {
    setCurrentId(id);
    setFiles((known) => known.map((file) => (file.id === id ? { ...file, seen: true } : file)));
  };

  return {
    files,
    current: files.find((file) => file.id === currentId) ?? null,
    left,
    kept,
    pick,
    add(drafts) {
      const added = drafts.map((draft, index) => ({
        id: newId(),
        at: Date.now() + index,
        draft,
        seen: false,
        published: null,
      }));
      added.forEach(keep);
      open(added);
    },
    change(id, draft) {
      keep({ id, at: files.find((file) => file.id === id)?.at ?? Date.now(), draft });
      setFiles((known) => known.map((file) => (file.id === id ? { ...file, draft } : file)));
    },
    remove(id) {
      const at = files.findIndex((file) => file.id === id);
      const file = files[at];
      const others = files.filter((each) => each.id !== id);
      drop(id);
      setFiles(others);
      if (id === currentId) {
        const next = others[Math.min(at, others.length - 1)];
        if (next) pick(next.id);
        else setCurrentId(null);
      }
      return () => {
        if (!file) return;
        keep(file);
        open([file]);
      };
    },
    published(id, as) {
      drop(id);
      setFiles((known) => known.map((file) => (file.id === id ? { ...file, published: as } : file)));
    },
    takeUp(text) {
      const file = { ...fileOf(text), id: newId() };
      keep(file);
      drop(text.id);
      setLeft((known) => known.filter((each) => each.id !== text.id));
      open([file]);
    },
    forget(text) {
      drop(text.id);
      setLeft((known) => known.filter((each) => each.id !== text.id));
    },
  };
}

function fileOf(kept: KeptText): ImportFile {
  return { id: kept.id, at: kept.at, draft: draftOfKept(kept), seen: true, published: null };
}
