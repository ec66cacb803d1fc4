import type { DecisionPointState } from "@/lib/run/decision-state";
import type { RunState } from "@/lib/run/state";
import type { PhaseState } from "@/lib/run/step-state";
import { groupOf, phasesOf } from "@/lib/run/structure";
import { wantedEvidence } from "./evidence-list";

/** A line of the outline at the left: phases in order, with the points of decision where they stand. */
type OutlineItem = { kind: "phase"; phase: PhaseState } | { kind: "decision"; point: DecisionPointState };

/** Phases that are done on the way forward: containment and rollback open only when they are needed. */
export function forwardPhases(state: RunState): PhaseState[] {
  return state.phases.filter((phase) => ["main", "hypercare"].includes(groupOf(phase.kind)));
}

export function rollbackPhases(state: RunState): PhaseState[] {
  return state.phases.filter((phase) => ["rollback", "post-rollback"].includes(groupOf(phase.kind)));
}

export function containmentPhases(state: RunState): PhaseState[] {
  return phasesOf(state, "containment");
}

/** The outline of the way forward. A point that names no phase stands first where it opens, last where it ends. */
export function outline(state: RunState): OutlineItem[] {
  const phases = forwardPhases(state);
  const known = new Set(phases.map((phase) => phase.id));
  const placed = (point: DecisionPointState) => point.afterPhaseId !== null && known.has(point.afterPhaseId);
  const loose = state.decisionPoints.filter((point) => !placed(point));
  const items: OutlineItem[] = loose
    .filter((point) => point.position === "start")
    .map((point) => ({ kind: "decision", point }));
  const ending = loose.filter((point) => point.position !== "start");
  for (const phase of phases) {
    if (groupOf(phase.kind) === "hypercare") {
      for (const point of ending.splice(0)) items.push({ kind: "decision", point });
    }
    items.push({ kind: "phase", phase });
    for (const point of state.decisionPoints) {
      if (point.afterPhaseId === phase.id) items.push({ kind: "decision", point });
    }
  }
  return [...items, ...ending.map((point): OutlineItem => ({ kind: "decision", point }))];
}

/** How many of the pieces of evidence that the runbook names are in, or need not be. */
export function evidenceCount(state: RunState): { done: number; total: number } {
  const wanted = wantedEvidence(state);
  const done = wanted.filter(({ standing }) => standing === "in" || standing === "waived").length;
  return { done, total: wanted.length };
}
