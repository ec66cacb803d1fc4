import type { DecisionPointState, DecisionRecord, PollState } from "./decision-state";
import type { RoleCapability, RunbookDefinition } from "./definition";
import type { AbortState, DecisionClock, HaltState, ObservedTrigger, TriggerState } from "./hazard-state";
import type { PersonRef } from "./person";
import type { PhaseState } from "./step-state";

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
}

interface BroadcastState {
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

/** Waivers are register rows; the spine carries the register, the waiver commands fill it. */
interface WaiverState {
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
