/** U+2212: the minus of mission clocks, as wide as a plus. */
const MINUS = "\u2212";

const two = (value: number) => String(value).padStart(2, "0");

function hms(totalSeconds: number): string {
  const hours = Math.floor(totalSeconds / 3600);
  return `${two(hours)}:${two(Math.floor(totalSeconds / 60) % 60)}:${two(totalSeconds % 60)}`;
}

/**
 * The T-clock: `T−00:12:41` before T-0, `T+01:30:00` from it on. It counts whole seconds as they are spoken: T-0 is
 * reached when nothing is left. `nowMs` is server time in epoch milliseconds.
 */
export function tClock(t0: string, nowMs: number): string {
  const elapsed = Math.floor((nowMs - Date.parse(t0)) / 1000);
  if (Number.isNaN(elapsed)) return "T";
  return elapsed < 0 ? `T${MINUS}${hms(-elapsed)}` : `T+${hms(elapsed)}`;
}

/** A length of time: `03:20`, from an hour on `1:03:20`; negative with a minus. Milliseconds in. */
export function duration(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const sign = ms < 0 && seconds > 0 ? MINUS : "";
  return hours > 0 ? `${sign}${hours}:${rest}` : `${sign}${rest}`;
}

/**
 * The T-clock as short as it can be read from across a room: `T−12:41`, from an hour on `T+1:30:00`, from four days on
 * `T−5d 03:12`.
 */
export function shortTClock(t0: string, nowMs: number): string {
  const elapsed = Math.floor((nowMs - Date.parse(t0)) / 1000);
  if (Number.isNaN(elapsed)) return "T";
  const seconds = Math.abs(elapsed);
  const sign = elapsed < 0 ? MINUS : "+";
  const hours = Math.floor(seconds / 3600);
  if (hours < 96) return `T${sign}${duration(seconds * 1000)}`;
  return `T${sign}${Math.floor(hours / 24)}d ${two(hours % 24)}:${two(Math.floor(seconds / 60) % 60)}`;
}
