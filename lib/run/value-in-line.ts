/** Longest text, in lines that say something, in which an identifier without a name is looked for. */
const SHORT = 40;

/** Words that make a line a statement of what should be, not of what is. */
const DEMAND =
  /\b(?:expect\w*|should|must|wants?|wanted|threshold|limits?|tolerance|allowed|max|maximum|min|minimum)\b/;

const WORD = /[\p{L}\p{N}_]/u;

/** Lower case where it keeps every character's place. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/** `error_rate`, `error-rate` and `error rate` are the same name. */
function folded(text: string): string {
  return lowered(text).replace(/[_-]/g, " ");
}

/** A line as it is read: its text, and the same with every name folded, place for place. */
export interface ReadLine {
  text: string;
  folded: string;
}

export function readLine(text: string): ReadLine {
  return { text, folded: folded(text) };
}

/** A name ends where no word goes on: neither letters nor what joins the words of a longer name. */
function isEdge(char: string): boolean {
  return char === "" || !(WORD.test(char) || char === "-" || char === ".");
}

const NUMBER = /[-+]?\d[\d,_]{0,30}(?:\.\d{1,30})?/y;

/** The number at this place, with its per cent sign; null where it is part of something else: a time, a fraction, a unit. */
function numberAt(line: string, at: number): string | null {
  NUMBER.lastIndex = at;
  const digits = NUMBER.exec(line)?.[0].replace(/[,_]+$/, "");
  if (digits === undefined) return null;
  const rest = line.slice(at + digits.length, at + digits.length + 3);
  if (/^\s?%/.test(rest)) return `${digits} %`;
  return /^[\p{L}\p{N}_/:-]|^[.,]\p{N}/u.test(rest) ? null : digits;
}

const QUOTES = "\"'`";

/** The word at this place, or what stands between quotes; null where nothing does. */
function wordAt(line: string, at: number): string | null {
  const quote = line.charAt(at);
  if (quote !== "" && QUOTES.includes(quote)) {
    const end = line.indexOf(quote, at + 1);
    const inside = end < 0 ? "" : line.slice(at + 1, end).trim();
    return inside || null;
  }
  let end = at;
  while (end < line.length && !/[\s,;|)}\]"'`]/.test(line.charAt(end))) end += 1;
  return line.slice(at, end).replace(/\.$/, "") || null;
}

/** Past at most this many of these characters: what is further away belongs to nothing before it. */
const NEAR = 80;

function skip(line: string, at: number, chars: string): number {
  let next = at;
  while (next < line.length && next - at < NEAR && chars.includes(line.charAt(next))) next += 1;
  return next;
}

/** Where the value begins that a name ending at `at` is given; null where it is given none, or is compared. */
function valueStart(line: string, at: number): number | null {
  const sign = skip(line, skip(line, at, `${QUOTES}*`), " \t");
  const after = line.charAt(sign + 1);
  if (!":=|".includes(line.charAt(sign)) || line.charAt(sign) === "" || after === "=" || after === ">")
    return null;
  return skip(line, sign + 1, " \t*");
}

/** The number that stands right before a name: `0 failures`; null where none does, or it ends something else. */
function numberBefore(line: string, at: number): string | null {
  let end = at;
  while (end > 0 && at - end < NEAR && " \t".includes(line.charAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && end - start < 40 && /[\d.,_%+-]/.test(line.charAt(start - 1))) start -= 1;
  const text = line.slice(start, end);
  const joined =
    start > 0 && (WORD.test(line.charAt(start - 1)) || "/:=<>~".includes(line.charAt(start - 1)));
  if (end === at || joined || !/^[-+]?\d/.test(text)) return null;
  const number = numberAt(text, 0);
  return number !== null && number.replace(" ", "") === text ? number : null;
}

function statedAt(line: string, at: number, end: number, numeric: boolean): string | null {
  if (!isEdge(line.charAt(at - 1)) || !isEdge(line.charAt(end))) return null;
  const start = valueStart(line, end);
  if (start === null) return numeric ? numberBefore(line, at) : null;
  return numeric ? numberAt(line, start) : wordAt(line, start);
}

/** The value that one line states for a name, the last where it states several; null where it states none. */
export function labelledValue(line: ReadLine, name: string, numeric: boolean): string | null {
  const needle = folded(name.trim());
  if (needle === "" || !line.folded.includes(needle)) return null;
  const demand = line.folded.search(DEMAND);
  let at = line.folded.lastIndexOf(needle);
  while (at >= 0) {
    const stated = demand >= 0 && demand < at ? null : statedAt(line.text, at, at + needle.length, numeric);
    if (stated !== null) return stated;
    at = at === 0 ? -1 : line.folded.lastIndexOf(needle, at - 1);
  }
  return null;
}

const ALONE = /^([A-Za-z0-9][\w.-]{3,119})(?:\s+\([^()]{0,60}\))?\s*$/;
const HEX = /^[0-9a-f]{6,64}$/i;

/** Whether a word could be what it is compared with: of its kind, and no ordinary word. */
function isLike(word: string, right: string): boolean {
  if (HEX.test(right) && !HEX.test(word)) return false;
  return /\d/.test(word) || (HEX.test(word) && word.length === right.length);
}

/** The one identifier that stands alone on a line of a short text: `70a79686336c (head)`; null where there are several. */
export function loneIdentifier(lines: ReadLine[], right: string): string | null {
  const said = lines.map((line) => line.text).filter((text) => text.trim() !== "");
  if (said.length > SHORT) return null;
  const words = said
    .map((text) => ALONE.exec(text)?.[1])
    .filter((word): word is string => word !== undefined && isLike(word, right.trim()));
  const different = [...new Set(words)];
  return different.length === 1 ? (different[0] ?? null) : null;
}
