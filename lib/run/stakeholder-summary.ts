import { nextUpdateDueAt } from "./cadence";
import type { Verdict } from "./decision-state";
import type { Tone } from "./describe-event/line";
import { nextDecisionPoint, phaseProgress } from "./focus";
import { decisionPlannedAt, phasePlannedAt } from "./planned-times";
import { forecastEnd } from "./schedule";
import type { RunKind, RunOutcome, RunState, RunStatus } from "./state";
import type { PhaseStatus } from "./step-state";
import { groupOf } from "./structure";

/** On which head of the log something was said: outside of the house it bears witness to the chain. */
interface Basis {
  seq: number;
  /** In full: who keeps it can hold an evidence pack against it (`holdpoint verify --head`). */
  headHash: string;
}

/** What a stakeholder without an account sees: no names, no commands, no evidence. Plain JSON; instants are ISO. */
export interface StakeholderSummary {
  mode: RunKind;
  title: string;
  word: string;
  tone: Tone;
  /** The last broadcast; null before the first. */
  sentence: string | null;
  t0: string;
  timeZone: string;
  phases: {
    title: string;
    label: string | null;
    offset: number | null;
    status: PhaseStatus;
    done: number;
    total: number;
    at: string | null;
  }[];
  decision: { title: string; at: string | null } | null;
  nextUpdateDueAt: string | null;
  forecastEnd: string | null;
  plannedEnd: string | null;
  clock: { dueAt: string } | null;
  broadcasts: { text: string; at: string; basis: Basis }[];
  /** The last decision; null before the first. */
  lastDecision: { number: number; verdict: Verdict; at: string; basis: Basis } | null;
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

const OUTCOME: Record<RunOutcome, { word: string; tone: Tone }> = {
  complete: { word: "Complete", tone: "go" },
  "no-go": { word: "NO-GO", tone: "nogo" },
  "rolled-back": { word: "Rolled back", tone: "rollback" },
  "partially-rolled-back": { word: "Partially rolled back", tone: "rollback" },
  blocker: { word: "Stopped", tone: "halt" },
  cancelled: { word: "Cancelled", tone: "quiet" },
};

function headline(state: RunState, forecast: string | null): { word: string; tone: Tone } {
  if (state.outcome && (state.status === "concluding" || state.status === "closed"))
    return OUTCOME[state.outcome];
  switch (state.status) {
    case "running": {
      if (state.clocks.length > 0) return { word: "Decision pending", tone: "halt" };
      const late = state.window !== null && forecast !== null && forecast > state.window.end;
      return late ? { word: "Behind plan", tone: "hold" } : { word: "On plan", tone: "live" };
    }
    case "held":
      return { word: "Holding", tone: "hold" };
    case "halted":
      return { word: "Halted", tone: "halt" };
    case "rolling-back":
      return { word: "Rolling back", tone: "rollback" };
    case "hypercare":
      return { word: state.declaredAt ? "Complete" : "GO", tone: "go" };
    case "planned":
      return { word: "Planned", tone: "quiet" };
    default:
      return { word: "Closing", tone: "quiet" };
  }
}

/** Back-out phases are shown only once they are needed. */
function shownPhases(state: RunState): StakeholderSummary["phases"] {
  const backingOut = state.rollbackAt !== null;
  return state.phases
    .filter((phase) => {
      const group = groupOf(phase.kind);
      return group === "main" || group === "hypercare" || (backingOut && group !== "containment");
    })
    .map((phase) => ({
      title: phase.title,
      label: phase.label,
      offset: phase.offset,
      status: phase.status,
      ...phaseProgress(phase),
      at: phasePlannedAt(state, phase),
    }));
}

/** The stakeholders' view of a run at a moment of server time. */
export function stakeholderSummary(state: RunState, serverTime: string): StakeholderSummary {
  const forecast = forecastEnd(state, serverTime);
  const point = nextDecisionPoint(state);
  const clock = state.clocks[0];
  return {
    mode: state.kind,
    title: state.title,
    ...headline(state, forecast),
    sentence: state.broadcasts.at(-1)?.text ?? null,
    t0: state.t0,
    timeZone: state.timeZone,
    phases: shownPhases(state),
    decision: point ? { title: point.title, at: decisionPlannedAt(state, point) } : null,
    nextUpdateDueAt: nextUpdateDueAt(state),
    forecastEnd: forecast,
    plannedEnd: state.window?.end ?? null,
    clock: clock ? { dueAt: clock.dueAt } : null,
    broadcasts: state.broadcasts
      .slice(-SHOWN_BROADCASTS)
      .toReversed()
      .map(({ text, at, basis }) => ({ text, at, basis })),
    lastDecision: lastDecision(state),
    status: state.status,
    outcome: state.outcome,
    seq: state.seq,
  };
}
