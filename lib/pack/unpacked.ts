import type { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import type { Entry } from "yauzl";

type Packed = Pick<Entry, "compressionMethod" | "compressedSize" | "uncompressedSize" | "crc32">;

const DEFLATED = 8;

/** The entry's data as it was packed; an inflater stops where its stream ends, and leaves what lies behind it. */
async function* inflated(packed: Readable, compressedSize: number): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw();
  packed.once("error", (error) => inflater.destroy(error));
  packed.pipe(inflater);
  try {
    for await (const chunk of inflater) yield chunk;
  } finally {
    packed.destroy();
    inflater.destroy();
  }
  if (inflater.bytesWritten !== compressedSize) throw new Error("bytes lie behind its end");
}

/** A zip entry's bytes, from those that it was packed into; throws unless size and checksum are those that it states. */
export async function* unpacked(packed: Readable, entry: Packed): AsyncGenerator<Buffer> {
  const chunks = entry.compressionMethod === DEFLATED ? inflated(packed, entry.compressedSize) : packed;
  let [size, sum] = [0, 0];
  for await (const chunk of chunks) {
    const bytes: Buffer = Buffer.from(chunk);
    size += bytes.length;
    if (size > entry.uncompressedSize) throw new Error("it is longer than it says");
    sum = crc32(bytes, sum);
    yield bytes;
  }
  if (size !== entry.uncompressedSize) throw new Error("it is shorter than it says");
  if (sum !== entry.crc32) throw new Error("its checksum is another");
}
