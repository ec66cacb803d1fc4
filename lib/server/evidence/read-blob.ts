import type { Queryable } from "../run/event-log";
import { CHUNK_SIZE } from "./chunk-size";

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

async function readChunk(db: Queryable, uploadId: string, n: number): Promise<Buffer> {
  const { rows } = await db.query<{ bytes: Buffer }>({
    name: "evidence-chunk",
    text: `SELECT bytes FROM evidence_chunk WHERE "uploadId" = $1 AND n = $2`,
    values: [uploadId, n],
  });
  const [row] = rows;
  if (!row) throw new Error(`Chunk ${n} of upload ${uploadId} is missing`);
  return row.bytes;
}

/**
 * Sealed bytes in order, a chunk at a time and one ahead, each by a short statement of its own: no connection is held
 * while the reader is slow, and one that stops reading leaves nothing behind. Throws where the blob is not there.
 */
export async function* readBlob(pool: Queryable, sha256: string, span?: ByteSpan): AsyncGenerator<Buffer> {
  const { uploadId, size } = await findBlob(pool, sha256);
  const { start, end } = span ?? { start: 0, end: size };
  const last = Math.ceil(end / CHUNK_SIZE) - 1;
  const ahead = (n: number) => {
    const chunk = n <= last ? readChunk(pool, uploadId, n) : Promise.resolve(null);
    // A reader that stops in between never awaits it.
    chunk.catch(() => {});
    return chunk;
  };
  let next = ahead(Math.floor(start / CHUNK_SIZE));
  for (let n = Math.floor(start / CHUNK_SIZE); n <= last; n += 1) {
    const bytes = await next;
    next = ahead(n + 1);
    const from = n * CHUNK_SIZE;
    if (bytes) yield bytes.subarray(Math.max(0, start - from), Math.min(bytes.length, end - from));
  }
}
