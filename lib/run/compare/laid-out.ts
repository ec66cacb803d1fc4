import type { PhaseDefinition, RunbookDefinition, StepDefinition } from "../definition";

/** A phase of a definition, wherever the text has it. */
export interface LaidPhase {
  phase: PhaseDefinition;
  index: number;
  /** Part of what a rollback executes, or of what follows it. */
  rollback: boolean;
}

/** A step with its place. */
export interface LaidStep {
  step: StepDefinition;
  at: LaidPhase;
  index: number;
}

/** What a comparison looks at to find out which phase and which step is which. */
export type Structure = Pick<RunbookDefinition, "phases" | "decisionPoints"> & {
  rollback: Pick<RunbookDefinition["rollback"], "phases">;
};

/** A definition as a comparison reads it: main phases first, then the rollback's, each step with its place. */
export interface LaidOut {
  phases: LaidPhase[];
  steps: LaidStep[];
  /** Ids of the steps that prove a criterion of a decision point. */
  judged: ReadonlySet<string>;
  titles: ReadonlyMap<string, string>;
}

export function layOut(definition: Structure): LaidOut {
  const listed = definition.phases.map((phase) => ({
    phase,
    rollback: phase.kind === "rollback" || phase.kind === "post-rollback",
  }));
  const planned = definition.rollback.phases.map((phase) => ({ phase, rollback: true }));
  const phases = [...listed, ...planned].map((each, index) => ({ ...each, index }));
  const steps = phases.flatMap((at) => at.phase.steps.map((step, index) => ({ step, at, index })));
  const judged = definition.decisionPoints.flatMap((point) =>
    point.criteria.flatMap((criterion) => criterion.stepId ?? []),
  );
  const titles = new Map(steps.map(({ step }) => [step.id, step.title]));
  return { phases, steps, judged: new Set(judged), titles };
}

/** Whether the step is a gate by itself: a precondition, one without exceptions, or the proof of a criterion. */
export function isGate({ step, at }: LaidStep, laid: LaidOut): boolean {
  return at.phase.kind === "preconditions" || step.noExceptions || laid.judged.has(step.id);
}

/** Whether a change within the step is weighty: it changes production, is a gate, or belongs to the rollback (R8). */
export function isWeighty(laidStep: LaidStep, laid: LaidOut): boolean {
  return laidStep.step.mutating || laidStep.at.rollback || isGate(laidStep, laid);
}
