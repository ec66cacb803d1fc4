const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

export const MINUTE_MS = 60_000;

/** An instant as the log stores it: ISO 8601 UTC with milliseconds. Null for anything that names no zone (T.2). */
export function instant(value: string): string | null {
  if (!ISO.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : isoOf(ms);
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** The instant `minutes` after another one. */
export function plusMinutes(at: string, minutes: number): string {
  return isoOf(Date.parse(at) + minutes * MINUTE_MS);
}
