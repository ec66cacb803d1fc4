import { instant } from "../lib/run/instant";
import { lastTimeAt } from "../lib/run/zoned-time";
import { Failure } from "./failure";
import { KEPT_WORDS, openLine, record, runOf } from "./record";
import type { TargetOptions } from "./target";
import { type Context, EXIT, short, toJson } from "./terminal";

export interface LogOptions extends TargetOptions {
  at?: string;
  kind?: string;
}

const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const AGO = /^(\d{1,4})\s?(s|m|min|h) ago$/;
const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 };

/** `2026-11-22T02:14:00Z`, `02:14` in the zone (the last time that its clocks showed it), or `5m ago`; null for others. */
export function whenOf(text: string, timeZone: string, now: number): string | null {
  const ago = AGO.exec(text.trim());
  if (ago) return new Date(now - Number(ago[1]) * (UNIT_MS[ago[2] ?? ""] ?? 0)).toISOString();
  const [, hour, minute, second = "0"] = CLOCK.exec(text.trim()) ?? [];
  if (hour === undefined) return instant(text.trim());
  const at = lastTimeAt(Number(hour), Number(minute), Number(second), timeZone, now);
  return at === null ? null : new Date(at).toISOString();
}

/** `holdpoint log TEXT`: one entry of the timeline; several words need no quotes. */
export async function log(words: string[], options: LogOptions, context: Context): Promise<number> {
  const line = await openLine(context, options);
  const runId = await runOf(context, line, options);
  const text = words.join(" ");
  const known = options.at === undefined || !CLOCK.test(options.at.trim()) ? null : await line.api.run(runId);
  const zone =
    known?.kind === "ok" ? known.value.state.timeZone : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const typed = options.at === undefined ? null : whenOf(options.at, zone, Date.now());
  if (options.at !== undefined && typed === null) {
    const message = "--at takes 02:14 in the run's zone, an instant like 2026-11-22T02:14:00Z, or “5m ago”.";
    throw new Failure(EXIT.unusable, { code: "usage", message });
  }
  const kind = options.kind === undefined ? {} : { kind: options.kind };
  const body = { type: "LogEntry", text, ...(typed === null ? {} : { occurredAt: typed }), ...kind };
  const about = `the entry “${short(text, 60)}”`;
  // What is kept and told later happened when it was typed.
  const kept = (at: string) => ({ ...body, occurredAt: typed ?? at });
  const { answer, commandId } = await record(line, runId, { about, body, kept });
  if (options.json) context.out(toJson({ kept: answer === undefined, commandId, seq: answer?.seq ?? null }));
  else context.out(answer ? `logged as entry ${answer.seq}\n` : KEPT_WORDS);
  return answer ? EXIT.done : EXIT.kept;
}
