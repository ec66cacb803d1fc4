import type { AmendmentFact } from "./amendment-state";
import type { StartClearance } from "./clearance";
import type { Verdict } from "./decision-state";
import type { Actor, EntryKind, EventPayloads } from "./events";
import type { DeadlineSubject } from "./time-state";

/** Payloads of all commands, by type: imperative, as people and scripts send them (names: architecture.md). */
export interface CommandPayloads {
  /** Sent by the server's plan service, which resolves people and the version; not by clients. */
  PlanRun: EventPayloads["RunPlanned"];
  /** Clients send `{ role, email }`; the server resolves the person. */
  AssignRole: { role: string; personId: string; name: string };
  OfferCommand: { personId: string; name: string };
  AcceptCommand: { offerId: string };
  DeclineCommand: { offerId: string; reason?: string };
  /** The timer's: an offer that nobody answered. */
  LapseOffer: { offerId: string };
  /** Clients send `{ email }` or `{ personId }`; the server resolves the person. */
  NameDeputy: { personId: string; name: string };
  AssumeCommand: { reason: string };
  /** By two approvers, each of whom sends it for the same person. */
  AppointDecider: { personId: string; name: string; reason: string };
  SetVariables: { variables: Record<string, string> };
  StartRun: Record<string, never>;
  CancelRun: { reason: string };
  StartStep: { stepId: string; note?: string };
  PassStep: { stepId: string; note?: string; fields?: Record<string, string>; exception?: string };
  WarnStep: { stepId: string; note?: string; reason?: string; fields?: Record<string, string> };
  FailStep: { stepId: string; reason: string };
  RetryStep: { stepId: string; note?: string; reason?: string };
  MarkNotApplicable: { stepId: string; reason: string };
  AcceptWarn: { stepId: string; reason: string };
  /** By the executor and a second person, each of whom sends it. */
  VoidResult: { stepId: string; reason: string };
  VerifyStep: { stepId: string; statement?: string };
  ChooseAlternative: { stepId: string; reason: string };
  CarryOver: { stepIds: string[]; reason: string };
  RecordField: { stepId: string; name: string; value: string };
  RecordSubstep: { stepId: string; substepId: string; result: "pass" | "fail" };
  /**
   * A reference with a hash. `upload` is set by the evidence endpoint alone, for bytes that the server has sealed:
   * clients cannot send it. `values` are those that the step's checks found in a text.
   */
  AttachEvidence: {
    name: string;
    stepId?: string;
    location: string;
    sha256: string;
    size?: number;
    upload?: { artifactId: string; values?: Record<string, string> };
    visibility?: "room" | "restricted";
  };
  /** For a step, or for an artifact by its name: one of the two. */
  RequestWaiver: { stepId?: string; evidence?: string; ticket: string; reason: string; expiresAt: string };
  GrantWaiver: { waiverId: string; statement?: string };
  DenyWaiver: { waiverId: string; reason: string };
  /** The timer's. */
  ExpireWaiver: { waiverId: string };
  OpenPoll: { decisionPointId: string };
  CastVote: { pollId: string; answer: "go" | "no-go"; reason?: string; role?: string };
  Decide: {
    verdict: Verdict;
    reason: string;
    decisionPointId?: string;
    pollId?: string;
    triggerId?: string;
    /** For NO-GO after something was mutated: what follows. */
    then?: "rollback" | "halt";
    /** For ROLLBACK: the phases of a partial one; all of them where absent. */
    phases?: string[];
    /** For ROLLBACK in a rehearsal after verification: a drill, which still closes as PASS. */
    drill?: boolean;
  };
  ReportAbort: { gateId?: string; text?: string; note?: string };
  WithdrawAbort: { abortId: string; reason: string };
  ClassifyBlocker: { classification: string; rootCause: string };
  SignOff: { subject: string; statement: string };
  ObserveTrigger: { triggerId?: string; text?: string; note?: string };
  /** Sent by the server's alert service, which maps labels to triggers; not by clients. Instants are ISO 8601 UTC. */
  ReportAlert: {
    triggerId: string;
    fingerprint: string;
    name: string;
    status: "firing" | "resolved";
    startsAt: string;
    endsAt?: string;
    summary?: string;
  };
  ExpireDecisionClock: { triggerId: string };
  SetWriteFreeze: { on: boolean; reason?: string };
  FinishRollback: { remaining?: string };
  MoveT0: { t0: string; reason: string };
  ExtendWindow: { end: string; reason: string };
  /** Of the version with this number of the run's runbook; the server looks it up (`ServerFacts.amendment`). */
  ProposeAmendment: { version: number; reason: string };
  ApproveAmendment: { amendmentId: string; statement: string };
  RejectAmendment: { amendmentId: string; reason: string };
  /** `watch`: in hypercare, what is watched all the time is attested with the update. */
  SendBroadcast: {
    templateId?: string;
    text: string;
    watch?: { result: "pass" | "warn" | "fail"; note?: string };
  };
  SnoozeBroadcast: { minutes: number; reason: string };
  /** The timer's: the next update fell due before this one was sent. */
  MissBroadcast: Record<string, never>;
  /** `seriesId` is `round` for the runbook's schedule, else the text of the check. */
  RecordCheck: { seriesId: string; result: "pass" | "warn" | "fail"; note?: string };
  /** The timer's: the next round fell due before this one was answered. */
  MissCheck: { seriesId: string };
  FileReport: { reportId: string; fields: Record<string, string> };
  /** The timer's: a moment that everyone should know has come. */
  ReachDeadline: { subject: DeadlineSubject };
  LogEntry: { text: string; occurredAt?: string; kind?: EntryKind };
  CorrectEntry: { entrySeq: number; text: string };
  ConfirmCriterion: { criterionId: string };
  DeclareComplete: Record<string, never>;
  SignFinalRecord: { fields: Record<string, string> };
  CloseRun: Record<string, never>;
}

export type CommandType = keyof CommandPayloads;

/** What the server knows and the log does not, looked up for the command that asks for it; no part of its body. */
export interface ServerFacts {
  /** For StartRun. */
  clearance?: StartClearance;
  /** For AssumeCommand and AppointDecider: since when people of the run are absent, by person id; ISO 8601. */
  away?: Record<string, string>;
  /** For ProposeAmendment and ApproveAmendment. */
  amendment?: AmendmentFact;
}

/** What the edge stamps on a command: who, when by the database's clock, and the ids of what it may create. */
export interface CommandMeta {
  /** UUID made by the sender: the idempotency key. New things are named after it. */
  commandId: string;
  actor: Actor;
  /** True for an administrator; gives no right inside a run (R1), only over planning. */
  admin: boolean;
  /** ISO 8601 UTC instant, milliseconds. */
  at: string;
  /** Sequence number that the sender's screen showed. Only GO binds to it. */
  expectedSeq?: number;
  /** Head hash of the log that is decided on; empty on a client, which only asks whether it would be refused. */
  headHash: string;
  facts?: ServerFacts;
}

export type Command = {
  [T in CommandType]: { type: T; payload: CommandPayloads[T]; meta: CommandMeta };
}[CommandType];

export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
