import type { PersonRef } from "./person";

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
  criteria: { text: string; result: "pass" | "not-computed" | "warn" | "fail" | "open" | "stated" }[];
  evidence: { name: string; sha256: string }[];
  /** Steps that had passed with checks of which nothing was computed, and whether the decider had accepted that. */
  notComputed: { stepId: string; title: string; checks: string[]; accepted: boolean }[];
  /** Granted waivers that had not expired at that moment: what the decision rests on in place of what they lift. */
  waivers: { id: string; ticket: string; subjectText: string; expiresAt: string }[];
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
  /** For a ROLLBACK of chosen phases: their ids; null for the whole plan. */
  scope: string[] | null;
  /** True for the drill of a rehearsal. */
  drill: boolean;
  /** True where the decider's screen was known to be behind (only NO-GO, HOLD and ROLLBACK may be). */
  staleScreen: boolean;
}
