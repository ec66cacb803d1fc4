import type { RunKind, RunOutcome, RunStatus } from "@/lib/run/state";

/** A run as a list shows it. Instants are ISO 8601. */
export interface Cutover {
  runId: string;
  title: string;
  kind: RunKind;
  status: RunStatus;
  outcome: RunOutcome | null;
  t0: string;
  timeZone: string;
  windowEnd: string | null;
  runbook: { slug: string; title: string; version: number };
  /** Names of the roles that the reader holds in it. */
  yourRoles: string[];
  updatedAt: string;
}

/** What needs eyes first: work under way, then what is watched, then what is being closed. */
function urgency({ status }: Cutover): number {
  if (status === "concluding") return 2;
  return status === "hypercare" ? 1 : 0;
}

/** Live first, then upcoming by T-0, then past with the latest first. */
export function sortCutovers(cutovers: readonly Cutover[]): {
  live: Cutover[];
  upcoming: Cutover[];
  past: Cutover[];
} {
  const byT0 = (a: Cutover, b: Cutover) => Date.parse(a.t0) - Date.parse(b.t0);
  const byKind = (a: Cutover, b: Cutover) =>
    Number(b.kind === "production") - Number(a.kind === "production");
  const isUpcoming = ({ status }: Cutover) => status === "planned" || status === "unplanned";
  const isPast = ({ status }: Cutover) => status === "closed";
  return {
    live: cutovers
      .filter((one) => !isUpcoming(one) && !isPast(one))
      .sort((a, b) => urgency(a) - urgency(b) || byKind(a, b) || byT0(a, b)),
    upcoming: cutovers.filter(isUpcoming).sort(byT0),
    past: cutovers.filter(isPast).sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt)),
  };
}

const hourMs = 3_600_000;

/** Distance to T-0 in days and hours from two days on, where seconds tell nothing; null when it is nearer. */
export function daysToT0(t0: string, nowMs: number): string | null {
  const distance = Date.parse(t0) - nowMs;
  const hours = Math.floor(Math.abs(distance) / hourMs);
  if (hours < 48) return null;
  return `T${distance > 0 ? "\u2212" : "+"}${Math.floor(hours / 24)} d ${hours % 24} h`;
}
