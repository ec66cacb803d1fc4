import type { Queryable } from "../run/event-log";
import { CHUNK_SIZE } from "./chunk-size";
import { type ChunkSource, readChunks } from "./read-chunks";

/** Chunks of one statement: 1 MB, so that a connection is never held for longer than the database takes for that. */
const AT_ONCE = 4;

/** A part of a blob: from `start` to before `end`, in bytes. */
export interface ByteSpan {
  start: number;
  end: number;
}

interface BlobRow {
  uploadId: string;
  size: string;
}

async function findBlob(db: Queryable, sha256: string): Promise<{ uploadId: string; size: number }> {
  const { rows } = await db.query<BlobRow>({
    name: "evidence-blob",
    text: `SELECT "uploadId", size FROM evidence_blob WHERE sha256 = $1`,
    values: [sha256],
  });
  const [row] = rows;
  if (!row) throw new Error(`No evidence is stored under ${sha256}`);
  return { uploadId: row.uploadId, size: Number(row.size) };
}

/**
 * Sealed bytes in order, a few chunks at a time and as many ahead, each by a short statement of its own: no connection
 * is held while the reader is slow, and one that stops reading leaves nothing behind. Throws where the blob is not there.
 */
export async function* readBlob(db: ChunkSource, sha256: string, span?: ByteSpan): AsyncGenerator<Buffer> {
  const { uploadId, size } = await findBlob(db, sha256);
  const { start, end } = span ?? { start: 0, end: size };
  const first = Math.floor(start / CHUNK_SIZE);
  const last = Math.ceil(end / CHUNK_SIZE) - 1;
  const ahead = (from: number) => {
    const chunks =
      from <= last ? readChunks(db, uploadId, from, Math.min(from + AT_ONCE - 1, last)) : Promise.resolve([]);
    // A reader that stops in between never awaits it.
    chunks.catch(() => {});
    return chunks;
  };
  let next = ahead(first);
  for (let from = first; from <= last; from += AT_ONCE) {
    const chunks = await next;
    next = ahead(from + AT_ONCE);
    for (const [index, bytes] of chunks.entries()) {
      const offset = (from + index) * CHUNK_SIZE;
      yield bytes.subarray(Math.max(0, start - offset), Math.min(bytes.length, end - offset));
    }
  }
}
