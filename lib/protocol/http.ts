import type { Change } from "../run/amendment-state";
import type { CommandAndGateComparison } from "../run/compare/command-and-gate";
import type { TranscriptComparison } from "../run/compare/compare-transcripts";
import type { RunbookDefinition } from "../run/definition";
import type { ChainedEvent } from "../run/events";
import type { RuleId } from "../run/rejections";
import type { RunKind, RunOutcome, RunState, RunStatus } from "../run/state";

/** Why a request was refused, in every answer that is no success. */
export interface ErrorAnswer {
  error: {
    /** Closed: see lib/server/api/problem.ts. */
    code: string;
    /** A sentence for a person. */
    message: string;
    /** The rule that refuses (R1-R12). */
    rule?: RuleId;
    /** What is missing, one sentence each. */
    missing?: string[];
  };
}

export interface RunbookSummary {
  slug: string;
  title: string;
  latestVersion: number;
  sha256: string;
  /** ISO instant of the latest version. */
  publishedAt: string;
}

export interface ApprovalAnswer {
  approvalId: string;
  verdict: "approved" | "rejected";
  statement: string;
  sha256: string;
  personId: string;
  name: string;
  /** The role or title that it was given in; null where none was. */
  role: string | null;
  at: string;
  /** True for the person's latest word on this hash: the earlier ones are history. */
  standing: boolean;
}

/** Somebody's word that another version rehearses a production version: its commands and gates were compared (R8). */
export interface RehearsalLinkAnswer {
  linkId: string;
  sha256: string;
  rehearsal: { slug: string; version: number; title: string; sha256: string };
  personId: string;
  name: string;
  statement: string;
  at: string;
}

/** Two versions compared in meaning: `before` is the one asked about, `after` the one that the address names. */
export interface ComparisonAnswer {
  before: VersionName;
  after: VersionName;
  changes: Change[];
  /** `before` read as the rehearsal, `after` as the production text. */
  commandAndGate: CommandAndGateComparison;
  /** `before` read as the runbook, `after` as its operator checklist; the verdict in words. */
  transcript: TranscriptComparison & { verdict: string };
}

interface VersionName {
  slug: string;
  version: number;
  title: string;
  sha256: string;
}

export interface VersionSummary {
  version: number;
  sha256: string;
  author: { personId: string; name: string };
  publishedAt: string;
}

export interface RunbookAnswer {
  slug: string;
  title: string;
  versions: VersionSummary[];
}

export interface VersionAnswer extends VersionSummary {
  slug: string;
  title: string;
  definition: RunbookDefinition;
  approvals: ApprovalAnswer[];
  /** Says so where an earlier version was approved: approvals are of one hash, and lapse with the text. */
  lapsed: string | null;
  rehearsals: RehearsalLinkAnswer[];
}

export interface PublishedAnswer {
  slug: string;
  version: number;
  sha256: string;
  definition: RunbookDefinition;
}

/** What the server has kept of a person's unpublished text. */
export interface DraftSavedAnswer {
  /** Grows with every save; the next one names it. */
  revision: number;
  /** Number of the version that the text goes out from. */
  base: number;
  savedAt: string;
}

export interface DraftAnswer extends DraftSavedAnswer {
  markdown: string;
}

export interface RunSummary {
  runId: string;
  title: string;
  kind: RunKind;
  status: RunStatus;
  outcome: RunOutcome | null;
  t0: string;
  timeZone: string;
  window: { start: string; end: string } | null;
  runbook: { slug: string; version: number; title: string };
  /** Sequence number of the log's last event. */
  seq: number;
  /** When the last event was recorded. */
  updatedAt: string;
}

/** The run was planned; what it names as missing bars its start. */
export interface PlannedAnswer {
  runId: string;
  /** Required roles that nobody holds yet. */
  missingRoles: { role: string; name: string }[];
  /** Names of variables that have no value yet. */
  missingVariables: string[];
  /** True for a production run without a deputy. */
  missingDeputy: boolean;
}

interface DeadlineAnswer {
  key: string;
  kind: string;
  dueAt: string;
  text: string;
}

export interface RunAnswer {
  seq: number;
  headHash: string;
  state: RunState & { deadlines: DeadlineAnswer[] };
  serverTime: string;
}

export interface EventsAnswer {
  events: ChainedEvent[];
  headSeq: number;
}

export interface CommandAnswer {
  seq: number;
  events: ChainedEvent[];
}

/** A link that was made earlier: its token is kept nowhere, but it can be revoked. */
export interface ShareLinkSummary {
  linkId: string;
  /** Name of who made it. */
  createdBy: string;
  /** ISO instants. */
  createdAt: string;
  expiresAt: string;
  showNames: boolean;
}

/** `token` and `url` are shown this once. */
export interface ShareLinkAnswer {
  linkId: string;
  token: string;
  url: string;
  expiresAt: string;
}

/** A token that was made earlier; its secret is kept nowhere. */
export interface TokenItem {
  tokenId: string;
  name: string;
  /** Set where the token is good for one run only. */
  runId: string | null;
  createdAt: string;
  expiresAt: string;
  revoked: boolean;
}

export interface TokensAnswer {
  tokens: TokenItem[];
}

export interface TokenAnswer {
  token: string;
  expiresAt: string;
}

export interface PersonAnswer {
  personId: string;
  name: string;
  email: string;
}
