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
  /** Set where the result was taken back: by mistake, or because what it rested on was (R4). */
  voided?: { reason: string; by: PersonRef[]; at: string };
}

/** One of the two who must ask before a result is void. */
interface VoidRequest {
  reason: string;
  by: PersonRef;
  at: string;
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
  /** Key that the alternatives of a step share; null for a step that has none. */
  alternative: string | null;
  verifier: string | null;
  signOffs: string[];
  exceptions: string[];
  timeBound: boolean;
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
  /** The decider takes the WARN, or the checks that were not computed, upon themselves. */
  warnAccepted: boolean;
  /** Checks, in words, that the present PASS says nothing about: they had no value, and have none since. */
  notComputed: string[];
  attempts: AttemptState[];
  /** Who verified the present result; a step with a verifier is done only then (R12). */
  verifiedBy: PersonRef | null;
  voidRequest: VoidRequest | null;
  /** The granted exception that PASS named. */
  exceptionUsed: string | null;
  /** The waiver under which the step was left out. */
  waiverId: string | null;
  /** The earlier run that this step's PASS was carried over from, until its owner attests it again. */
  carriedFrom: string | null;
  /** An amendment has taken the step out of the text after it had a result: it stays on record and owes nothing. */
  removed: boolean;
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
