import { Sha256 } from "./sha256";

/** So much of a file is in memory at a time, whatever its size. */
const SLICE_BYTES = 4 * 1024 * 1024;

/**
 * Hex SHA-256 of a file's bytes, read slice by slice in this browser and sent nowhere. `onRead` hears how many bytes
 * are done. Rejects with a sentence for the reader.
 */
export async function sha256OfFile(file: Blob, onRead?: (bytes: number) => void): Promise<string> {
  if (file.size === 0) throw new Error("The file is empty, and an empty file proves nothing.");
  const hash = new Sha256();
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    const end = Math.min(at + SLICE_BYTES, file.size);
    hash.update(new Uint8Array(await file.slice(at, end).arrayBuffer()));
    onRead?.(end);
  }
  return hash.hex();
}

/** True for 64 hexadecimal digits. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text.trim());
}
