import type {
  AbortGateDefinition,
  CheckDefinition,
  CommandDefinition,
  FieldDefinition,
  PhaseKind,
  StepKind,
} from "./definition";
import type { PersonRef } from "./person";

/** `waiting` covers both locked and ready: `stepBlockers` says which, and why. */
type StepStatus = "waiting" | "running" | "passed" | "warned" | "failed" | "not-applicable";

/** `locked` opens nothing yet; `skipped` is a phase that the run's end made moot. */
export type PhaseStatus = "locked" | "open" | "complete";

export interface SubstepState {
  id: string;
  title: string;
  fields: FieldDefinition[];
  result: "pass" | "fail" | null;
  by: PersonRef | null;
  at: string | null;
}

export interface AttemptState {
  attempt: number;
  startedAt: string | null;
  finishedAt: string | null;
  status: "passed" | "warned" | "failed" | "not-applicable";
  reason: string | null;
  by: PersonRef | null;
}

export interface StepState {
  id: string;
  title: string;
  kind: StepKind;
  role: string | null;
  commands: CommandDefinition[];
  expected: string[];
  fieldDefinitions: FieldDefinition[];
  /** Values recorded so far, by field name. */
  fields: Record<string, string>;
  artifacts: string[];
  substeps: SubstepState[];
  mutating: boolean;
  critical: boolean;
  noExceptions: boolean;
  optional: boolean;
  condition: string | null;
  after: string[];
  stream: string | null;
  durationMinutes: number | null;
  checks: CheckDefinition[];
  notes: string[];
  line: number;
  status: StepStatus;
  attempt: number;
  /** Who started it; for a step without an owner this is who claimed it. */
  startedBy: PersonRef | null;
  startedAt: string | null;
  finishedBy: PersonRef | null;
  finishedAt: string | null;
  /** Reason of a FAIL, WARN or N/A. */
  reason: string | null;
  warnAccepted: boolean;
  attempts: AttemptState[];
}

export interface PhaseState {
  id: string;
  title: string;
  kind: PhaseKind;
  label: string | null;
  offset: number | null;
  durationMinutes: number | null;
  ordered: boolean;
  optional: boolean;
  abortGates: AbortGateDefinition[];
  status: PhaseStatus;
  steps: StepState[];
  line: number;
  /** True where at least one step changes production: such a phase waits for preconditions (R3). */
  mutating?: boolean;
}
