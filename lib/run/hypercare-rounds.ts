import type { HypercareCheck } from "./definition";
import { MINUTE_MS, plusMinutes } from "./instant";
import type { RunState } from "./state";

/** Checks more frequent than this are one watch, attested with each broadcast (product.md, *Hypercare*). */
const WATCH_BELOW_MINUTES = 15;

/** How long checks recur where the runbook gives no schedule: a day. */
const DEFAULT_HORIZON = 1440;

/** The rounds of the runbook's schedule. */
export const ROUND = "round";

/** A part of hypercare in which something recurs; minutes after its beginning. */
interface Span {
  from: number;
  to: number;
  everyMinutes: number;
}

/** Something that recurs in hypercare: the rounds of the schedule, or one check with a frequency of its own. */
export interface CheckSeries {
  /** `round`, or the text of the check. */
  id: string;
  title: string;
  command: string | null;
  onFail: string | null;
  spans: Span[];
}

/** Minutes after its beginning that hypercare lasts by the runbook: to the end of its schedule or its cadence. */
export function horizonMinutes(state: RunState): number {
  const ends = [
    ...state.hypercare.schedule.map((window) => window.to),
    ...state.communications.cadence.flatMap((rule) => rule.to ?? []),
  ];
  return Math.max(0, ...ends) || DEFAULT_HORIZON;
}

function isWatched({ everyMinutes }: HypercareCheck): boolean {
  return everyMinutes === null || everyMinutes < WATCH_BELOW_MINUTES;
}

/** What is watched all the time: the frequent checks, and those that name no frequency. */
export function watchOf(state: RunState): HypercareCheck[] {
  return state.hypercare.checks.filter(isWatched);
}

/** Everything that recurs: the schedule's rounds first. */
export function checkSeries(state: RunState): CheckSeries[] {
  const { schedule, focus, checks } = state.hypercare;
  const rounds: CheckSeries[] =
    schedule.length > 0
      ? [
          {
            id: ROUND,
            title: focus.join(", ") || "Hypercare round",
            command: null,
            onFail: null,
            spans: schedule,
          },
        ]
      : [];
  const to = horizonMinutes(state);
  const tools = checks
    .filter((check) => !isWatched(check))
    .map(({ text, command, onFail, everyMinutes }) => ({
      ...{ id: text, title: text, command, onFail },
      spans: [{ from: 0, to: Math.max(to, everyMinutes ?? 0), everyMinutes: everyMinutes ?? 0 }],
    }));
  return [...rounds, ...tools];
}

/** The first round after that many minutes; null after the last. */
function nextRound(spans: readonly Span[], after: number): number | null {
  for (const { from, to, everyMinutes } of spans) {
    if (after >= to || everyMinutes <= 0) continue;
    const round = from + Math.max(1, Math.floor((after - from) / everyMinutes) + 1) * everyMinutes;
    if (round <= to) return round;
  }
  return null;
}

/** A round that waits for its answer, and when it was missed. */
export interface OwedRound {
  series: CheckSeries;
  dueAt: string;
  missedAt: string;
}

const LASTS = (state: RunState) =>
  state.hypercareAt !== null && (state.status === "hypercare" || state.halt?.from === "hypercare");

/** The round of a series that is owed next; null where hypercare has not begun, is over, or all rounds are answered. */
export function owedRound(state: RunState, series: CheckSeries): OwedRound | null {
  const begun = state.hypercareAt;
  if (begun === null || !LASTS(state)) return null;
  const answered = state.checkRecords.findLast(
    ({ seriesId, dueAt }) => seriesId === series.id && dueAt !== null,
  );
  const minutes = answered?.dueAt ? (Date.parse(answered.dueAt) - Date.parse(begun)) / MINUTE_MS : 0;
  const round = nextRound(series.spans, minutes);
  if (round === null) return null;
  const after = nextRound(series.spans, round);
  const interval = after === null ? (series.spans.at(-1)?.everyMinutes ?? 0) : after - round;
  return { series, dueAt: plusMinutes(begun, round), missedAt: plusMinutes(begun, round + interval) };
}

/** Rounds that are owed next, of every series, the earliest first. */
export function owedRounds(state: RunState): OwedRound[] {
  return checkSeries(state)
    .flatMap((series) => owedRound(state, series) ?? [])
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

/** What a report is to say (a field each). */
export const REPORT_FIELDS = ["Summary", "Metrics", "Actions"] as const;

const DAY = 1440;

export interface OwedReport {
  id: string;
  dueAt: string;
  filed: boolean;
}

/** The reports at 24 and 72 hours, where the runbook's schedule reaches so far. */
export function owedReports(state: RunState): OwedReport[] {
  const begun = state.hypercareAt;
  const last = Math.max(0, ...state.hypercare.schedule.map((window) => window.to));
  if (begun === null) return [];
  return [1, 3]
    .filter((days) => days * DAY <= last)
    .map((days) => ({ id: `${days * 24}h`, dueAt: plusMinutes(begun, days * DAY) }))
    .map((report) => ({ ...report, filed: state.reports.some(({ id }) => id === report.id) }));
}
