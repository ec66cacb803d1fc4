/** An approver's latest word on a hash (R8). */
export interface ApprovalFact {
  personId: string;
  name: string;
  /** Role or title that the approver gave; null where none was. */
  role: string | null;
  verdict: "approved" | "rejected";
  statement: string;
  at: string;
  /** True where the account has been disabled since: who cannot be asked any more vouches for nothing (R8.26). */
  accountDisabled?: true;
}

/** A closed rehearsal that may count for a production run (R8). */
export interface RehearsalFact {
  runId: string;
  title: string;
  slug: string;
  runbookVersion: number;
  sha256: string;
  outcome: string;
  closedAt: string;
  /** Minutes that its rollback, drilled or real, took; null where none was done. */
  rollbackMinutes: number | null;
  /** For a rehearsal of a linked runbook: who accepted the comparison of commands and gates; null where nobody has. */
  comparison: { acceptedBy: string; statement: string; at: string } | null;
}

/** What a start rests on and the log does not know: looked up by the server, frozen into `RunStarted`. */
export interface StartClearance {
  sha256: string;
  /** Who published the version: no approver of it (R12). */
  authorId: string;
  approvals: ApprovalFact[];
  /** Those closed as PASS first, the newest first. */
  rehearsals: RehearsalFact[];
}
