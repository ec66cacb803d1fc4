import type { KeptText } from "@/lib/client/kept-texts";
import { bytesOf, type SourceDraft } from "./source-draft";

type KeptDraft = Pick<KeptText, "name" | "text" | "lineEnd" | "byteOrderMark" | "original">;

/** A draft as a browser's storage can hold it: its exact bytes only where the text alone does not give them back. */
export function draftToKeep(draft: SourceDraft): KeptDraft {
  const { name, text, lineEnd, byteOrderMark, original } = draft;
  const again = original && bytesOf({ ...draft, original: null });
  const exact = original && again && !sameBytes(original, again) ? toBase64(original) : null;
  return { name, text, lineEnd, byteOrderMark, original: exact };
}

export function draftOfKept({ name, text, lineEnd, byteOrderMark, original }: KeptDraft): SourceDraft {
  return { name, text, lineEnd, byteOrderMark, original: original === null ? null : fromBase64(original) };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
