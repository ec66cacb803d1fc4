import { zonedTime } from "../../lib/run/zoned-time";

/** A wall-clock time in a zone is one instant, none (skipped by a clock change), or two (a repeated hour). */
export type LocalTime =
  | { kind: "empty" }
  | { kind: "invalid" }
  | { kind: "one"; iso: string }
  | { kind: "two"; first: string; second: string }
  | { kind: "none"; shown: string };

/** A local time being entered; `later` answers which of two is meant in a repeated hour. */
export interface LocalChoice {
  local: string;
  later: boolean | null;
}

const hourMs = 3_600_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** The zone's wall clock at an instant, written as if it were UTC. */
function wallClockMs(ms: number, zone: string): number {
  const { year, month, day, hour, minute, second } = zonedTime(ms, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Value of a `datetime-local` control for an instant, to the minute. */
export function localValue(ms: number, zone: string): string {
  return new Date(wallClockMs(ms, zone)).toISOString().slice(0, 16);
}

/**
 * Finds the instants at which the zone's clocks show a local time such as `2026-10-25T02:30`. Where they never do,
 * `shown` is what they show instead, an hour's change later.
 */
export function resolveLocal(local: string, zone: string): LocalTime {
  if (local === "") return { kind: "empty" };
  const match = pattern.exec(local);
  if (!match) return { kind: "invalid" };
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  if (new Date(wall).toISOString().slice(0, 16) !== local) return { kind: "invalid" };

  const offsets = [wall - 26 * hourMs, wall + 26 * hourMs].map((probe) => wallClockMs(probe, zone) - probe);
  const instants = [...new Set(offsets.map((offset) => wall - offset))]
    .filter((instant) => wallClockMs(instant, zone) === wall)
    .sort((a, b) => a - b);
  const [first, second] = instants;
  if (first === undefined) return { kind: "none", shown: localValue(wall - Math.min(...offsets), zone) };
  if (second === undefined) return { kind: "one", iso: new Date(first).toISOString() };
  return { kind: "two", first: new Date(first).toISOString(), second: new Date(second).toISOString() };
}

/** The instant that is meant, or null while it is not clear. */
export function chosenInstant(value: LocalChoice, zone: string): string | null {
  const found = resolveLocal(value.local, zone);
  if (found.kind === "one") return found.iso;
  if (found.kind === "two" && value.later !== null) return value.later ? found.second : found.first;
  return null;
}
