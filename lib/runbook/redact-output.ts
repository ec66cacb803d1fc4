import { type CredentialRange, credentialRanges, LONGEST_MATCH } from "./credential-ranges";

export const REDACTED = "[redacted]";

const KEY_BEGIN = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/;
const KEY_END = /-----END [A-Z ]{0,40}PRIVATE KEY-----/;
const KEY_MARK = "PRIVATE KEY-----";

/** Longest end of a text that may be the beginning of a key's last line. */
const MARK_LENGTH = 80;

/** The largest keys in use are a quarter of this; what goes on longer has lost its end, and is text again. */
const LONGEST_KEY = 65_536;

/** A line that is longer is worked off in pieces. */
const LONGEST_LINE = 65_536;

/** Longest piece of a literal that is looked for at once. */
const LONGEST_LITERAL = 4_096;

/** Values are looked for line by line, and long ones in pieces: no border then lies inside of what is looked for. */
function piecesOf(literal: string): string[] {
  return literal.split(/\r?\n/).flatMap((line) => {
    const pieces: string[] = [];
    for (let from = 0; from < line.length; from += LONGEST_LITERAL) {
      pieces.push(line.slice(from, from + LONGEST_LITERAL));
    }
    return pieces;
  });
}

/** Shorter ones stand everywhere, and mask nothing but sense. */
const SHORTEST_LITERAL = 4;

/**
 * Takes credentials out of a stream of text: passwords in addresses, tokens of known shapes, authorization headers,
 * private keys, assignments to secret names, and the literal values that it is given; wherever the pieces of the stream
 * begin and end. Works on one character per byte, so that bytes of any encoding come out as they went in. It holds back
 * no more than the line that is not at its end.
 */
export class OutputRedactor {
  private pending = "";
  private keyLength: number | null = null;
  private readonly literals: string[];
  private masked = 0;

  constructor(literals: readonly string[] = []) {
    const pieces = literals.flatMap(piecesOf).filter((piece) => piece.trim().length >= SHORTEST_LITERAL);
    this.literals = [...new Set(pieces)].sort((a, b) => b.length - a.length);
  }

  /** How many stretches were masked so far. */
  get count(): number {
    return this.masked;
  }

  /** What may leave now that this piece has come. */
  push(piece: string): string {
    this.pending += piece;
    const lineEnd = this.pending.lastIndexOf("\n") + 1;
    if (lineEnd > 0) return this.take(lineEnd);
    return this.pending.length > LONGEST_LINE ? this.take(this.safeCut()) : "";
  }

  /** What is left when no more comes. */
  end(): string {
    return this.take(this.pending.length);
  }

  /** A place in a line without end that lies in no credential, not even in one that goes on. */
  private safeCut(): number {
    const key = KEY_BEGIN.exec(this.pending);
    const keyRange = key ? [{ context: key.index, from: key.index, to: key.index + key[0].length }] : [];
    let cut = this.pending.length - LONGEST_MATCH;
    const ranges = [...credentialRanges(this.pending, this.literals), ...keyRange];
    for (const range of ranges.reverse()) {
      if (range.context < cut && range.to > cut) cut = range.context;
    }
    return cut;
  }

  private take(end: number): string {
    const text = this.pending.slice(0, end);
    this.pending = this.pending.slice(end);
    return this.redact(text);
  }

  private redact(text: string): string {
    if (this.keyLength !== null) return this.skipKey(text);
    const begin = text.includes(KEY_MARK) ? KEY_BEGIN.exec(text) : null;
    if (!begin) return this.mask(text);
    this.keyLength = 0;
    this.masked += 1;
    const before = this.mask(text.slice(0, begin.index));
    return `${before}${REDACTED}${this.skipKey(text.slice(begin.index + begin[0].length))}`;
  }

  private skipKey(text: string): string {
    const length = this.keyLength ?? 0;
    const left = LONGEST_KEY - length;
    const end = KEY_END.exec(text);
    if (end && end.index <= left) {
      this.keyLength = null;
      return this.redact(text.slice(end.index + end[0].length));
    }
    if (text.length > left) {
      this.keyLength = null;
      return this.redact(text.slice(left));
    }
    // The last line of the key may have begun: it is looked at again with what follows.
    const kept = text.endsWith("\n") ? 0 : Math.min(MARK_LENGTH, text.length);
    this.keyLength = length + text.length - kept;
    this.pending = text.slice(text.length - kept) + this.pending;
    return "";
  }

  private mask(text: string): string {
    const ranges = credentialRanges(text, this.literals);
    if (ranges.length === 0) return text;
    this.masked += ranges.length;
    return withMasks(text, ranges);
  }
}

function withMasks(text: string, ranges: readonly CredentialRange[]): string {
  let out = "";
  let from = 0;
  for (const range of ranges) {
    out += text.slice(from, range.from) + REDACTED;
    from = range.to;
  }
  return out + text.slice(from);
}
