import type { DraftAnswer, DraftSavedAnswer } from "../../protocol/http";
import { textOfBytes } from "../../runbook/decode-text";
import { failed, type Outcome } from "../api/problem";
import type { Services } from "../services";
import { SLUG } from "./slug";

type DraftServices = Pick<Services, "db">;

interface DraftName {
  slug: string;
  personId: string;
}

interface DraftSave extends DraftName {
  base: number;
  /** The revision that this save replaces; 0 where the person has no draft yet. */
  revision: number;
  markdown: Uint8Array;
}

interface DraftRow {
  revision: number;
  baseVersion: number;
  markdown: Uint8Array;
  savedAt: Date;
}

const NO_BASE = failed("not-found", "There is no such version of a runbook to go out from.");
const NO_DRAFT = failed("not-found", "You have no unpublished text of this runbook.");

/** One statement: whoever saves over another revision than the one named changes nothing. */
const SAVE = `
  INSERT INTO runbook_draft AS d ("personId", "runbookId", "baseVersion", revision, markdown)
  SELECT $1, r.id, $3, $4::integer + 1, $5
    FROM runbook r JOIN runbook_version v ON v."runbookId" = r.id AND v.number = $3 WHERE r.slug = $2
  ON CONFLICT ("personId", "runbookId") DO UPDATE
    SET "baseVersion" = EXCLUDED."baseVersion", revision = EXCLUDED.revision,
        markdown = EXCLUDED.markdown, "savedAt" = now()
    WHERE d.revision = $4
  RETURNING revision, "baseVersion", markdown, "savedAt"`;

function saved({ revision, baseVersion, savedAt }: DraftRow): DraftSavedAnswer {
  return { revision, base: baseVersion, savedAt: savedAt.toISOString() };
}

async function readRow({ db }: DraftServices, { slug, personId }: DraftName): Promise<DraftRow | null> {
  if (!SLUG.test(slug)) return null;
  return db.prisma.runbookDraft.findFirst({ where: { personId, runbook: { slug } } });
}

/**
 * Keeps what a person has typed. A save that goes out from an older revision than the stored one is refused as stale,
 * unless it brings the very same bytes: then its first answer was lost on the way.
 */
export async function saveDraft(
  services: DraftServices,
  save: DraftSave,
): Promise<Outcome<DraftSavedAnswer>> {
  const { slug, personId, base, revision, markdown } = save;
  const values = [personId, slug, base, revision, Buffer.from(markdown)];
  const { rows } = await services.db.pool.query<DraftRow>(SAVE, values);
  if (rows[0]) return { ok: true, value: saved(rows[0]) };
  const there = await readRow(services, save);
  if (!there) return NO_BASE;
  if (there.baseVersion === base && Buffer.from(markdown).equals(there.markdown)) {
    return { ok: true, value: saved(there) };
  }
  const known = await services.db.prisma.runbookVersion.count({ where: { number: base, runbook: { slug } } });
  if (known === 0) return NO_BASE;
  return failed(
    "stale",
    "Your text of this runbook was changed in another window since. Both texts are kept; choose one.",
  );
}

/** A person's own draft with its text; null where there is none. */
export async function findDraft(services: DraftServices, name: DraftName): Promise<DraftAnswer | null> {
  const row = await readRow(services, name);
  return row && { ...saved(row), markdown: textOfBytes(row.markdown).text };
}

/** Throws a draft away, if it is still the revision that the person has seen. */
export async function dropDraft(
  services: DraftServices,
  { slug, personId, revision }: DraftName & { revision: number },
): Promise<Outcome<null>> {
  const { count } = await services.db.prisma.runbookDraft.deleteMany({
    where: { personId, revision, runbook: { slug } },
  });
  if (count > 0) return { ok: true, value: null };
  if (!(await readRow(services, { slug, personId }))) return NO_DRAFT;
  return failed("stale", "Your text of this runbook was changed in another window since, and was kept.");
}
