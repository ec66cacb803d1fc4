import { formatInstant } from "../ui/instant-format";

/** A day away the time alone would mislead. */
export function nearStyle(at: string, zone: string, nowMs: number): "time" | "short" {
  const day = (iso: string) => formatInstant(iso, zone, "date");
  return day(at) === day(new Date(nowMs).toISOString()) ? "time" : "short";
}
