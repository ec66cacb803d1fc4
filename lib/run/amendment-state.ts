import type { ApprovalFact } from "./clearance";
import type { RunbookDefinition } from "./definition";
import type { PersonRef } from "./person";

/** One difference in meaning between two versions, in words. */
export interface Change {
  kind: "added" | "removed" | "moved" | "reworded" | "changed";
  /** What it is about: a step, its commands, a gate, an artifact, a role … */
  about:
    | "step"
    | "command"
    | "gate"
    | "artifact"
    | "role"
    | "criterion"
    | "check"
    | "blank"
    | "decision"
    | "trigger"
    | "rollback"
    | "phase"
    | "policy"
    | "communication";
  /** The step that it stands in; null for what belongs to none. */
  stepId: string | null;
  /** One sentence. */
  text: string;
  before: string | null;
  after: string | null;
  /** True where it touches a mutating command, a gate or the rollback: such an amendment holds the run (R8). */
  weighty: boolean;
}

/** What the server looked up for an amendment: the version, and how it differs from what the run executes. */
export interface AmendmentFact {
  /** Hash of the text that the changes were told against: what the run executed when the server looked. */
  fromSha256: string;
  runbookVersion: number;
  sha256: string;
  definition: RunbookDefinition;
  changes: Change[];
  authorId: string;
  approvals: ApprovalFact[];
}

/** A new version proposed to a running run (R8). */
export interface AmendmentState {
  id: string;
  runbookVersion: number;
  sha256: string;
  reason: string;
  changes: Change[];
  /** Touches a mutating command, a gate or the rollback: the run is held until it is approved. */
  large: boolean;
  /** Steps that wait for the answer. */
  stepIds: string[];
  proposedBy: PersonRef;
  at: string;
  /** Who has agreed so far. */
  approvedBy: PersonRef[];
}

/** A departure from the approved text that was agreed upon, for the report. */
export interface DeviationState {
  id: string;
  kind: "amendment";
  text: string;
  by: PersonRef[];
  at: string;
}
