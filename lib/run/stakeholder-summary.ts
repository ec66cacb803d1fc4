import { nextUpdateDueAt } from "./cadence";
import type { Verdict } from "./decision-state";
import type { Tone } from "./describe-event/line";
import { nextDecisionPoint } from "./focus";
import { horizonMinutes } from "./hypercare-rounds";
import { MINUTE_MS, plusMinutes } from "./instant";
import { decisionPlannedAt, plannedBeginning } from "./planned-times";
import { forecastEnd, plannedEnd, pointOfNoReturn } from "./schedule";
import { headline } from "./stakeholder-headline";
import {
  type StakeholderPhase,
  type StakeholderPoint,
  shownPhases,
  shownPoints,
} from "./stakeholder-progress";
import type { RunKind, RunOutcome, RunState, RunStatus } from "./state";

/** On which head of the log something was said: outside of the house it bears witness to the chain. */
interface Basis {
  seq: number;
  /** In full: who keeps it can hold an evidence pack against it (`holdpoint verify --head`). */
  headHash: string;
}

/** What a stakeholder without an account sees: no commands, no evidence, names only by the link. Plain JSON; instants are ISO. */
export interface StakeholderSummary {
  mode: RunKind;
  title: string;
  /** True while and after a rollback that only rehearses one. */
  drill: boolean;
  word: string;
  tone: Tone;
  /** The word in a sentence; true before the first broadcast, and after one that events have overtaken. */
  meaning: string;
  /** The last broadcast; null before the first. */
  sentence: string | null;
  t0: string;
  timeZone: string;
  /** When work begins by the plan. */
  beginsAt: string;
  window: { start: string; end: string } | null;
  phases: StakeholderPhase[];
  points: StakeholderPoint[];
  decision: { title: string; at: string | null } | null;
  nextUpdateDueAt: string | null;
  /** The update that is due next was put off: until then. */
  putOffUntil: string | null;
  missedUpdates: number;
  forecastEnd: string | null;
  plannedEnd: string | null;
  /** When the cutover, or its rollback, was over; null before. */
  endedAt: string | null;
  /** From here on nothing moves any more, the T-clock neither. */
  closedAt: string | null;
  /** After it a rollback would end outside of the window; null where nobody can say, or none can follow. */
  noReturnAt: string | null;
  /** How long the change is watched once it is live, and from when to when; null where nothing is or will be. */
  hypercare: { hours: number; since: string | null; until: string | null } | null;
  /** The decision clock that runs out first, and how many run. */
  clock: { startedAt: string; dueAt: string; running: number } | null;
  /** `by` is null where the link shows no names. */
  broadcasts: { text: string; at: string; by: string | null; basis: Basis }[];
  /** The last decision; null before the first. */
  lastDecision: { number: number; verdict: Verdict; at: string; basis: Basis } | null;
  /** Who holds which role; null where the link shows no names. */
  people: { role: string; name: string }[] | null;
  status: RunStatus;
  outcome: RunOutcome | null;
  seq: number;
}

const SHOWN_BROADCASTS = 5;

function lastDecision(state: RunState): StakeholderSummary["lastDecision"] {
  const decision = state.decisions.at(-1);
  if (!decision) return null;
  const { number, verdict, at, basis } = decision;
  return { number, verdict, at, basis };
}

function firstClock({ clocks }: RunState): StakeholderSummary["clock"] {
  const first = clocks.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
  return first ? { startedAt: first.startedAt, dueAt: first.dueAt, running: clocks.length } : null;
}

function endedAt(state: RunState): string | null {
  if (!["hypercare", "concluding", "closed"].includes(state.status)) return null;
  return state.rollbackFinishedAt ?? state.hypercareAt ?? state.closedAt;
}

function hypercareSpan(state: RunState): StakeholderSummary["hypercare"] {
  const { hypercareAt: since, rollbackAt, outcome } = state;
  const { schedule, checks } = state.hypercare;
  const watched = schedule.length > 0 || checks.length > 0;
  if (!watched || rollbackAt !== null || (outcome !== null && outcome !== "complete")) return null;
  const minutes = horizonMinutes(state);
  return { hours: minutes / 60, since, until: since === null ? null : plusMinutes(since, minutes) };
}

function people(state: RunState): { role: string; name: string }[] {
  return state.roles.flatMap((role) => (role.holder ? [{ role: role.name, name: role.holder.name }] : []));
}

/** To the minute: what is told must not change, and so be told again, with every look at the clock. */
function minuteOf(serverTime: string): string {
  return new Date(Math.floor(Date.parse(serverTime) / MINUTE_MS) * MINUTE_MS).toISOString();
}

const BEFORE_ROLLBACK = ["planned", "running", "held", "halted"];

/**
 * The stakeholders' view of a run at a moment of server time.
 *
 * @param showNames whether the link says who holds which role, and who sent an update
 */
export function stakeholderSummary(
  state: RunState,
  serverTime: string,
  showNames = false,
): StakeholderSummary {
  const now = minuteOf(serverTime);
  const forecast = forecastEnd(state, now);
  const point = nextDecisionPoint(state);
  return {
    mode: state.kind,
    title: state.title,
    drill: state.drill,
    ...headline(state, forecast),
    sentence: state.broadcasts.at(-1)?.text ?? null,
    t0: state.t0,
    timeZone: state.timeZone,
    beginsAt: plannedBeginning(state),
    window: state.window,
    phases: shownPhases(state, now),
    points: shownPoints(state),
    decision: point ? { title: point.title, at: decisionPlannedAt(state, point) } : null,
    nextUpdateDueAt: nextUpdateDueAt(state),
    putOffUntil: state.updates.snooze?.until ?? null,
    missedUpdates: state.updates.missed.length,
    forecastEnd: forecast,
    plannedEnd: plannedEnd(state, now),
    endedAt: endedAt(state),
    closedAt: state.closedAt,
    noReturnAt: BEFORE_ROLLBACK.includes(state.status) ? pointOfNoReturn(state) : null,
    hypercare: hypercareSpan(state),
    clock: firstClock(state),
    broadcasts: state.broadcasts
      .slice(-SHOWN_BROADCASTS)
      .toReversed()
      .map(({ text, at, by, basis }) => ({ text, at, by: showNames ? by.name : null, basis })),
    lastDecision: lastDecision(state),
    people: showNames ? people(state) : null,
    status: state.status,
    outcome: state.outcome,
    seq: state.seq,
  };
}
