import type { Queryable } from "../run/event-log";

/** Chunks that go in one statement: 50 MB, well within a statement's time. */
const AT_ONCE = 200;

/** SQLSTATE of the guards: the bytes were sealed meanwhile, and stay. */
const SEALED = "23001";

export interface NewUpload {
  id: string;
  runId: string;
  personId: string;
  artifactId: string;
}

/** What an upload turned out to be, once its last byte was in. */
export interface UploadFacts {
  /** Hex. */
  sha256: string;
  /** Bytes. */
  size: number;
  mediaType: string;
}

export async function openUpload(db: Queryable, upload: NewUpload): Promise<void> {
  const { id, runId, personId, artifactId } = upload;
  const text = `INSERT INTO evidence_upload (id, "runId", "personId", "artifactId") VALUES ($1, $2, $3, $4)`;
  await db.query({ name: "evidence-open", text, values: [id, runId, personId, artifactId] });
}

/**
 * One short statement. Its commit is not waited for on disk: `completeUpload` counts what is there, and its own commit
 * is behind all of these in the write-ahead log.
 */
export async function putChunk(db: Queryable, uploadId: string, n: number, bytes: Buffer): Promise<void> {
  const text = `INSERT INTO evidence_chunk ("uploadId", n, bytes)
    SELECT $1::uuid, $2::integer, $3::bytea WHERE set_config('synchronous_commit', 'off', true) = 'off'`;
  await db.query({ name: "evidence-put", text, values: [uploadId, n, bytes] });
}

/** Says that the upload still gets on, so that no node sweeps it. */
export async function touchUpload(db: Queryable, uploadId: string): Promise<void> {
  const text = `UPDATE evidence_upload SET "touchedAt" = now() WHERE id = $1`;
  await db.query({ name: "evidence-touch", text, values: [uploadId] });
}

/** False where chunks are missing: the database went down meanwhile, or the upload was swept. */
export async function completeUpload(db: Queryable, id: string, facts: UploadFacts): Promise<boolean> {
  const { sha256, size, mediaType } = facts;
  const text = `UPDATE evidence_upload SET sha256 = $2, size = $3, "mediaType" = $4, "touchedAt" = now()
    WHERE id = $1 AND "abandonedAt" IS NULL
      AND $3 = (SELECT coalesce(sum(octet_length(bytes)), 0) FROM evidence_chunk WHERE "uploadId" = $1)`;
  const values = [id, sha256, size, mediaType];
  return (await db.query({ name: "evidence-complete", text, values })).rowCount === 1;
}

/** True from here on nobody can seal these bytes; false where somebody has. */
async function abandon(db: Queryable, id: string): Promise<boolean> {
  const text = `UPDATE evidence_upload u SET "abandonedAt" = now() WHERE u.id = $1
    AND NOT EXISTS (SELECT 1 FROM evidence_blob b WHERE b."uploadId" = u.id)`;
  try {
    return (await db.query({ name: "evidence-abandon", text, values: [id] })).rowCount === 1;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === SEALED) return false;
    throw error;
  }
}

/** Takes an upload away with all its chunks, unless it was sealed; then it is left as it is. */
export async function discardUpload(db: Queryable, id: string): Promise<void> {
  if (!(await abandon(db, id))) return;
  const chunks = `DELETE FROM evidence_chunk WHERE "uploadId" = $1
    AND n IN (SELECT n FROM evidence_chunk WHERE "uploadId" = $1 LIMIT ${AT_ONCE})`;
  const left = `SELECT 1 FROM evidence_chunk WHERE "uploadId" = $1 LIMIT 1`;
  // Another node may be at the same upload: what counts is what is left, not what this one took.
  while ((await db.query(left, [id])).rowCount) await db.query(chunks, [id]);
  await db.query("DELETE FROM evidence_upload WHERE id = $1", [id]);
}

/** Uploads that nobody is at any more: not heard of for an hour, or given up by a node that then died. */
export async function staleUploads(db: Queryable, most: number): Promise<string[]> {
  const text = `SELECT u.id FROM evidence_upload u
    WHERE (u."touchedAt" < now() - interval '1 hour' OR u."abandonedAt" < now() - interval '5 minutes')
      AND NOT EXISTS (SELECT 1 FROM evidence_blob b WHERE b."uploadId" = u.id)
    ORDER BY u."startedAt" LIMIT $1`;
  return (await db.query<{ id: string }>(text, [most])).rows.map(({ id }) => id);
}
