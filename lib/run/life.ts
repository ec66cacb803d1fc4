import { statusWords } from "./blocker";
import type { Command, CommandType } from "./commands";
import type { Verdict } from "./decision-state";
import { type Rejection, wrongStatus } from "./rejections";
import type { RunState, RunStatus } from "./state";

interface Moment {
  /** The command as a noun, for refusals: "Starting the run". */
  what: string;
  from: readonly RunStatus[];
}

const STARTED: readonly RunStatus[] = [
  "running",
  "held",
  "halted",
  "rolling-back",
  "hypercare",
  "concluding",
];
const OPEN: readonly RunStatus[] = ["planned", ...STARTED];
const LIVE: readonly RunStatus[] = ["running", "held", "halted", "rolling-back", "hypercare"];

/** When each command exists at all (the life table of SPEC.md, L); everything else is refused as wrong-status. */
const MOMENTS: Record<Exclude<CommandType, "PlanRun" | "Decide">, Moment> = {
  AssignRole: { what: "Assigning a role", from: OPEN },
  OfferCommand: { what: "Offering command", from: STARTED },
  AcceptCommand: { what: "Accepting command", from: STARTED },
  DeclineCommand: { what: "Declining command", from: STARTED },
  LapseOffer: { what: "An offer of command", from: STARTED },
  NameDeputy: { what: "Naming a deputy", from: OPEN },
  AssumeCommand: { what: "Assuming command", from: STARTED },
  AppointDecider: { what: "Appointing a decider", from: STARTED },
  SetVariables: { what: "Setting variables", from: ["planned"] },
  StartRun: { what: "Starting the run", from: ["planned"] },
  CancelRun: { what: "Cancelling the run", from: ["planned"] },
  StartStep: { what: "Starting a step", from: STARTED },
  PassStep: { what: "PASS", from: STARTED },
  WarnStep: { what: "WARN", from: STARTED },
  FailStep: { what: "FAIL", from: STARTED },
  RetryStep: { what: "Retrying a step", from: STARTED },
  MarkNotApplicable: { what: "N/A", from: STARTED },
  AcceptWarn: { what: "Accepting a WARN", from: STARTED },
  VoidResult: { what: "Voiding a result", from: STARTED },
  VerifyStep: { what: "Verifying a step", from: STARTED },
  ChooseAlternative: { what: "Choosing an alternative", from: STARTED },
  CarryOver: { what: "Carrying results over", from: ["running", "held"] },
  RecordField: { what: "Filling in a blank", from: STARTED },
  RecordSubstep: { what: "A sub-step's result", from: STARTED },
  AttachEvidence: { what: "Attaching evidence", from: OPEN },
  RequestWaiver: { what: "Asking for a waiver", from: OPEN },
  GrantWaiver: { what: "Granting a waiver", from: OPEN },
  DenyWaiver: { what: "Denying a waiver", from: OPEN },
  ExpireWaiver: { what: "A waiver", from: OPEN },
  OpenPoll: { what: "Opening the poll", from: ["running"] },
  CastVote: { what: "Answering the poll", from: ["running"] },
  ReportAbort: { what: "Reporting an abort condition", from: LIVE },
  WithdrawAbort: { what: "Withdrawing an abort report", from: ["halted", "rolling-back"] },
  ClassifyBlocker: { what: "Classifying the blocker", from: ["halted"] },
  SignOff: { what: "Signing off", from: OPEN },
  ObserveTrigger: { what: "Observing a rollback trigger", from: LIVE },
  ReportAlert: { what: "Reporting an alert", from: LIVE },
  ExpireDecisionClock: { what: "A decision clock", from: ["running", "held", "halted", "hypercare"] },
  SetWriteFreeze: { what: "The write freeze", from: OPEN },
  FinishRollback: { what: "Finishing the rollback", from: ["rolling-back"] },
  MoveT0: { what: "Moving T-0", from: ["planned", "running", "held"] },
  ExtendWindow: { what: "Extending the window", from: OPEN },
  ProposeAmendment: { what: "Proposing an amendment", from: ["running", "held", "halted", "hypercare"] },
  ApproveAmendment: { what: "Approving an amendment", from: ["running", "held", "halted", "hypercare"] },
  RejectAmendment: { what: "Rejecting an amendment", from: ["running", "held", "halted", "hypercare"] },
  SendBroadcast: { what: "Sending a broadcast", from: OPEN },
  SnoozeBroadcast: { what: "Putting an update off", from: LIVE },
  MissBroadcast: { what: "An update", from: LIVE },
  RecordCheck: { what: "A hypercare check", from: ["hypercare", "halted", "rolling-back"] },
  MissCheck: { what: "A hypercare check", from: ["hypercare", "halted"] },
  FileReport: { what: "Filing a report", from: ["hypercare", "halted"] },
  ReachDeadline: { what: "A deadline", from: LIVE },
  LogEntry: { what: "Logging an entry", from: OPEN },
  CorrectEntry: { what: "Correcting an entry", from: OPEN },
  ConfirmCriterion: { what: "Confirming a completion criterion", from: ["hypercare", "concluding"] },
  DeclareComplete: { what: "Declaring completion", from: ["hypercare"] },
  SignFinalRecord: { what: "Signing the final record", from: ["hypercare", "concluding"] },
  CloseRun: { what: "Closing the run", from: ["hypercare", "concluding"] },
};

/** When each verdict exists (product.md, *Life*). */
const VERDICTS: Record<Verdict, Moment> = {
  go: { what: "GO", from: ["running"] },
  "no-go": { what: "NO-GO", from: ["running", "held"] },
  rollback: { what: "ROLLBACK", from: ["running", "held", "halted", "hypercare"] },
  hold: { what: "HOLD", from: ["running"] },
  continue: { what: "CONTINUE", from: ["running", "held", "halted", "hypercare"] },
  resume: { what: "Resuming", from: ["held", "halted"] },
  "close-blocker": { what: "Closing as a blocker", from: ["halted"] },
};

/** The status as it stands in a list of moments: "while the run is running or on hold". */
function listed(from: readonly RunStatus[]): string {
  const words = from.map(statusWords);
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : (words[0] ?? "");
}

function momentOf(command: Exclude<Command, { type: "PlanRun" }>): Moment | undefined {
  return command.type === "Decide" ? VERDICTS[command.payload.verdict] : MOMENTS[command.type];
}

/** Refuses what this moment of the run's life does not know; null where the command may be looked at. */
export function lifeRefusal(command: Command, state: RunState): Rejection | null {
  const { status } = state;
  if (command.type === "PlanRun") {
    return status === "unplanned" ? null : wrongStatus(null, "The run has been planned already.");
  }
  if (status === "unplanned")
    return { code: "not-found", rule: null, message: "There is no such run.", missing: [] };
  if (status === "closed") {
    return wrongStatus("R10", "The run is closed and sealed: nothing is added to it any more.");
  }
  const moment = momentOf(command);
  if (!moment)
    return { code: "malformed", rule: null, message: "There is no such command or verdict.", missing: [] };
  if (moment.from.includes(status)) return null;
  const rule = status === "halted" ? "R5" : null;
  return wrongStatus(
    rule,
    `${moment.what} is possible while the run is ${listed(moment.from)}; it is ${statusWords(status)}.`,
  );
}
