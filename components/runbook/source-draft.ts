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

export function draftFromText(text: string): SourceDraft {
  return {
    name: null,
    text: text.replaceAll("\r\n", "\n"),
    original: null,
    lineEnd: "\n",
    byteOrderMark: false,
  };
}

/** Opens a file: UTF-8, and Latin-1 where the bytes are no UTF-8. */
export function draftFromBytes(name: string, bytes: Uint8Array<ArrayBuffer>): SourceDraft {
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = decode(bytes);
  return {
    name,
    text: text.replaceAll("\r\n", "\n"),
    original: bytes,
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
    byteOrderMark,
  };
}

function decode(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
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

/**
 * Puts an author's annotation behind the item on a line (1-based). `annotation` is the comment, or its inside. The
 * text is unchanged where the line does not exist or has the annotation already.
 */
export function annotate(text: string, line: number, annotation: string): string {
  const comment = annotation.trim().startsWith("<!--")
    ? annotation.trim()
    : `<!-- hp: ${annotation.trim()} -->`;
  const lines = text.split("\n");
  const target = lines[line - 1];
  if (target === undefined || target.includes(comment)) return text;
  lines[line - 1] = `${target.trimEnd()} ${comment}`;
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

/** Line (1-based) of a character index. */
export function lineOfOffset(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
