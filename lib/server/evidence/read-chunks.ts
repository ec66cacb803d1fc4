import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

/** A pool, of which a connection is taken for each statement, or one connection that is the caller's own. */
export type ChunkSource = pg.Pool | pg.ClientBase;

/** "PGCOPY", its end-of-line guards, the flags and the length of the header's extension. */
const HEADER_BYTES = 11 + 4 + 4;

/**
 * The values of a binary COPY of one column, as PostgreSQL's documentation of COPY lays it out: a header, then for each
 * row a count of fields (16 bits) and each field's length (32 bits) and bytes, and a count of -1 at the end.
 */
export function columnOf(copied: Buffer): Buffer[] {
  const values: Buffer[] = [];
  let at = HEADER_BYTES + copied.readInt32BE(HEADER_BYTES - 4);
  while (copied.readInt16BE(at) !== -1) {
    const length = copied.readInt32BE(at + 2);
    values.push(copied.subarray(at + 6, at + 6 + length));
    at += 6 + length;
  }
  return values;
}

async function copied(client: pg.ClientBase, text: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of client.query(copyTo(text))) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function onConnection<T>(db: ChunkSource, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  if (!(db instanceof pg.Pool)) return work(db);
  const client = await db.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    // What broke off within a COPY leaves a connection that nobody should get.
    client.release(true);
    throw error;
  }
}

/**
 * Chunks `from` to `to` of an upload, both included, by COPY in its binary form: a query's answer would bring the bytes
 * as hexadecimal text, twice as long and a string for each. Throws where one of them is missing.
 */
export async function readChunks(
  db: ChunkSource,
  uploadId: string,
  from: number,
  to: number,
): Promise<Buffer[]> {
  const rows = `SELECT bytes FROM evidence_chunk
    WHERE "uploadId" = ${pg.escapeLiteral(uploadId)} AND n BETWEEN ${Number(from)} AND ${Number(to)} ORDER BY n`;
  const chunks = columnOf(
    await onConnection(db, (client) => copied(client, `COPY (${rows}) TO STDOUT (FORMAT binary)`)),
  );
  if (chunks.length !== to - from + 1)
    throw new Error(`Of chunks ${from} to ${to} of upload ${uploadId} some are missing`);
  return chunks;
}
