/** Wall-clock fields of an instant in a time zone. */
export interface ZonedTime {
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

const two = (value: number) => String(value).padStart(2, "0");

/** `02:03:10` in the run's zone. */
export function timeOfDay(at: string | number, timeZone: string): string {
  const time = zonedTime(typeof at === "number" ? at : Date.parse(at), timeZone);
  return `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
}

/** `02:03` in the run's zone. */
export function hourMinute(at: string | number, timeZone: string): string {
  return timeOfDay(at, timeZone).slice(0, 5);
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Sun 22 Nov` in the run's zone. */
export function dayOf(ms: number, timeZone: string): string {
  const { year, month, day } = zonedTime(ms, timeZone);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return `${DAYS[weekday] ?? ""} ${day} ${MONTHS[month - 1] ?? ""}`;
}

/** `02:30`, or `Mon 23 Nov 02:30` where that is not today: nobody has to guess the day. */
export function nearTime(at: string | number, timeZone: string, nowMs: number): string {
  const ms = typeof at === "number" ? at : Date.parse(at);
  const day = dayOf(ms, timeZone);
  return day === dayOf(nowMs, timeZone) ? hourMinute(ms, timeZone) : `${day} ${hourMinute(ms, timeZone)}`;
}

/** `2026-11-22 01:02:19 UTC`, for what a pointer over a time shows. */
export function utcText(at: string | number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `CET`, `EST`, `GMT+5:30`: the zone's short name at that moment. */
export function zoneName(ms: number, timeZone: string): string {
  const locale = timeZone.startsWith("America/") ? "en-US" : "en-GB";
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }).formatToParts(ms);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** Minutes that the zone is ahead of UTC at that instant. */
function zoneOffsetMs(ms: number, timeZone: string): number {
  const time = zonedTime(ms, timeZone);
  const asUtc = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  return asUtc - Math.floor(ms / 1_000) * 1_000;
}

/**
 * The most recent instant, not after `nowMs`, at which the zone's clocks showed this time; null where the last two
 * days have none (an hour skipped by a clock change). A repeated hour gives its later occurrence that has passed.
 */
export function lastTimeAt(hour: number, minute: number, second: number, timeZone: string, nowMs: number): number | null {
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
