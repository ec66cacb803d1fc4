import type { AmendmentState } from "./amendment-state";
import type { StartClearance } from "./clearance";
import type { ContinuedRun } from "./continued-run";
import type { DecisionRecord } from "./decision-state";
import type { RunbookDefinition, TriggerAction } from "./definition";
import type { PersonRef } from "./person";
import type { RunKind, RunOutcome } from "./state";
import type { CheckAnswer, DeadlineSubject } from "./time-state";
import type { WaiverSubject } from "./waiver-state";

/** Payloads of all events, by type: past-tense facts. A changed shape raises the version and gets an upcaster. */
export interface EventPayloads {
  RunPlanned: {
    runId: string;
    slug: string;
    runbookVersion: number;
    sha256: string;
    definition: RunbookDefinition;
    kind: RunKind;
    title: string;
    t0: string;
    timeZone: string;
    window: { start: string; end: string } | null;
    variables: Record<string, string>;
    roles: { role: string; personId: string; name: string }[];
    deputy?: PersonRef | null;
    continues?: ContinuedRun | null;
  };
  RoleAssigned: { role: string; personId: string; name: string };
  CommandOffered: { offerId: string; to: PersonRef; lapsesAt: string };
  CommandAccepted: { offerId: string; to: PersonRef; from: PersonRef };
  CommandDeclined: { offerId: string; reason: string | null };
  CommandOfferLapsed: { offerId: string };
  DeputyNamed: { personId: string; name: string };
  /** `ground` is why the deputy may: the decider is away since `since`, or half of a clock that began then is gone. */
  CommandAssumed: {
    to: PersonRef;
    from: PersonRef;
    ground: "absence" | "clock";
    since: string;
    reason: string;
  };
  AppointmentProposed: { appointmentId: string; to: PersonRef; reason: string };
  DeciderAppointed: {
    appointmentId: string;
    to: PersonRef;
    from: PersonRef;
    by: PersonRef[];
    reason: string;
  };
  VariablesSet: { variables: Record<string, string> };
  RunStarted: { clearance: StartClearance | null };
  RunCancelled: { reason: string };
  StepStarted: { stepId: string; attempt: number; note: string | null };
  /** `notComputed`: the step's checks that had no value to compute with, in words; unknown is no PASS of theirs. */
  StepPassed: {
    stepId: string;
    attempt: number;
    note: string | null;
    exception: string | null;
    notComputed: string[];
  };
  StepWarned: { stepId: string; attempt: number; reason: string };
  StepFailed: { stepId: string; attempt: number; reason: string };
  StepRetried: { stepId: string; attempt: number; reason: string };
  StepMarkedNotApplicable: { stepId: string; attempt: number; reason: string; waiverId: string | null };
  StepVerified: { stepId: string; attempt: number; statement: string | null };
  VoidRequested: { stepId: string; attempt: number; reason: string };
  /** `reopens`: steps whose results rested on this one, and are to be given again. */
  ResultVoided: { stepId: string; attempt: number; reason: string; by: PersonRef[]; reopens: string[] };
  AlternativeChosen: { group: string; stepId: string; reason: string };
  StepsCarriedOver: { stepIds: string[]; fromRunId: string; reason: string };
  WarnAccepted: { stepId: string; reason: string };
  FieldRecorded: { stepId: string; name: string; value: string };
  SubstepRecorded: { stepId: string; substepId: string; result: "pass" | "fail" };
  EvidenceAttached: {
    artifactId: string;
    name: string;
    stepId: string | null;
    kind: "upload" | "reference";
    location: string | null;
    sha256: string;
    size: number | null;
    visibility: "room" | "restricted";
  };
  WaiverRequested: {
    waiverId: string;
    subject: WaiverSubject;
    subjectText: string;
    ticket: string;
    reason: string;
    expiresAt: string;
  };
  WaiverGranted: { waiverId: string; statement: string | null; bySelf: boolean };
  WaiverDenied: { waiverId: string; reason: string };
  WaiverExpired: { waiverId: string; expiresAt: string };
  PollOpened: { pollId: string; decisionPointId: string; question: string; roles: string[] };
  VoteCast: { pollId: string; role: string; answer: "go" | "no-go"; reason: string | null };
  Decided: Omit<DecisionRecord, "seq" | "at" | "decider">;
  HypercareStarted: Record<string, never>;
  AbortReported: { abortId: string; gateId: string | null; text: string; note: string | null };
  AbortWithdrawalRequested: { abortId: string; reason: string };
  AbortWithdrawn: { abortId: string; reason: string };
  BlockerClassified: { classification: string; rootCause: string };
  SignedOff: { subject: string; statement: string };
  TriggerObserved: {
    triggerId: string;
    text: string;
    action: TriggerAction;
    note: string | null;
    /** When the decider must have answered; null where the action starts no clock, or one runs already. */
    dueAt: string | null;
    /** The alert that it was seen by; absent where a person saw it. */
    alert?: { fingerprint: string; startsAt: string; name: string };
  };
  AlertRepeated: { fingerprint: string; triggerId: string; name: string };
  AlertResolved: { fingerprint: string; triggerId: string; name: string; endsAt: string };
  DecisionClockExpired: { triggerId: string; dueAt: string };
  WriteFreezeSet: { on: boolean; reason: string | null };
  RollbackFinished: { remaining: string | null };
  /** `reopens`: attestations that are bound to a time. */
  T0Moved: { from: string; to: string; reason: string; reopens: string[] };
  WindowExtensionRequested: { requestId: string; end: string; reason: string };
  WindowExtensionWithdrawn: { requestId: string; reason: string };
  WindowExtended: { requestId: string; start: string; end: string; reason: string };
  AmendmentProposed: {
    amendmentId: string;
    runbookVersion: number;
    sha256: string;
    reason: string;
    changes: AmendmentState["changes"];
    large: boolean;
    stepIds: string[];
  };
  AmendmentApproved: { amendmentId: string; statement: string };
  AmendmentApplied: {
    amendmentId: string;
    runbookVersion: number;
    sha256: string;
    definition: RunbookDefinition;
  };
  AmendmentRejected: { amendmentId: string; reason: string };
  /** `watch`: what is watched all the time, attested with the update. */
  BroadcastSent: {
    broadcastId: string;
    templateId: string | null;
    text: string;
    basis: { seq: number; headHash: string };
    watch?: CheckAnswer | null;
  };
  BroadcastSnoozed: { until: string; reason: string };
  BroadcastMissed: { dueAt: string };
  /** `dueAt`: the round that it answers; null for one that no round asked for. */
  CheckRecorded: { seriesId: string; dueAt: string | null } & CheckAnswer;
  CheckMissed: { seriesId: string; dueAt: string };
  ReportFiled: { reportId: string; fields: Record<string, string> };
  DeadlineReached: { subject: DeadlineSubject; dueAt: string };
  EntryLogged: { text: string; kind: EntryKind };
  EntryCorrected: { entrySeq: number; text: string };
  CriterionConfirmed: { criterionId: string };
  CompletionDeclared: Record<string, never>;
  FinalRecordSigned: { fields: Record<string, string> };
  RunClosed: { outcome: RunOutcome };
}

export type EntryKind = "note" | "decision" | "action" | "reference";

export type EventType = keyof EventPayloads;

/** Current version of each event's shape. */
export const EVENT_VERSION = 1;

/** Who did it. The system acts for timers; a person is identified by account id and name at the time. */
export type Actor = { kind: "person"; personId: string; name: string } | { kind: "system" };

/** What `decide` gives: the fact and the role it was done in; the store adds the rest. */
export type EventDraft = {
  [T in EventType]: {
    type: T;
    payload: EventPayloads[T];
    /** Key of the role in which the actor did it; null where no role is needed. */
    role: string | null;
    /** When it happened, where that differs from when it was recorded. */
    occurredAt?: string;
  };
}[EventType];

/** An event as it stands in the log. */
export type RunEvent = {
  [T in EventType]: {
    seq: number;
    type: T;
    version: number;
    payload: EventPayloads[T];
    actor: Actor;
    role: string | null;
    occurredAt: string;
    recordedAt: string;
  };
}[EventType];

/** An event with its place in the hash chain, as the API hands it out. */
export type ChainedEvent = RunEvent & { prevHash: string; hash: string };
