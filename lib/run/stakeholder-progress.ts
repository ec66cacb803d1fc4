import { phaseProgress } from "./focus";
import { MINUTE_MS } from "./instant";
import { decisionPlannedAt, phasePlannedAt } from "./planned-times";
import type { RunState } from "./state";
import type { PhaseState, PhaseStatus } from "./step-state";
import { groupOf, isMainLine } from "./structure";
import { type PhaseTimes, rollbackTimetable, type Span, timetable } from "./timetable";

/** A phase as those outside see it. Instants are ISO, null where nobody can say. */
export interface StakeholderPhase {
  title: string;
  label: string | null;
  offset: number | null;
  status: PhaseStatus;
  done: number;
  total: number;
  /** When it was to begin. */
  at: string | null;
  /** When it begins as things stand, or began. */
  startsAt: string | null;
  /** When the last of it was done; null before. */
  endedAt: string | null;
  /** How long it takes by the plan. */
  minutes: number | null;
}

/** A decision of the plan, in its place between the phases. */
export interface StakeholderPoint {
  title: string;
  /** When it was taken, or is to be. */
  at: string | null;
  verdict: "go" | "no-go" | null;
  /** Index of the shown phase that it follows, -1 before the first. */
  afterPhase: number;
}

/** Back-out phases are shown only once they are needed. */
function isShown(state: RunState, phase: PhaseState): boolean {
  const group = groupOf(phase.kind);
  return group === "main" || group === "hypercare" || (state.rollbackAt !== null && group !== "containment");
}

function lengthOf({ start, end }: Span): number | null {
  return start === null || end === null ? null : (Date.parse(end) - Date.parse(start)) / MINUTE_MS;
}

function shown(state: RunState, phase: PhaseState, times: PhaseTimes | undefined): StakeholderPhase {
  const at = phasePlannedAt(state, phase);
  const { title, label, offset, status } = phase;
  return {
    ...{ title, label, offset, status, ...phaseProgress(phase), at },
    startsAt: times?.actual.start ?? times?.forecast.start ?? at,
    endedAt: status === "complete" ? (times?.actual.end ?? null) : null,
    minutes: phase.durationMinutes ?? (times ? lengthOf(times.planned) : null),
  };
}

export function shownPhases(state: RunState, now: string): StakeholderPhase[] {
  const times = [...timetable(state, now), ...rollbackTimetable(state, now)];
  return state.phases
    .filter((phase) => isShown(state, phase))
    .map((phase) =>
      shown(
        state,
        phase,
        times.find((each) => each.id === phase.id),
      ),
    );
}

/** The decisions of the plan; one that no text names is shown only where it is the last. */
export function shownPoints(state: RunState): StakeholderPoint[] {
  const phases = state.phases.filter((phase) => isShown(state, phase));
  const lastMain = phases.findLastIndex(isMainLine);
  return state.decisionPoints
    .filter((point) => point.final || !point.implied)
    .map((point) => {
      const after = phases.findIndex((phase) => phase.id === point.afterPhaseId);
      const place = after >= 0 ? after : point.position === "start" ? -1 : lastMain;
      const taken = state.decisions.find((decision) => decision.id === point.decisionId)?.at;
      return {
        title: point.title,
        at: taken ?? decisionPlannedAt(state, point),
        verdict: point.verdict,
        afterPhase: place,
      };
    });
}
