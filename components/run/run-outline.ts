import type { DecisionPointState } from "@/lib/run/decision-state";
import { artifactKey } from "@/lib/run/hard-gates";
import type { RunState } from "@/lib/run/state";
import type { PhaseState } from "@/lib/run/step-state";
import { groupOf, phasesOf } from "@/lib/run/structure";

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

/** A piece of evidence that the runbook names, and the step it belongs to where there is one. */
interface WantedEvidence {
  name: string;
  stepId: string | null;
}

/** Every piece of evidence that the runbook or one of its steps names, once each. */
export function wantedEvidence(state: RunState): WantedEvidence[] {
  const wanted = new Map<string, WantedEvidence>();
  for (const phase of forwardPhases(state)) {
    for (const step of phase.steps) {
      for (const name of step.artifacts) wanted.set(artifactKey(name), { name, stepId: step.id });
    }
  }
  for (const { name, stepIds } of state.requiredEvidence) {
    if (!wanted.has(artifactKey(name))) wanted.set(artifactKey(name), { name, stepId: stepIds[0] ?? null });
  }
  return [...wanted.values()];
}

/** How many of the named pieces of evidence are in. */
export function evidenceCount(state: RunState): { done: number; total: number } {
  const present = new Set(state.evidence.map((item) => artifactKey(item.name)));
  const wanted = wantedEvidence(state);
  return { done: wanted.filter((item) => present.has(artifactKey(item.name))).length, total: wanted.length };
}
