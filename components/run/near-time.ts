import { formatInstant } from "../ui/instant-format";

/** `02:30`, or `Mon 23 Nov 02:30` where that is not today: nobody has to guess the day. */
export function nearTime(iso: string, zone: string, nowMs: number): string {
  const today = formatInstant(new Date(nowMs).toISOString(), zone, "date");
  return formatInstant(iso, zone, formatInstant(iso, zone, "date") === today ? "time" : "short");
}
