import { MAX_RUNBOOK_BYTES } from "./size-limit";

export type DecodedText =
  | { ok: true; text: string; encoding: "utf-8" | "latin-1" }
  | { ok: false; code: "empty" | "not-text" | "too-large"; message: string };

const CONTROLS_IN_TEXT = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

/** A NUL never stands in text; many other control bytes mean an image, an archive or a program. */
function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) return true;
    if (byte < 0x20 && !CONTROLS_IN_TEXT.has(byte)) controls += 1;
  }
  return controls > bytes.length / 100;
}

/** UTF-8, else Latin-1 (rule 1 of the importer), a byte order mark left out. */
export function textOfBytes(bytes: Uint8Array): { text: string; encoding: "utf-8" | "latin-1" } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("latin1").decode(bytes), encoding: "latin-1" };
  }
}

/** Bytes as text, the same on the server and in the browser. What is no text at all is refused with a sentence. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > MAX_RUNBOOK_BYTES) {
    return {
      ok: false,
      code: "too-large",
      message: "The Markdown is larger than 512 KB, which is the limit.",
    };
  }
  if (looksBinary(bytes)) {
    return {
      ok: false,
      code: "not-text",
      message: "This is no text: it holds bytes that only binary files have.",
    };
  }
  const decoded = textOfBytes(bytes);
  if (decoded.text.trim() === "") {
    return { ok: false, code: "empty", message: "The Markdown is empty: there is nothing to import." };
  }
  return { ok: true, ...decoded };
}
