/** Bytes of UTF-8 that a file name keeps: with its folder it stays far below what any file system takes. */
const LONGEST = 120;
const LONGEST_EXTENSION = 20;

/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** What no path takes everywhere, control and direction marks, and `%`, which manifests would have to encode. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*%]/gu;

function cut(text: string, bytes: number): string {
  let kept = "";
  let size = 0;
  for (const letter of text) {
    size += Buffer.byteLength(letter);
    if (size > bytes) break;
    kept += letter;
  }
  return kept;
}

/** A name that a person recognises and every file system takes: one path segment, NFC, at most 120 bytes. */
export function safeName(name: string): string {
  const clean = name
    .normalize("NFC")
    .replace(UNSAFE, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  if (clean === "") return "artifact";
  const plain = DEVICE.test(clean) ? `_${clean}` : clean;
  const dot = plain.lastIndexOf(".");
  const extension = dot > 0 ? plain.slice(dot) : "";
  const size = Buffer.byteLength(extension);
  if (size > LONGEST_EXTENSION) return cut(plain, LONGEST).replace(/[. ]+$/, "");
  const stem = cut(plain.slice(0, plain.length - extension.length), LONGEST - size);
  return `${stem.replace(/[. ]+$/, "") || "artifact"}${extension}`;
}

/** Where an artifact's bytes lie: by their hash, so that the same bytes lie there once and no names meet. */
export function artifactPath(sha256: string, name: string): string {
  return `data/evidence/${sha256}/${safeName(name)}`;
}
