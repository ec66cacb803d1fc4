const KEY = "(?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----";
const BEGIN = new RegExp(`-----BEGIN ${KEY}`);
const END = new RegExp(`-----END ${KEY}`);

/** A line of a key's body, as files, YAML, quotations, diffs and string literals carry it. */
const BODY = /^[\s>|"'`+\-#*]{0,40}([A-Za-z0-9+/=]{1,200})(?:\\[nr]|["'`,;\s\\+]){0,8}$/;
const HEADER = /^[\s>|"'`+\-#*]{0,40}(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID):/;

const NOTHING = /^[\s>|+]{0,80}$/;

/** Lines of base64 are long but for the last one. */
const FULL_LINE = 40;

/** Behind a short line only what is too long for a word still goes: keys are wrapped at odd widths, too. */
const NO_WORD = 16;

/** Where a private key is being read: null outside, `open` while more may come, `last` once its end is due. */
export type KeyReading = null | "open" | "last";

/** What of a line belongs to a private key: from and to which column; null for none of it. */
export interface KeyLine {
  reading: KeyReading;
  hidden: { from: number; to: number } | null;
}

/** After the line that begins a key: the rest of the line, if the key stands on it whole. */
function onBegin(line: string, from: number): KeyLine {
  const rest = line.slice(from);
  const end = END.exec(rest);
  const body = end ? rest.slice(0, end.index) : rest;
  if (!/[A-Za-z0-9+/]{16}/.test(body)) return { reading: end ? null : "open", hidden: null };
  return { reading: end ? null : "open", hidden: { from, to: from + body.length } };
}

/**
 * Reads one line of a text that may hold a private key over many. The lines that begin and end one stay, so that a
 * reader sees what stood there; its body goes. A key without an end hides no more than what looks like one.
 */
export function readKeyLine(line: string, reading: KeyReading): KeyLine {
  const begin = BEGIN.exec(line);
  if (begin) return onBegin(line, begin.index + begin[0].length);
  if (reading === null || END.test(line)) return { reading: null, hidden: null };
  if (NOTHING.test(line) || HEADER.test(line)) return { reading, hidden: null };
  const body = BODY.exec(line)?.[1];
  if (body === undefined) return { reading: null, hidden: null };
  if (reading === "last" && body.length < NO_WORD) return { reading: null, hidden: null };
  const from = line.indexOf(body);
  return { reading: body.length < FULL_LINE ? "last" : "open", hidden: { from, to: from + body.length } };
}

/** Whether a private key begins somewhere in the text. */
export function beginsPrivateKey(text: string): boolean {
  return BEGIN.test(text);
}
