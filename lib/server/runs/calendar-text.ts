/** One entry of a calendar file. Instants are ISO. */
export interface CalendarEntry {
  /** The same for as long as it is the same appointment. */
  uid: string;
  /** Grows with every change of the appointment. */
  sequence: number;
  /** When it was last changed. */
  changedAt: string;
  start: string;
  /** Null where nobody knows how long it takes. */
  end: string | null;
  summary: string;
  description: string;
  url: string;
  cancelled: boolean;
}

/** RFC 5545, 3.1: a content line is at most this long, without its line break. */
const LONGEST_LINE = 75;

/** RFC 5545, 3.3.11; control characters have no place in a text. */
function escaped(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/(?!\n)\p{Cc}/gu, " ")
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n");
}

/** Folds a line between characters, so that no octet sequence is cut; what follows begins with a space that counts. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join("\r\n");
}

/** `20261122T010000Z`; whole seconds in UTC. */
function utc(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** A calendar with one entry, by RFC 5545: CRLF, folded lines, escaped texts, times in UTC. */
export function calendarText(entry: CalendarEntry): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Holdpoint//Cutover window//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${entry.uid}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(entry.changedAt)}`,
    `LAST-MODIFIED:${utc(entry.changedAt)}`,
    `DTSTART:${utc(entry.start)}`,
    ...(entry.end === null ? [] : [`DTEND:${utc(entry.end)}`]),
    `SUMMARY:${escaped(entry.summary)}`,
    `DESCRIPTION:${escaped(entry.description)}`,
    `URL:${entry.url}`,
    `STATUS:${entry.cancelled ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
