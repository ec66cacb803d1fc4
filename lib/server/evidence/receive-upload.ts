import { createHash } from "node:crypto";
import type { Problem } from "../api/problem";
import type { Queryable } from "../run/event-log";
import { CHUNK_SIZE } from "./chunk-size";
import { TextHead } from "./text-head";
import { Turns } from "./turns";
import { putChunk, touchUpload, type UploadFacts } from "./upload-rows";

/** Chunk statements in flight on a node, so that uploads never take the connections that commands need. */
const writes = new Turns(4);

const TOUCH_EVERY_MS = 60_000;

/** How often the limits are asked again, in chunks: each 64 MB. */
const ASK_EVERY = 256;

/** A sender who is gone, or whose bytes are not to be read. */
export class BrokenUpload extends Error {}

export interface Receiving {
  db: Queryable;
  uploadId: string;
  /** Bytes; more of them are refused. */
  limit: number;
  /** Why no more is taken after so many bytes; null to go on. */
  standsAgainst(size: number): Promise<Problem | null> | Problem | null;
}

export type Received =
  | { ok: true; value: UploadFacts & { text: string | null } }
  | { ok: false; problem: Problem };

/** Chunks on their way at once: what the database does with one need not wait for the next to be read and hashed. */
const IN_FLIGHT = 3;

/** Writes chunks behind the reader's back: a few on their way, one being filled, and never more. */
class ChunkWriter {
  private readonly free = Array.from({ length: IN_FLIGHT }, () => Buffer.alloc(CHUNK_SIZE));
  private buffer = Buffer.alloc(CHUNK_SIZE);
  private filled = 0;
  private n = 0;
  private readonly writing = new Set<Promise<void>>();
  private broken: { error: unknown } | null = null;

  constructor(private readonly receiving: Receiving) {}

  get chunks(): number {
    return this.n;
  }

  async add(piece: Uint8Array): Promise<void> {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + CHUNK_SIZE - this.filled);
      this.buffer.set(part, this.filled);
      this.filled += part.length;
      from += part.length;
      if (this.filled === CHUNK_SIZE) await this.flush();
    }
  }

  private async flush(): Promise<void> {
    const writing = this.write(this.n, this.buffer, this.filled).finally(() => this.writing.delete(writing));
    this.writing.add(writing);
    this.n += 1;
    this.filled = 0;
    while (this.free.length === 0) await Promise.race(this.writing);
    this.raise();
    this.buffer = this.free.pop() ?? this.buffer;
  }

  /** Never throws: what a chunk failed with is raised where the next one is due. */
  private async write(n: number, buffer: Buffer<ArrayBuffer>, filled: number): Promise<void> {
    const { db, uploadId } = this.receiving;
    try {
      await writes.take(() => putChunk(db, uploadId, n, buffer.subarray(0, filled)));
    } catch (error) {
      this.broken ??= { error };
    } finally {
      this.free.push(buffer);
    }
  }

  private raise(): void {
    if (this.broken) throw this.broken.error;
  }

  async finish(): Promise<void> {
    if (this.filled > 0) await this.flush();
    await this.settled();
    this.raise();
  }

  /** After it, no statement of this writer is on its way. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
  }
}

async function* guarded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw new BrokenUpload("The body broke off before its end", { cause: error });
  }
}

/**
 * Takes a body into chunks while hashing it, in the memory of a few chunks however long it is, and no faster than the
 * database writes. Throws BrokenUpload, and what the database throws; then the upload's rows are the caller's to discard.
 */
export async function receiveUpload(
  receiving: Receiving,
  source: AsyncIterable<Uint8Array>,
): Promise<Received> {
  const hash = createHash("sha256");
  const head = new TextHead();
  const writer = new ChunkWriter(receiving);
  let size = 0;
  let touched = performance.now();
  let asked = 0;
  try {
    for await (const piece of guarded(source)) {
      size += piece.length;
      const over = size > receiving.limit || writer.chunks >= asked + ASK_EVERY;
      const problem = over ? await receiving.standsAgainst(size) : null;
      if (problem) return { ok: false, problem };
      if (over) asked = writer.chunks;
      hash.update(piece);
      head.add(piece);
      await writer.add(piece);
      if (performance.now() - touched < TOUCH_EVERY_MS) continue;
      touched = performance.now();
      await touchUpload(receiving.db, receiving.uploadId);
    }
    await writer.finish();
  } finally {
    await writer.settled();
  }
  return { ok: true, value: { sha256: hash.digest("hex"), size, ...head.judge() } };
}
