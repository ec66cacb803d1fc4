import type { RunState } from "../../run/state";
import type { StepState } from "../../run/step-state";
import { withoutCredentials } from "./timeline-row";

/** A step as it stands, with everything that proves its result. */
export interface StepRow {
  stepId: string;
  phase: string;
  title: string;
  status: StepState["status"];
  attempts: {
    attempt: number;
    status: string;
    at: string | null;
    by: string | null;
    reason: string | null;
    voided: boolean;
  }[];
  commands: string[];
  fields: Record<string, string>;
  evidence: { name: string; sha256: string; restricted: boolean }[];
}

/** The steps of a run in the order of its phases. */
export function stepRows(state: RunState): StepRow[] {
  return state.phases.flatMap((phase) =>
    phase.steps.map((step) => ({
      stepId: step.id,
      phase: phase.title,
      title: step.title,
      status: step.status,
      attempts: step.attempts.map(({ attempt, status, finishedAt, by, reason, voided }) => ({
        ...{ attempt, status, at: finishedAt, by: by?.name ?? null, voided: voided !== undefined },
        reason: reason === null ? null : withoutCredentials(reason),
      })),
      commands: step.commands.map(({ text }) => withoutCredentials(text)),
      fields: Object.fromEntries(
        Object.entries(step.fields).map(([name, value]) => [name, withoutCredentials(value)]),
      ),
      evidence: state.evidence
        .filter(({ stepId }) => stepId === step.id)
        .map(({ name, sha256, visibility }) => ({ name, sha256, restricted: visibility === "restricted" })),
    })),
  );
}
