import type { EventType, RunEvent } from "./events";
import * as alerts from "./evolve/alerts";
import * as amendments from "./evolve/amendments";
import * as commandChange from "./evolve/command-change";
import * as decisions from "./evolve/decisions";
import * as halts from "./evolve/halts";
import * as life from "./evolve/life";
import * as planChanges from "./evolve/plan-changes";
import { runPlanned } from "./evolve/planning";
import * as records from "./evolve/records";
import * as roles from "./evolve/roles";
import * as stepChanges from "./evolve/step-changes";
import * as steps from "./evolve/steps";
import * as time from "./evolve/time";
import * as triggers from "./evolve/triggers";
import { unplannedRun } from "./evolve/unplanned-run";
import * as waivers from "./evolve/waivers";
import { withPhaseStatuses } from "./phase-status";
import type { RunState } from "./state";

/** The state before the first event. */
export const initialState: RunState = unplannedRun;

/** Events that GO does not rest on: a busy scribe never makes a decider's screen stale (C.3). */
const OUTSIDE_BASIS: ReadonlySet<EventType> = new Set<EventType>([
  "EntryLogged",
  "EntryCorrected",
  "BroadcastSent",
  "BroadcastSnoozed",
  "BroadcastMissed",
  "CheckRecorded",
  "CheckMissed",
  "ReportFiled",
  "DeadlineReached",
  "CommandOffered",
  "CommandDeclined",
  "CriterionConfirmed",
  "DecisionClockExpired",
  "CommandOfferLapsed",
  "DeputyNamed",
  "AppointmentProposed",
  "WindowExtensionRequested",
  "WindowExtensionWithdrawn",
  "WaiverRequested",
  "WaiverDenied",
]);

/** Events that can open, complete or lock a phase; after all others the statuses still stand. */
const MOVES_PHASES: ReadonlySet<EventType> = new Set<EventType>([
  "RunPlanned",
  "RunStarted",
  "StepPassed",
  "StepWarned",
  "StepFailed",
  "StepRetried",
  "StepMarkedNotApplicable",
  "Decided",
  "HypercareStarted",
  "AbortReported",
  "AbortWithdrawn",
  "RollbackFinished",
  "RunClosed",
  "StepVerified",
  "ResultVoided",
  "AlternativeChosen",
  "WaiverGranted",
  "WaiverExpired",
  "T0Moved",
  "AmendmentProposed",
  "AmendmentApplied",
  "AmendmentRejected",
]);

function folded(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case "RunPlanned":
      return runPlanned(state, event);
    case "RoleAssigned":
      return roles.roleAssigned(state, event);
    case "CommandOffered":
      return roles.commandOffered(state, event);
    case "CommandAccepted":
      return roles.commandAccepted(state, event);
    case "CommandDeclined":
      return roles.commandDeclined(state);
    case "CommandOfferLapsed":
      return commandChange.commandOfferLapsed(state);
    case "DeputyNamed":
      return commandChange.deputyNamed(state, event);
    case "CommandAssumed":
      return commandChange.commandAssumed(state, event);
    case "AppointmentProposed":
      return commandChange.appointmentProposed(state, event);
    case "DeciderAppointed":
      return commandChange.deciderAppointed(state, event);
    case "VariablesSet":
      return planChanges.variablesSet(state, event);
    case "RunStarted":
      return life.runStarted(state, event);
    case "RunCancelled":
      return life.runCancelled(state, event);
    case "StepStarted":
      return steps.stepStarted(state, event);
    case "StepPassed":
      return steps.stepPassed(state, event);
    case "StepWarned":
      return steps.stepWarned(state, event);
    case "StepFailed":
      return steps.stepFailed(state, event);
    case "StepRetried":
      return steps.stepRetried(state, event);
    case "StepMarkedNotApplicable":
      return steps.stepMarkedNotApplicable(state, event);
    case "WarnAccepted":
      return steps.warnAccepted(state, event);
    case "StepVerified":
      return stepChanges.stepVerified(state, event);
    case "VoidRequested":
      return stepChanges.voidRequested(state, event);
    case "ResultVoided":
      return stepChanges.resultVoided(state, event);
    case "AlternativeChosen":
      return stepChanges.alternativeChosen(state, event);
    case "StepsCarriedOver":
      return stepChanges.stepsCarriedOver(state, event);
    case "FieldRecorded":
      return steps.fieldRecorded(state, event);
    case "SubstepRecorded":
      return steps.substepRecorded(state, event);
    case "EvidenceAttached":
      return records.evidenceAttached(state, event);
    case "WaiverRequested":
      return waivers.waiverRequested(state, event);
    case "WaiverGranted":
      return waivers.waiverGranted(state, event);
    case "WaiverDenied":
      return waivers.waiverDenied(state, event);
    case "WaiverExpired":
      return waivers.waiverExpired(state, event);
    case "PollOpened":
      return decisions.pollOpened(state, event);
    case "VoteCast":
      return decisions.voteCast(state, event);
    case "Decided":
      return decisions.decided(state, event);
    case "HypercareStarted":
      return life.hypercareStarted(state, event);
    case "AbortReported":
      return halts.abortReported(state, event);
    case "AbortWithdrawalRequested":
      return halts.abortWithdrawalRequested(state, event);
    case "AbortWithdrawn":
      return halts.abortWithdrawn(state, event);
    case "BlockerClassified":
      return halts.blockerClassified(state, event);
    case "SignedOff":
      return halts.signedOff(state, event);
    case "TriggerObserved":
      return triggers.triggerObserved(state, event);
    case "AlertRepeated":
      return alerts.alertRepeated(state, event);
    case "AlertResolved":
      return alerts.alertResolved(state, event);
    case "DecisionClockExpired":
      return triggers.decisionClockExpired(state, event);
    case "WriteFreezeSet":
      return records.writeFreezeSet(state, event);
    case "RollbackFinished":
      return life.rollbackFinished(state, event);
    case "T0Moved":
      return planChanges.t0Moved(state, event);
    case "WindowExtensionRequested":
      return planChanges.windowExtensionRequested(state, event);
    case "WindowExtensionWithdrawn":
      return planChanges.windowExtensionWithdrawn(state, event);
    case "WindowExtended":
      return planChanges.windowExtended(state, event);
    case "AmendmentProposed":
      return amendments.amendmentProposed(state, event);
    case "AmendmentApproved":
      return amendments.amendmentApproved(state, event);
    case "AmendmentApplied":
      return amendments.amendmentApplied(state, event);
    case "AmendmentRejected":
      return amendments.amendmentRejected(state, event);
    case "BroadcastSent":
      return time.broadcastSent(state, event);
    case "BroadcastSnoozed":
      return time.broadcastSnoozed(state, event);
    case "BroadcastMissed":
      return time.broadcastMissed(state, event);
    case "CheckRecorded":
      return time.checkRecorded(state, event);
    case "CheckMissed":
      return time.checkMissed(state, event);
    case "ReportFiled":
      return time.reportFiled(state, event);
    case "DeadlineReached":
      return time.deadlineReached(state, event);
    case "EntryLogged":
    case "EntryCorrected":
      return state;
    case "CriterionConfirmed":
      return life.criterionConfirmed(state, event);
    case "CompletionDeclared":
      return life.completionDeclared(state, event);
    case "FinalRecordSigned":
      return life.finalRecordSigned(state, event);
    case "RunClosed":
      return life.runClosed(state, event);
    default:
      event satisfies never;
      return state;
  }
}

/** Folds one event: total, never changes its input, shares what did not change. */
export function evolve(state: RunState, event: RunEvent): RunState {
  const next = folded(state, event);
  const basisSeq = OUTSIDE_BASIS.has(event.type) ? state.basisSeq : event.seq;
  const stamped = { ...next, seq: event.seq, basisSeq };
  return MOVES_PHASES.has(event.type) ? withPhaseStatuses(stamped) : stamped;
}

/** Folds a log, or what follows a state. */
export function fold(events: Iterable<RunEvent>, from: RunState = initialState): RunState {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
}
