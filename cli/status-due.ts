import type { StatusFacts } from "./status-facts";
import { count, short } from "./terminal";

const HOUR = 60;
const DAY = 24 * HOUR;

function inWords(minutes: number): string {
  if (minutes < 2 * HOUR) return `${minutes} min`;
  return minutes < 2 * DAY ? `${Math.round(minutes / HOUR)} h` : `${Math.round(minutes / DAY)} days`;
}

export function minutesUntil(iso: string, now: string): string {
  const minutes = Math.round((Date.parse(iso) - Date.parse(now)) / 60_000);
  return minutes < 0 ? `${inWords(-minutes)} OVERDUE` : `in ${inWords(minutes)}`;
}

type Deadline = StatusFacts["deadlines"][number];

const LABELS: Partial<Record<Deadline["kind"], string>> = {
  broadcast: "update",
  "broadcast-missed": "update",
  check: "check",
  "check-missed": "check",
  report: "report",
};

const DUE_OF: Partial<Record<Deadline["kind"], Deadline["kind"]>> = {
  "broadcast-missed": "broadcast",
  "check-missed": "check",
};

/** When something counts as missed is news only once it is overdue. */
function isNews({ kind, text }: Deadline, { deadlines, serverTime }: DueFacts): boolean {
  const due = DUE_OF[kind];
  if (due === undefined) return kind !== "decision-clock";
  const same = deadlines.filter((one) => one.kind === due && (due === "broadcast" || one.text === text));
  return same.some(({ dueAt }) => dueAt <= serverTime);
}

type DueFacts = Pick<StatusFacts, "deadlines" | "missed" | "serverTime">;

/** What is owed and when, the earliest first, and what nobody did in time. */
export function dueLines(facts: DueFacts): string[] {
  const { deadlines, missed, serverTime } = facts;
  const owed = deadlines
    .filter((deadline) => isNews(deadline, facts))
    .map(({ kind, text, dueAt }) => {
      const what = kind === "check-missed" ? `${short(text)} counts as missed` : short(text);
      return `${(LABELS[kind] ?? "due").padEnd(12)}${minutesUntil(dueAt, serverTime)}: ${what}`;
    });
  const gone = [
    ...(missed.updates > 0 ? [count(missed.updates, "update")] : []),
    ...(missed.checks > 0 ? [count(missed.checks, "check")] : []),
  ];
  return [...owed, ...(gone.length > 0 ? [`MISSED      ${gone.join(" and ")} so far`] : [])];
}
