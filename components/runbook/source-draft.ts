import { textOfBytes } from "@/lib/runbook/decode-text";

/**
 * A Markdown text on its way in. Until it is edited, exactly the bytes that were opened are sent, because the hash is
 * taken of them; an edited text keeps the file's line ends and byte order mark.
 */
export interface SourceDraft {
  /** File name, or null where the text was pasted. */
  name: string | null;
  /** The text as an editor holds it: line feeds only. */
  text: string;
  original: Uint8Array<ArrayBuffer> | null;
  lineEnd: "\n" | "\r\n";
  byteOrderMark: boolean;
}

/** As every editor counts lines; the importer does the same. */
function lineFeedsOnly(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

export function draftFromText(text: string): SourceDraft {
  return {
    name: null,
    text: lineFeedsOnly(text),
    original: null,
    lineEnd: "\n",
    byteOrderMark: false,
  };
}

/** Opens a file: UTF-8, and Latin-1 where the bytes are no UTF-8. */
export function draftFromBytes(name: string, bytes: Uint8Array<ArrayBuffer>): SourceDraft {
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const { text } = textOfBytes(bytes);
  return {
    name,
    text: lineFeedsOnly(text),
    original: bytes,
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
    byteOrderMark,
  };
}

/** The draft after an edit; the opened bytes no longer count. */
export function edited(draft: SourceDraft, text: string): SourceDraft {
  return text === draft.text ? draft : { ...draft, text, original: null };
}

/** What is sent, and hashed. */
export function bytesOf(draft: SourceDraft): Uint8Array<ArrayBuffer> {
  if (draft.original) return draft.original;
  const text = draft.lineEnd === "\n" ? draft.text : draft.text.replaceAll("\n", draft.lineEnd);
  return new TextEncoder().encode(draft.byteOrderMark ? `\uFEFF${text}` : text);
}

/** What an annotation changes in a line: `insert` replaces the blanks at its end, from column `from` on. */
export interface LineEdit {
  from: number;
  insert: string;
}

/**
 * How an author's annotation is put behind the item on a line. `annotation` is the comment, or its inside; null where
 * the line has it already.
 */
export function annotationEdit(line: string, annotation: string): LineEdit | null {
  const comment = annotation.trim().startsWith("<!--")
    ? annotation.trim()
    : `<!-- hp: ${annotation.trim()} -->`;
  return line.includes(comment) ? null : { from: line.trimEnd().length, insert: ` ${comment}` };
}

/** The text with the annotation behind a line (1-based); unchanged where the line does not exist or has it already. */
export function annotate(text: string, line: number, annotation: string): string {
  const lines = text.split("\n");
  const target = lines[line - 1];
  const edit = target === undefined ? null : annotationEdit(target, annotation);
  if (target === undefined || edit === null) return text;
  lines[line - 1] = target.slice(0, edit.from) + edit.insert;
  return lines.join("\n");
}

/** Index of the first character of a line (1-based) in a text; its end where the line does not exist. */
export function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let current = 1; current < line; current++) {
    const next = text.indexOf("\n", at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}
