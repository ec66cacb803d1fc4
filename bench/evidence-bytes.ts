import { randomBytes } from "node:crypto";

/** As the store cuts them. */
export const chunkBytes = 256 * 1024;
export const megabyte = 1024 * 1024;

/** `size` bytes (whole chunks) that no other call gives and no compression makes smaller, at next to no cost. */
export function* distinctChunks(size: number): Generator<Buffer> {
  const seed = randomBytes(chunkBytes);
  for (let n = 0; n < size / chunkBytes; n += 1) {
    const chunk = Buffer.from(seed);
    // A change each 4 KB, so that no part of a chunk is like the same part of another.
    for (let at = 0; at < chunkBytes; at += 4096) chunk.writeUInt32BE(n, at);
    yield chunk;
  }
}
