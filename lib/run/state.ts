import type { AmendmentState, DeviationState } from "./amendment-state";
import type { StartClearance } from "./clearance";
import type { ContinuedRun } from "./continued-run";
import type { DecisionPointState, DecisionRecord, PollState } from "./decision-state";
import type { RoleCapability, RunbookDefinition } from "./definition";
import type {
  AbortState,
  AlertState,
  DecisionClock,
  HaltState,
  ObservedTrigger,
  TriggerState,
} from "./hazard-state";
import type { PersonRef } from "./person";
import type { PhaseState } from "./step-state";
import type { CheckAnswer, CheckRecord, DeadlineSubject, ReportState, UpdatesState } from "./time-state";
import type { WaiverState } from "./waiver-state";

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

export interface RoleState {
  key: string;
  name: string;
  capability: RoleCapability;
  /** A required role must be held before the run starts: the decider, and every role that owns a step or is polled. */
  required: boolean;
  holder: PersonRef | null;
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
  /** Who may open its bytes: everyone in a role, or the decider, approvers and who attached it. Absent means `room`. */
  visibility?: "room" | "restricted";
}

interface BroadcastState {
  id: string;
  number: number;
  templateId: string | null;
  text: string;
  by: PersonRef;
  at: string;
  /** Head of the log that it was sent on: it carries the chain out of the house. */
  basis: { seq: number; headHash: string };
  watch: CheckAnswer | null;
}

export interface CommandOffer {
  id: string;
  to: PersonRef;
  from: PersonRef;
  at: string;
  /** When it lapses unanswered. */
  lapsesAt: string;
}

/** A named role's signature under a subject: `resume`, `window`, `step:<id>`, or the id of a decision point. */
interface SignOffState {
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

/** A person whom one approver wants in command, while the decider and the deputy are gone (R1). */
interface AppointmentState {
  id: string;
  to: PersonRef;
  by: PersonRef[];
  at: string;
}

/** An extension of the maintenance window that waits for an approver (product.md, *Time*). */
export interface WindowExtensionState {
  id: string;
  end: string;
  reason: string;
  by: PersonRef;
  at: string;
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
  /** Who may assume command when the decider is gone; production names one (R1). */
  deputy: PersonRef | null;
  appointment: AppointmentState | null;
  /** `{{NAME}}` variables of the text; each takes a value before the start. */
  requiredVariables: string[];
  /** What the start rested on; null before it. */
  clearance: StartClearance | null;
  /** Phases in execution order, then containment, rollback and post-rollback phases. */
  phases: PhaseState[];
  decisionPoints: DecisionPointState[];
  poll: PollState | null;
  triggers: TriggerState[];
  clockMinutes: number;
  clocks: DecisionClock[];
  observed: ObservedTrigger[];
  alerts: AlertState[];
  aborts: AbortState[];
  halt: HaltState | null;
  signOffs?: SignOffState[];
  /** Where `resume` leads back to while held. */
  heldFrom: "running" | null;
  mutated: boolean;
  writeFreeze: { on: boolean; reason: string | null; at: string | null };
  decisions: DecisionRecord[];
  waivers: WaiverState[];
  /** Which of several alternatives the decider picked, by their key. */
  alternatives: Record<string, string>;
  amendment: AmendmentState | null;
  deviations: DeviationState[];
  windowExtension: WindowExtensionState | null;
  t0Moves: { from: string; to: string; reason: string; by: PersonRef; at: string }[];
  continues: ContinuedRun | null;
  evidence: EvidenceState[];
  requiredEvidence: {
    name: string;
    kind: "upload" | "reference";
    requiredBefore: string | null;
    stepIds: string[];
  }[];
  broadcasts: BroadcastState[];
  updates: UpdatesState;
  /** Rounds of the hypercare checks, in the order of their answers. */
  checkRecords: CheckRecord[];
  reports: ReportState[];
  /** Moments that were logged as they came. */
  reached: { subject: DeadlineSubject; dueAt: string; at: string }[];
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
  /** Ids of the rollback phases that were chosen for a partial rollback; null for all of them. */
  rollbackScope: string[] | null;
  /** True where the rollback is the drill of a rehearsal: it still closes as PASS. */
  drill: boolean;
  /** Minutes that a rollback of this hash took when it was rehearsed; null where nobody knows. */
  measuredRollbackMinutes: number | null;
  rollbackFinishedAt: string | null;
  /** What a partial rollback leaves changed, in words; null where nothing stays. */
  rollbackRemaining: string | null;
  declaredAt: string | null;
  closedAt: string | null;
}
