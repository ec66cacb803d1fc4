/** Larger files are hashed where they lie (`sha256sum`): a browser can only digest what it holds in memory whole. */
const HASHABLE_BYTES = 200 * 1024 * 1024;

/** Hex SHA-256 of a file's bytes, read in this browser and sent nowhere. Rejects with a sentence for the reader. */
export async function sha256OfFile(file: File): Promise<string> {
  if (file.size === 0) throw new Error("The file is empty, and an empty file proves nothing.");
  if (file.size > HASHABLE_BYTES) {
    throw new Error("The file is larger than 200 MB. Run sha256sum where it lies and type the result.");
  }
  if (typeof crypto.subtle === "undefined") {
    throw new Error("This browser hashes only over HTTPS. Run sha256sum on the file and type the result.");
  }
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** True for 64 hexadecimal digits. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text.trim());
}
