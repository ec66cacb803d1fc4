import type { Command, CommandType } from "./commands";
import type { RoleCapability } from "./definition";
import { lifeRefusal } from "./life";
import { deciderRole, heldRole, isDecider, personOf, roleByKey, roleName } from "./people";
import { forbidden, notFound, type Rejection } from "./rejections";
import type { RunState } from "./state";
import { verifierWords } from "./step-standing";
import { isBackOut, locate, type Place } from "./structure";

/** What someone must be to send a command. */
type Who =
  | "account"
  | "planner-then-decider"
  | "planner-or-decider"
  | "decider"
  | "offered"
  | "offered-or-decider"
  | "executor"
  | "executor-or-decider-if-mutating"
  | "any-role"
  | "puller-or-decider"
  | "polled"
  | "deputy"
  | "role-or-planner"
  | "approver-or-other"
  | "waiver-grant"
  | "waiver-denial"
  | "verifier"
  | "system"
  | readonly RoleCapability[];

const NOT_OBSERVER: readonly RoleCapability[] = ["operator", "decider", "scribe", "approver"];

/** The one table of who may send what; UI, API and CLI all ask it through `can`. An admin's flag opens no other row. */
const WHO: Record<CommandType, Who> = {
  PlanRun: "account",
  AssignRole: "planner-then-decider",
  OfferCommand: "decider",
  AcceptCommand: "offered",
  DeclineCommand: "offered-or-decider",
  LapseOffer: "system",
  NameDeputy: "planner-then-decider",
  AssumeCommand: "deputy",
  AppointDecider: "approver-or-other",
  SetVariables: "planner-or-decider",
  StartRun: "decider",
  CancelRun: "planner-or-decider",
  StartStep: "executor",
  PassStep: "executor",
  WarnStep: "executor",
  FailStep: "executor",
  RetryStep: "executor-or-decider-if-mutating",
  MarkNotApplicable: "executor-or-decider-if-mutating",
  AcceptWarn: "decider",
  VoidResult: NOT_OBSERVER,
  VerifyStep: "verifier",
  ChooseAlternative: "decider",
  CarryOver: "decider",
  RecordField: "executor",
  RecordSubstep: "executor",
  AttachEvidence: NOT_OBSERVER,
  RequestWaiver: "role-or-planner",
  GrantWaiver: "waiver-grant",
  DenyWaiver: "waiver-denial",
  ExpireWaiver: "system",
  OpenPoll: "decider",
  CastVote: "polled",
  Decide: "decider",
  ReportAbort: "any-role",
  WithdrawAbort: "puller-or-decider",
  ClassifyBlocker: NOT_OBSERVER,
  SignOff: NOT_OBSERVER,
  ObserveTrigger: "any-role",
  ReportAlert: "any-role",
  ExpireDecisionClock: "system",
  SetWriteFreeze: ["decider", "operator"],
  FinishRollback: "decider",
  MoveT0: "decider",
  ExtendWindow: "decider",
  ProposeAmendment: NOT_OBSERVER,
  ApproveAmendment: NOT_OBSERVER,
  RejectAmendment: ["decider", "approver"],
  SendBroadcast: ["scribe", "decider"],
  SnoozeBroadcast: ["scribe", "decider"],
  MissBroadcast: "system",
  RecordCheck: NOT_OBSERVER,
  MissCheck: "system",
  FileReport: ["scribe", "decider", "operator"],
  ReachDeadline: "system",
  LogEntry: "any-role",
  CorrectEntry: "any-role",
  ConfirmCriterion: ["decider", "operator", "approver"],
  DeclareComplete: "decider",
  SignFinalRecord: "decider",
  CloseRun: "decider",
};

/** The key of the role in which the command is done, or why it may not be. */
export type Grant = { ok: true; role: string | null } | { ok: false; rejection: Rejection };

const granted = (role: string | null): Grant => ({ ok: true, role });
const denied = (rejection: Rejection): Grant => ({ ok: false, rejection });

/** Timeline entries are done in the role that one is in the room for. */
const ANY_ROLE: readonly RoleCapability[] = ["decider", "operator", "scribe", "approver", "observer"];

function byCapability(state: RunState, personId: string, capabilities: readonly RoleCapability[]): Grant {
  const role = heldRole(state, personId, capabilities);
  if (role) return granted(role.key);
  const would = state.roles.filter((each) => capabilities.includes(each.capability)).map((each) => each.name);
  const none = heldRole(state, personId, ANY_ROLE) === null;
  const message = none
    ? "You hold no role in this run."
    : `This takes one of these roles: ${would.join(", ")}.`;
  return denied(forbidden("R1", message, would));
}

function byDecider(state: RunState, personId: string): Grant {
  const role = deciderRole(state);
  if (role && role.holder?.personId === personId) return granted(role.key);
  const who = role?.holder ? `${role.name} (${role.holder.name})` : (role?.name ?? "the decider");
  return denied(forbidden("R1", `Only ${who} may do this.`, role ? [role.name] : []));
}

/** A step without an owner is any operator's until someone starts it; then it is theirs, and the decider's (R2.8). */
function unownedStep(state: RunState, personId: string, place: Place): Grant {
  const { step } = place;
  const claimedBy = step.status === "running" ? step.startedBy : null;
  if (claimedBy && claimedBy.personId !== personId && !isDecider(state, personId)) {
    return denied(forbidden("R2", `${claimedBy.name} has claimed “${step.title}”.`));
  }
  return byCapability(state, personId, ["operator", "decider"]);
}

function byExecutor(state: RunState, personId: string, stepId: string): Grant {
  const place = locate(state, stepId);
  if (!place) return denied(notFound("This run has no such step."));
  const { role: key, title } = place.step;
  if (key === null) return unownedStep(state, personId, place);
  const owner = roleByKey(state, key);
  if (owner?.holder?.personId === personId) return granted(key);
  const who = owner?.holder ? `${owner.name} (${owner.holder.name})` : roleName(state, key);
  return denied(forbidden("R2", `“${title}” belongs to ${who}.`, [roleName(state, key)]));
}

function byPoll(state: RunState, personId: string): Grant {
  const polled = state.poll?.roles ?? [];
  const role = state.roles.find((each) => polled.includes(each.key) && each.holder?.personId === personId);
  if (role || !state.poll) return role ? granted(role.key) : byCapability(state, personId, ANY_ROLE);
  const names = polled.map((key) => roleName(state, key));
  return denied(forbidden("R1", `The poll asks ${names.join(", ")}.`, names));
}

/** The puller and the decider; in production a decider who pulled the cord needs somebody else beside (R5.4). */
function byPuller(state: RunState, personId: string, abortId: string): Grant {
  const abort = state.aborts.find((each) => each.id === abortId);
  if (!abort) return denied(notFound("This run has no such abort report."));
  const alone = state.kind === "production" && isDecider(state, abort.by.personId);
  const mine = abort.by.personId === personId || isDecider(state, personId) || alone;
  if (mine) return byCapability(state, personId, ANY_ROLE);
  return denied(forbidden("R5", `${abort.by.name} and the decider withdraw it together.`));
}

function byPlanner(command: Command, state: RunState, personId: string): Grant {
  if (state.status !== "planned") return byDecider(state, personId);
  if (state.planner.personId === personId || command.meta.admin) return granted(null);
  return denied(
    forbidden("R1", `Before the start, ${state.planner.name} or an administrator assigns roles.`),
  );
}

function byOffer(state: RunState, personId: string, orDecider: boolean): Grant {
  if (!state.commandOffer) return denied(notFound("No offer of command is open."));
  if (state.commandOffer.to.personId === personId)
    return granted(heldRole(state, personId, ANY_ROLE)?.key ?? null);
  if (orDecider && isDecider(state, personId)) return byDecider(state, personId);
  return denied(forbidden("R1", `Command is offered to ${state.commandOffer.to.name}.`));
}

/** The deputy assumes command; in which circumstances, the rules say (R1). */
function byDeputy(state: RunState, personId: string): Grant {
  const { deputy } = state;
  if (deputy?.personId === personId) return granted(heldRole(state, personId, ANY_ROLE)?.key ?? null);
  const who = deputy ? `Only the deputy (${deputy.name}) may assume command.` : "This run has no deputy.";
  return denied(forbidden("R1", who, deputy ? ["deputy"] : []));
}

const ANSWERING: readonly RoleCapability[] = ["approver", "decider", "operator", "scribe"];

/** Approvers, and whoever else may; where the runbook has no approver, any role-holder but an observer (R5.6, R11). */
function byApprovers(state: RunState, personId: string, others: readonly RoleCapability[] = []): Grant {
  const approves = state.roles.some((role) => role.capability === "approver");
  return byCapability(state, personId, approves ? ["approver", ...others] : ANSWERING);
}

/** The holder of the role that the runbook names; a step that names none is refused by its rule (R12). */
function byVerifier(state: RunState, personId: string, stepId: string): Grant {
  const place = locate(state, stepId);
  if (!place) return denied(notFound("This run has no such step."));
  const { verifier, title } = place.step;
  if (verifier === null) return byCapability(state, personId, NOT_OBSERVER);
  if (roleByKey(state, verifier)?.holder?.personId === personId) return granted(verifier);
  const message = `“${title}” is verified by ${verifierWords(state, place.step)}.`;
  return denied(forbidden("R12", message, [roleName(state, verifier)]));
}

function stepIdOf(command: Command): string {
  return "stepId" in command.payload && command.payload.stepId ? command.payload.stepId : "";
}

function byMutation(command: Command, state: RunState, personId: string): Grant {
  const place = locate(state, stepIdOf(command));
  const backOut = command.type === "MarkNotApplicable" && place !== null && isBackOut(place.phase);
  if (place?.step.mutating || backOut) return byDecider(state, personId);
  return byExecutor(state, personId, stepIdOf(command));
}

function grantFor(who: Who, command: Command, state: RunState, personId: string): Grant {
  switch (who) {
    case "account":
      return granted(null);
    case "planner-then-decider":
      return byPlanner(command, state, personId);
    case "planner-or-decider":
      return state.planner.personId === personId ? granted(null) : byDecider(state, personId);
    case "decider":
      return byDecider(state, personId);
    case "offered":
      return byOffer(state, personId, false);
    case "offered-or-decider":
      return byOffer(state, personId, true);
    case "executor":
      return byExecutor(state, personId, stepIdOf(command));
    case "executor-or-decider-if-mutating":
      return byMutation(command, state, personId);
    case "any-role":
      return byCapability(state, personId, ANY_ROLE);
    case "puller-or-decider":
      return byPuller(state, personId, command.type === "WithdrawAbort" ? command.payload.abortId : "");
    case "deputy":
      return byDeputy(state, personId);
    case "role-or-planner":
      return state.planner.personId === personId
        ? granted(heldRole(state, personId, NOT_OBSERVER)?.key ?? null)
        : byCapability(state, personId, NOT_OBSERVER);
    case "approver-or-other":
      return byApprovers(state, personId);
    case "waiver-grant":
      // In a rehearsal anyone but an observer answers, and by whom is marked (R11).
      return byApprovers(state, personId, state.kind === "rehearsal" ? ANSWERING : []);
    case "waiver-denial":
      return byApprovers(state, personId, ["decider"]);
    case "verifier":
      return byVerifier(state, personId, stepIdOf(command));
    case "polled":
      return byPoll(state, personId);
    case "system":
      return denied(forbidden("R6", "Only the system's timer does this."));
    default:
      return byCapability(state, personId, who);
  }
}

/** In which role this actor may send this command now, or why not. Looks at the run's life first. */
export function authorize(command: Command, state: RunState): Grant {
  const life = lifeRefusal(command, state);
  if (life) return denied(life);
  const who = WHO[command.type];
  if (command.meta.actor.kind === "system") {
    return who === "system"
      ? granted(null)
      : denied(forbidden("R1", "The system decides and executes nothing."));
  }
  return grantFor(who, command, state, personOf(command.meta.actor).personId);
}

/** Why this actor may not send this command now; null when they may. Whether the rules allow it, `decide` says. */
export function can(command: Command, state: RunState): Rejection | null {
  const grant = authorize(command, state);
  return grant.ok ? null : grant.rejection;
}
