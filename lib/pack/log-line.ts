/** An event as the pack carries it: its canonical text, and its place in the chain. */
export interface LogLine {
  body: string;
  prevHash: string;
  hash: string;
}

const START = '{"event":';
const TAIL = /^,"hash":"([0-9a-f]{64})","prevHash":"([0-9a-f]{64})"\}$/;
/** `,"hash":"…","prevHash":"…"}` is always this long. */
const TAIL_LENGTH = 9 + 64 + 14 + 64 + 2;

/**
 * One line of events.jsonl: `{"event":<canonical text>,"hash":"…","prevHash":"…"}`. The text stands in it byte for
 * byte, and the whole line is canonical JSON (RFC 8785) itself.
 */
export function logLine({ body, prevHash, hash }: LogLine): string {
  return `${START}${body},"hash":"${hash}","prevHash":"${prevHash}"}`;
}

/** Null where the line is not of that form; whether the text inside is canonical, its hash says. */
export function parseLogLine(line: string): LogLine | null {
  const split = line.length - TAIL_LENGTH;
  if (split <= START.length || !line.startsWith(START)) return null;
  const [, hash, prevHash] = TAIL.exec(line.slice(split)) ?? [];
  if (hash === undefined || prevHash === undefined) return null;
  return { body: line.slice(START.length, split), hash, prevHash };
}
