/** Bytes that are looked at: all of a text that values are taken from. */
const LONGEST = 1024 * 1024;

/** Control characters that no log has: those but tab, line feeds, carriage return, backspace and the terminal's escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BINARY = /[\u0000-\u0007\u000e-\u001a\u001c-\u001f]/;

export const TEXT = "text/plain; charset=utf-8";
export const BYTES = "application/octet-stream";

/** Remembers the first megabyte of a stream, and says whether it is text. Nobody's word is taken for it. */
export class TextHead {
  private readonly pieces: Buffer[] = [];
  private kept = 0;
  private size = 0;

  /** Copies what it keeps. */
  add(piece: Uint8Array): void {
    this.size += piece.length;
    if (this.kept >= LONGEST) return;
    const part = Buffer.from(piece.subarray(0, LONGEST - this.kept));
    this.pieces.push(part);
    this.kept += part.length;
  }

  private decoded(): string | null {
    try {
      // A character that the end of the head cuts through is no fault.
      const stream = this.size > this.kept;
      const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(this.pieces), { stream });
      return BINARY.test(text) ? null : text;
    } catch {
      return null;
    }
  }

  /** `text` is the whole text; null for anything else, and for one of more than a megabyte. */
  judge(): { mediaType: string; text: string | null } {
    const text = this.decoded();
    return { mediaType: text === null ? BYTES : TEXT, text: this.size > this.kept ? null : text };
  }
}
