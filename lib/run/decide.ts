import type { Command } from "./commands";
import * as aborts from "./decide/aborts";
import { reportAlert } from "./decide/alerts";
import * as alternatives from "./decide/alternatives";
import * as amendments from "./decide/amendments";
import { carryOver } from "./decide/carry-over";
import * as closing from "./decide/closing";
import * as commandChange from "./decide/command-change";
import * as comms from "./decide/comms";
import { consequences } from "./decide/consequences";
import { decideVerdict } from "./decide/decisions";
import { attachEvidence } from "./decide/evidence";
import * as hypercare from "./decide/hypercare";
import { reachDeadline } from "./decide/moments";
import { planRun } from "./decide/plan";
import * as planChanges from "./decide/plan-changes";
import * as polls from "./decide/polls";
import * as roles from "./decide/roles";
import { signOff } from "./decide/sign-offs";
import * as start from "./decide/start";
import * as exceptions from "./decide/step-exceptions";
import * as steps from "./decide/steps";
import * as timeline from "./decide/timeline";
import * as triggers from "./decide/triggers";
import * as voids from "./decide/voids";
import * as waivers from "./decide/waivers";
import type { Decision } from "./decision";
import { authorize } from "./permissions";
import type { RunState } from "./state";
import { withoutLapsed } from "./waived";

function dispatch(command: Command, state: RunState, role: string | null): Decision {
  switch (command.type) {
    case "PlanRun":
      return planRun(command);
    case "AssignRole":
      return roles.assignRole(command, state, role);
    case "OfferCommand":
      return roles.offerCommand(command, state, role);
    case "AcceptCommand":
      return roles.acceptCommand(command, state);
    case "DeclineCommand":
      return roles.declineCommand(command, state, role);
    case "LapseOffer":
      return commandChange.lapseOffer(command, state);
    case "NameDeputy":
      return commandChange.nameDeputy(command, state, role);
    case "AssumeCommand":
      return commandChange.assumeCommand(command, state);
    case "AppointDecider":
      return commandChange.appointDecider(command, state, role);
    case "SetVariables":
      return planChanges.setVariables(command, state, role);
    case "StartRun":
      return start.startRun(command, state, role);
    case "CancelRun":
      return start.cancelRun(command, role);
    case "StartStep":
      return steps.startStep(command, state, role);
    case "PassStep":
      return steps.passStep(command, state, role);
    case "WarnStep":
      return steps.warnStep(command, state, role);
    case "FailStep":
      return steps.failStep(command, state, role);
    case "RetryStep":
      return exceptions.retryStep(command, state, role);
    case "MarkNotApplicable":
      return exceptions.markNotApplicable(command, state, role);
    case "AcceptWarn":
      return exceptions.acceptWarn(command, state, role);
    case "VoidResult":
      return voids.voidResult(command, state, role);
    case "VerifyStep":
      return voids.verifyStep(command, state, role);
    case "ChooseAlternative":
      return alternatives.chooseAlternative(command, state, role);
    case "CarryOver":
      return carryOver(command, state, role);
    case "RecordField":
      return steps.recordField(command, state, role);
    case "RecordSubstep":
      return steps.recordSubstep(command, state, role);
    case "AttachEvidence":
      return attachEvidence(command, state, role);
    case "RequestWaiver":
      return waivers.requestWaiver(command, state, role);
    case "GrantWaiver":
      return waivers.grantWaiver(command, state, role);
    case "DenyWaiver":
      return waivers.denyWaiver(command, state, role);
    case "ExpireWaiver":
      return waivers.expireWaiver(command, state);
    case "OpenPoll":
      return polls.openPoll(command, state, role);
    case "CastVote":
      return polls.castVote(command, state);
    case "Decide":
      return decideVerdict(command, state, role);
    case "ReportAbort":
      return aborts.reportAbort(command, state, role);
    case "WithdrawAbort":
      return aborts.withdrawAbort(command, state, role);
    case "ClassifyBlocker":
      return aborts.classifyBlocker(command, state, role);
    case "SignOff":
      return signOff(command, state, role);
    case "ObserveTrigger":
      return triggers.observeTrigger(command, state, role);
    case "ReportAlert":
      return reportAlert(command, state, role);
    case "ExpireDecisionClock":
      return triggers.expireDecisionClock(command, state);
    case "SetWriteFreeze":
      return comms.setWriteFreeze(command, state, role);
    case "FinishRollback":
      return closing.finishRollback(command, state, role);
    case "MoveT0":
      return planChanges.moveT0(command, state, role);
    case "ExtendWindow":
      return planChanges.extendWindow(command, state, role);
    case "ProposeAmendment":
      return amendments.proposeAmendment(command, state, role);
    case "ApproveAmendment":
      return amendments.approveAmendment(command, state, role);
    case "RejectAmendment":
      return amendments.rejectAmendment(command, state, role);
    case "SendBroadcast":
      return comms.sendBroadcast(command, state, role);
    case "SnoozeBroadcast":
      return comms.snoozeBroadcast(command, state, role);
    case "MissBroadcast":
      return comms.missBroadcast(command, state);
    case "RecordCheck":
      return hypercare.recordCheck(command, state, role);
    case "MissCheck":
      return hypercare.missCheck(command, state);
    case "FileReport":
      return hypercare.fileReport(command, state, role);
    case "ReachDeadline":
      return reachDeadline(command, state);
    case "LogEntry":
      return timeline.logEntry(command, role);
    case "CorrectEntry":
      return timeline.correctEntry(command, state, role);
    case "ConfirmCriterion":
      return closing.confirmCriterion(command, state, role);
    case "DeclareComplete":
      return closing.declareComplete(state, role);
    case "SignFinalRecord":
      return closing.signFinalRecord(command, state, role);
    case "CloseRun":
      return closing.closeRun(state, role);
    default:
      command satisfies never;
      return {
        ok: false,
        rejection: { code: "malformed", rule: null, message: "Unknown command.", missing: [] },
      };
  }
}

/**
 * The rules: what follows from a command on a state, or why not. Total, synchronous, without clock or randomness:
 * time and ids come in with the command. Values of the wrong type are kept out at the edge (lib/protocol).
 */
export function decide(command: Command, state: RunState): Decision {
  const grant = authorize(command, state);
  if (!grant.ok) return grant;
  const asOf = command.type === "ExpireWaiver" ? state : withoutLapsed(state, command.meta.at);
  const decision = dispatch(command, asOf, grant.role);
  if (!decision.ok) return decision;
  return { ok: true, events: [...decision.events, ...consequences(decision.events, state, command.meta)] };
}
