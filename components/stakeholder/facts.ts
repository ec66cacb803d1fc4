import { duration, tClock } from "@/lib/run/clock";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import type { Tone } from "../ui/meaning";

/** A fact as page and wallboard show it: an instant of the run's zone, or text that counts. */
export interface ShownFact {
  label: string;
  /** ISO; null where `text` is shown. */
  at: string | null;
  text: string | null;
  tone: Tone | null;
  note: { text: string; at: string | null } | null;
}

const nothing: Omit<ShownFact, "label"> = { at: null, text: null, tone: null, note: null };

/** The moment that clocks show: now, and after the end the end. */
export function clockMs({ closedAt }: StakeholderSummary, nowMs: number): number {
  return closedAt === null ? nowMs : Date.parse(closedAt);
}

export function clockFact(summary: StakeholderSummary, nowMs: number): ShownFact {
  const text = tClock(summary.t0, clockMs(summary, nowMs));
  const label = summary.closedAt === null ? "T-clock" : "T-clock at the end";
  return { ...nothing, label, text, note: { text: "T-0", at: summary.t0 } };
}

/** Closer than this, what is due is worth a colour. */
const SOON_MS = 5 * 60_000;

function missedNote({ missedUpdates, putOffUntil }: StakeholderSummary): ShownFact["note"] {
  const parts = [missedUpdates > 0 ? `${missedUpdates} missed` : null, putOffUntil ? "put off" : null];
  const text = parts.filter((part) => part !== null).join(", ");
  return text ? { text, at: null } : null;
}

/** The next update: due in, overdue by, and what became of those before it. */
export function updateFact(summary: StakeholderSummary, nowMs: number): ShownFact {
  const note = missedNote(summary);
  if (summary.nextUpdateDueAt === null) return { ...nothing, label: "Next update", note };
  const left = Date.parse(summary.nextUpdateDueAt) - nowMs;
  const overdue = left < 0;
  return {
    ...nothing,
    label: overdue ? "Update overdue by" : "Next update in",
    text: duration(Math.abs(left)),
    tone: overdue ? "halt" : left < SOON_MS ? "hold" : null,
    note,
  };
}

/** When the cutover ends as things stand, or ended, beside the plan. */
export function endFact({ endedAt, forecastEnd, plannedEnd, window }: StakeholderSummary): ShownFact {
  const plan = plannedEnd ?? window?.end ?? null;
  const note = plan ? { text: "plan", at: plan } : null;
  if (endedAt) return { ...nothing, label: "Ended", at: endedAt, note };
  const late = forecastEnd !== null && window !== null && forecastEnd > window.end;
  const label = late ? "Forecast end · late" : "Forecast end";
  return { ...nothing, label, at: forecastEnd, tone: late ? "halt" : null, note };
}

/** What is decided next; before the start when work begins, in hypercare when it ends, at the end what was decided. */
export function nextFact(summary: StakeholderSummary, nowMs: number): ShownFact {
  const { decision, hypercare, lastDecision, status, beginsAt } = summary;
  if (status === "planned") {
    const left = Date.parse(beginsAt) - nowMs;
    return left >= 0
      ? { ...nothing, label: "Work begins", at: beginsAt, note: { text: `in ${duration(left)}`, at: null } }
      : { ...nothing, label: "Work was to begin", at: beginsAt, tone: "hold" };
  }
  if (hypercare?.since && hypercare.until && status !== "closed") {
    const left = Date.parse(hypercare.until) - nowMs;
    return {
      ...nothing,
      label: left >= 0 ? "Watched until" : "Watched since",
      at: left >= 0 ? hypercare.until : hypercare.since,
    };
  }
  if (decision)
    return { ...nothing, label: "Next decision", at: decision.at, note: { text: decision.title, at: null } };
  if (lastDecision) {
    const note = { text: verdictWords[lastDecision.verdict], at: null };
    return { ...nothing, label: "Last decision", at: lastDecision.at, note };
  }
  return { ...nothing, label: "Next decision" };
}

const verdictWords: Record<NonNullable<StakeholderSummary["lastDecision"]>["verdict"], string> = {
  go: "GO",
  "no-go": "NO-GO",
  rollback: "ROLLBACK",
  hold: "HOLD",
  continue: "CONTINUE",
  resume: "RESUME",
  "close-blocker": "STOPPED",
};
