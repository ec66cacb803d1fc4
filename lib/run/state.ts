import type {
  AbortGateDefinition,
  CheckDefinition,
  CommandDefinition,
  FieldDefinition,
  PhaseKind,
  RoleCapability,
  RunbookDefinition,
  StepKind,
  TriggerAction,
} from "./definition";

/** Where a run stands in its life (product.md, *Life*). `unplanned` is the state before the first event. */
export type RunStatus =
  | "unplanned"
  | "planned"
  | "running"
  | "held"
  | "halted"
  | "rolling-back"
  | "hypercare"
  | "concluding"
  | "closed";

export type RunKind = "rehearsal" | "production";

export type RunOutcome =
  | "complete"
  | "no-go"
  | "rolled-back"
  | "partially-rolled-back"
  | "blocker"
  | "cancelled";

/** `waiting` covers both locked and ready: `stepBlockers` says which, and why. */
export type StepStatus = "waiting" | "running" | "passed" | "warned" | "failed" | "not-applicable";

/** `locked` opens nothing yet; `skipped` is a phase that the run's end made moot. */
export type PhaseStatus = "locked" | "open" | "complete";

export interface PersonRef {
  personId: string;
  name: string;
}

export interface RoleState {
  key: string;
  name: string;
  capability: RoleCapability;
  /** A required role must be held before the run starts: the decider, and every role that owns a step or is polled. */
  required: boolean;
  holder: PersonRef | null;
}

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

export interface DecisionPointState {
  id: string;
  title: string;
  final: boolean;
  position: "start" | "intermediate" | "final";
  offset: number | null;
  criteria: { text: string; stepId: string | null }[];
  statement: string | null;
  polledRoles: string[];
  signOffs: string[];
  afterPhaseId: string | null;
  implied: boolean;
  verdict: "go" | "no-go" | null;
  decisionId: string | null;
  /** Index in `phases` of the last one that this point judges, -1 for none: later ones wait for it (R2.10). */
  reach?: number;
}

export interface PollAnswer {
  role: string;
  answer: "go" | "no-go";
  reason: string | null;
  by: PersonRef;
  at: string;
}

export interface PollState {
  id: string;
  decisionPointId: string;
  question: string;
  openedAt: string;
  openedSeq: number;
  roles: string[];
  answers: PollAnswer[];
}

export type Verdict = "go" | "no-go" | "rollback" | "hold" | "continue" | "resume" | "close-blocker";

/** One decision, frozen: what was asked, answered, silent, against it, on which facts, by whom (product.md, *Decisions*). */
export interface DecisionRecord {
  id: string;
  /** Number as spoken in the room: 1 for D-1. */
  number: number;
  verdict: Verdict;
  reason: string;
  decisionPointId: string | null;
  pollId: string | null;
  triggerId: string | null;
  question: string | null;
  answers: PollAnswer[];
  /** Polled roles that did not answer. */
  silent: string[];
  criteria: { text: string; result: "pass" | "warn" | "fail" | "open" | "stated" }[];
  evidence: { name: string; sha256: string }[];
  /** What stood against GO when it was taken; empty for a GO. */
  against: string[];
  statement: string | null;
  runbookSha256: string;
  /** Sequence and head hash of the log that the decision was taken on. */
  basis: { seq: number; headHash: string };
  decider: PersonRef;
  at: string;
  /** Sequence number of the event that recorded it. */
  seq: number;
  /** For a NO-GO after something was mutated: what the decider ordered next. */
  follows?: "rollback" | "halt" | null;
  /** True where the decider's screen was known to be behind (only NO-GO, HOLD and ROLLBACK may be). */
  staleScreen: boolean;
}

export interface TriggerState {
  id: string;
  text: string;
  severity: string | null;
  action: TriggerAction;
  actionText: string | null;
}

/** An observed trigger whose decision clock runs: red until the decider answers it (R6). */
export interface DecisionClock {
  /** Id of the trigger rule, or of the observation for a trigger in free words. */
  triggerId: string;
  text: string;
  startedAt: string;
  dueAt: string;
  /** Set by the system at expiry; a screen shows overdue as soon as server time passes `dueAt`. */
  expired: boolean;
  observations: number;
  observedBy: PersonRef;
}

export interface ObservedTrigger {
  triggerId: string;
  text: string;
  action: TriggerAction;
  observations: number;
  firstAt: string;
  answered: "continue" | "rollback" | "no-go" | null;
}

export interface AbortState {
  id: string;
  gateId: string | null;
  text: string;
  note: string | null;
  by: PersonRef;
  at: string;
  /** Who has asked to withdraw it so far; it takes the puller and the decider together. */
  withdrawalBy: PersonRef[];
  withdrawn: boolean;
  /** The decision that settled it; null or absent while it is open. */
  settledBy?: Verdict | null;
}

export interface HaltState {
  abortId: string;
  from: "running" | "held" | "hypercare";
  classification: string | null;
  rootCause: string | null;
  /** Approver's sign-off for resuming; null until given. */
  resumeSignOff: PersonRef | null;
}

export interface EvidenceState {
  artifactId: string;
  name: string;
  stepId: string | null;
  kind: "upload" | "reference";
  location: string | null;
  sha256: string;
  size: number | null;
  by: PersonRef;
  at: string;
}

export interface BroadcastState {
  id: string;
  number: number;
  templateId: string | null;
  text: string;
  by: PersonRef;
  at: string;
}

export interface CommandOffer {
  id: string;
  to: PersonRef;
  from: PersonRef;
  at: string;
}

/** A named role's signature under a subject: `resume`, or the id of a decision point. */
export interface SignOffState {
  subject: string;
  role: string | null;
  statement: string;
  by: PersonRef;
  at: string;
}

export interface CriterionState {
  id: string;
  text: string;
  confirmedBy: PersonRef | null;
  confirmedAt: string | null;
}

/** Waivers are register rows; the spine carries the register, the waiver commands fill it. */
export interface WaiverState {
  id: string;
  ticket: string;
  reason: string;
  expiresAt: string;
  requestedBy: PersonRef;
  grantedBy: PersonRef | null;
}

/**
 * The state of a run: a fold of its events, plain JSON. Timeline entries are not part of it.
 * Instants are ISO 8601 UTC with milliseconds.
 */
export interface RunState {
  runId: string;
  /** Sequence number of the last folded event; 0 before the first. */
  seq: number;
  /** Sequence number of the last event that touched what a GO rests on. */
  basisSeq: number;
  status: RunStatus;
  outcome: RunOutcome | null;
  kind: RunKind;
  title: string;
  runbook: { slug: string; version: number; sha256: string; title: string };
  t0: string;
  timeZone: string;
  window: { start: string; end: string } | null;
  variables: Record<string, string>;
  planner: PersonRef;
  roles: RoleState[];
  commandOffer: CommandOffer | null;
  /** Phases in execution order, then containment, rollback and post-rollback phases. */
  phases: PhaseState[];
  decisionPoints: DecisionPointState[];
  poll: PollState | null;
  triggers: TriggerState[];
  clockMinutes: number;
  clocks: DecisionClock[];
  observed: ObservedTrigger[];
  aborts: AbortState[];
  halt: HaltState | null;
  signOffs?: SignOffState[];
  /** Where `resume` leads back to while held. */
  heldFrom: "running" | null;
  mutated: boolean;
  writeFreeze: { on: boolean; reason: string | null; at: string | null };
  decisions: DecisionRecord[];
  waivers: WaiverState[];
  evidence: EvidenceState[];
  requiredEvidence: {
    name: string;
    kind: "upload" | "reference";
    requiredBefore: string | null;
    stepIds: string[];
  }[];
  broadcasts: BroadcastState[];
  communications: RunbookDefinition["communications"];
  hypercare: RunbookDefinition["hypercare"];
  policy: RunbookDefinition["policy"];
  taxonomy: string[];
  contacts: RunbookDefinition["contacts"];
  criteria: CriterionState[];
  finalRecordFields: { name: string; options: string[] }[];
  finalRecord: { fields: Record<string, string>; by: PersonRef; at: string } | null;
  startedAt: string | null;
  /** When the final GO was recorded. */
  goAt: string | null;
  hypercareAt: string | null;
  rollbackAt: string | null;
  rollbackFinishedAt: string | null;
  declaredAt: string | null;
  closedAt: string | null;
}
