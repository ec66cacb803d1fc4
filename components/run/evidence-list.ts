import { artifactKey } from "@/lib/run/artifact-standing";
import { isEvidenceWaived } from "@/lib/run/hard-gates";
import type { EvidenceState, RunState } from "@/lib/run/state";
import type { PhaseState } from "@/lib/run/step-state";
import { groupOf, isDone, phaseName } from "@/lib/run/structure";
import type { WaiverState } from "@/lib/run/waiver-state";

/** One name that the runbook asks for, and how it stands. */
export interface WantedEvidence {
  name: string;
  kind: "upload" | "reference";
  /** The step that it belongs to first; null where it belongs to the run as a whole. */
  stepId: string | null;
  /** For which step, or by when: "for “Smoke script”", "before GO". */
  need: string;
  standing: "in" | "waived" | "asked" | "missing";
  /** What was attached under the name, oldest first: nothing is ever taken away. */
  items: EvidenceState[];
  /** The waiver that stands for it: granted, or asked for. */
  waiver: WaiverState | null;
}

/** Phases whose steps can still ask for something: the way back asks only once it is taken. */
function askingPhases(state: RunState): PhaseState[] {
  return state.phases.filter((phase) => {
    const group = groupOf(phase.kind);
    if (group === "main" || group === "hypercare") return true;
    return group === "containment" ? state.halt !== null : state.rollbackAt !== null;
  });
}

function beforeText(state: RunState, requiredBefore: string): string {
  switch (requiredBefore) {
    case "execution":
      return "before execution";
    case "go":
    case "decision":
      return "before GO";
    case "close":
    case "closing":
    case "completion":
      return "before closing";
    default: {
      const phase = state.phases.find((candidate) => candidate.id === requiredBefore);
      return phase ? `before ${phaseName(phase)}` : `before ${requiredBefore}`;
    }
  }
}

function waiverFor(state: RunState, name: string): WaiverState | null {
  const about = state.waivers.filter(
    ({ subject }) => subject.kind === "evidence" && artifactKey(subject.name) === artifactKey(name),
  );
  return (
    about.findLast(({ status }) => status === "granted") ??
    about.findLast(({ status }) => status === "requested") ??
    null
  );
}

function standingOf(state: RunState, name: string, waiver: WaiverState | null, isIn: boolean) {
  if (isIn) return "in" as const;
  if (isEvidenceWaived(state, name)) return "waived" as const;
  return waiver?.status === "requested" ? ("asked" as const) : ("missing" as const);
}

/** Every name that the runbook or a step asks for, once each, in the order of the runbook. */
export function wantedEvidence(state: RunState): WantedEvidence[] {
  const found = new Map<string, { name: string; stepId: string | null; title: string | null }>();
  for (const phase of askingPhases(state)) {
    for (const step of phase.steps) {
      if (step.removed || (step.status === "not-applicable" && isDone(step))) continue;
      for (const name of step.artifacts) {
        if (!found.has(artifactKey(name)))
          found.set(artifactKey(name), { name, stepId: step.id, title: step.title });
      }
    }
  }
  for (const { name, stepIds } of state.requiredEvidence) {
    if (!found.has(artifactKey(name)))
      found.set(artifactKey(name), { name, stepId: stepIds[0] ?? null, title: null });
  }
  return [...found.values()].map(({ name, stepId, title }) => {
    const required = state.requiredEvidence.find((item) => artifactKey(item.name) === artifactKey(name));
    const items = state.evidence.filter((item) => artifactKey(item.name) === artifactKey(name));
    const waiver = waiverFor(state, name);
    const needs = [
      ...(title ? [`for “${title}”`] : []),
      ...(required?.requiredBefore ? [beforeText(state, required.requiredBefore)] : []),
    ];
    return {
      name,
      kind: required?.kind ?? "upload",
      stepId,
      need: needs.length > 0 ? needs.join(", ") : "before GO",
      standing: standingOf(state, name, waiver, items.length > 0),
      items,
      waiver,
    };
  });
}

/** What is in and nobody asked for by name. */
export function furtherEvidence(state: RunState): EvidenceState[] {
  const wanted = new Set(wantedEvidence(state).map(({ name }) => artifactKey(name)));
  return state.evidence.filter((item) => !wanted.has(artifactKey(item.name)));
}

/** Names that are still owed, the open step's first: what a dropped file is most likely for. */
export function owedNames(state: RunState, openStepId: string | null): { all: string[]; ofStep: string[] } {
  const owed = wantedEvidence(state).filter(
    ({ standing, kind }) => standing !== "in" && standing !== "waived" && kind === "upload",
  );
  const ofStep = owed.filter(({ stepId }) => stepId !== null && stepId === openStepId);
  const others = owed.filter((item) => !ofStep.includes(item));
  return { all: [...ofStep, ...others].map(({ name }) => name), ofStep: ofStep.map(({ name }) => name) };
}
