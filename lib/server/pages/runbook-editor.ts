import { currentServices } from "../current-services";
import { findDraft } from "../runbooks/drafts";
import { findMarkdown, findRunbook } from "../runbooks/runbooks";

/** A runbook as its editor begins: the version that the text goes out from, and what the person has not published yet. */
export interface EditorPage {
  slug: string;
  title: string;
  latest: number;
  base: number;
  /** The base version's exact bytes. */
  bytes: Uint8Array;
  /** Null where there is no draft, or one that says no more than its base. */
  draft: { text: string; base: number; savedAt: string } | null;
  /** Revision of the stored draft, whatever it says; 0 for none. */
  revision: number;
}

/** `version` null: the newest. Null where there is no such runbook or version. */
export async function readEditor(
  slug: string,
  version: number | null,
  personId: string,
): Promise<EditorPage | null> {
  const services = currentServices();
  const runbook = await findRunbook(services, slug);
  const latest = runbook?.versions[0]?.version;
  if (!runbook || latest === undefined) return null;
  const base = version ?? latest;
  const [bytes, kept] = await Promise.all([
    findMarkdown(services, slug, base),
    findDraft(services, { slug, personId }),
  ]);
  if (!bytes) return null;
  const same = kept !== null && Buffer.from(kept.markdown, "utf8").equals(bytes);
  return {
    slug,
    title: runbook.title,
    latest,
    base,
    bytes,
    draft: kept && !same ? { text: kept.markdown, base: kept.base, savedAt: kept.savedAt } : null,
    revision: kept?.revision ?? 0,
  };
}
