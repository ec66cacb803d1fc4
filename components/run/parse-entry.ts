import type { EntryKind } from "@/lib/run/events";
import { lastTimeAt } from "@/lib/run/zoned-time";

/** What the composer makes of a line: an entry, or why it cannot be one. */
type ParsedEntry =
  | { ok: true; text: string; kind: EntryKind; occurredAt: string | null }
  | { ok: false; message: string };

const KINDS: Readonly<Record<string, EntryKind>> = {
  note: "note",
  decision: "decision",
  action: "action",
  ref: "reference",
  reference: "reference",
};

const AT = /^\/at\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s+|$)/i;
const KIND = /^\/(note|decision|action|ref|reference)(?:\s+|$)/i;

/**
 * Reads `text`, `/at 02:14 text` (the most recent such time in the run's zone), and `/decision`, `/action`, `/ref`
 * before it, in any order. A word that only looks like a command is refused rather than logged as text.
 */
export function parseEntry(line: string, timeZone: string, nowMs: number): ParsedEntry {
  let rest = line.trim();
  let kind: EntryKind = "note";
  let occurredAt: string | null = null;
  for (;;) {
    const at = AT.exec(rest);
    const named = KIND.exec(rest);
    if (at) {
      const instant = instantOf(at, timeZone, nowMs);
      if (instant === null)
        return { ok: false, message: `${at[1]}:${at[2]} is no time that ${timeZone} has shown.` };
      occurredAt = new Date(instant).toISOString();
      rest = rest.slice(at[0].length);
    } else if (named) {
      kind = KINDS[(named[1] ?? "").toLowerCase()] ?? "note";
      rest = rest.slice(named[0].length);
    } else break;
  }
  if (/^\/at\b/i.test(rest)) return { ok: false, message: "Write /at 02:14 and then the text." };
  if (rest.trim() === "") return { ok: false, message: "Nothing to log yet: write what happened." };
  return { ok: true, text: rest.trim(), kind, occurredAt };
}

function instantOf(match: RegExpExecArray, timeZone: string, nowMs: number): number | null {
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return lastTimeAt(hour, minute, second, timeZone, nowMs);
}
