/** Wall-clock fields of an instant in a time zone. */
interface ZonedTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, made);
  return made;
}

/** The same digits on the server and in every browser: only numbers are taken from Intl, never its words. */
export function zonedTime(ms: number, timeZone: string): ZonedTime {
  const found: Record<string, number> = {};
  for (const part of formatOf(timeZone).formatToParts(ms)) found[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  return { year, month, day, hour, minute, second };
}

/** Milliseconds that the zone is ahead of UTC at that instant. */
function zoneOffsetMs(ms: number, timeZone: string): number {
  const time = zonedTime(ms, timeZone);
  const asUtc = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  return asUtc - Math.floor(ms / 1_000) * 1_000;
}

/**
 * The most recent instant, not after `nowMs`, at which the zone's clocks showed this time; null where the last two
 * days have none (an hour skipped by a clock change). A repeated hour gives its later occurrence that has passed.
 */
export function lastTimeAt(
  hour: number,
  minute: number,
  second: number,
  timeZone: string,
  nowMs: number,
): number | null {
  const candidates: number[] = [];
  for (const daysBack of [0, 1, 2]) {
    const { year, month, day } = zonedTime(nowMs - daysBack * 86_400_000, timeZone);
    const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
    for (const probe of [asUtc - 86_400_000, asUtc + 86_400_000]) {
      const instant = asUtc - zoneOffsetMs(probe, timeZone);
      const shown = zonedTime(instant, timeZone);
      if (shown.hour === hour && shown.minute === minute && instant <= nowMs) candidates.push(instant);
    }
  }
  return candidates.length > 0 ? Math.max(...candidates) : null;
}
