import { statusWords } from "../blocker";
import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { EventDraft } from "../events";
import { heldRole, isDecider, personOf, roleName } from "../people";
import { conflict, forbidden, notFound, type Rejection, refuse, wrongStatus } from "../rejections";
import type { RunState } from "../state";
import { signedRoles } from "../step-holds";
import { locate, pointById } from "../structure";
import { textRefusal } from "../text-rules";
import { retryRefusal } from "./step-exceptions";

/** In which role somebody signs, or why they do not; null for a signature that needs no role. */
type Signing = { ok: true; role: string | null } | { ok: false; rejection: Rejection };

const signed = (role: string | null): Signing => ({ ok: true, role });
const refused = (rejection: Rejection): Signing => ({ ok: false, rejection });

/** An approver's signature; any other role-holder's where the run has no approver. */
function byApprover(state: RunState, personId: string, role: string | null, what: string): Signing {
  const approvers = state.roles.filter((each) => each.capability === "approver");
  if (approvers.length === 0) return signed(role);
  const mine = heldRole(state, personId, ["approver"]);
  const names = approvers.map((each) => each.name);
  if (mine) return signed(mine.key);
  return refused(forbidden("R12", `${what} is signed off by ${names.join(" or ")}.`, names));
}

function forResume(state: RunState, personId: string, role: string | null): Signing {
  if (state.status !== "halted" || !state.halt) return refused(conflict("The run is not halted.", "R5"));
  if (!state.halt.classification) {
    const text = "The approver signs what is known: classify the blocker first.";
    return refused(refuse("R5", text, ["classification"]));
  }
  if (isDecider(state, personId)) {
    return refused(forbidden("R12", "The decider does not sign off their own resume."));
  }
  return byApprover(state, personId, role, "Resuming");
}

/** `window` signs whatever is asked for; `window:<id>` just that request, and none that took its place (T.19). */
const WINDOW = /^window(?::(.*))?$/s;

function forWindow(state: RunState, personId: string, role: string | null, id: string | undefined): Signing {
  const request = state.windowExtension;
  if (!request) return refused(conflict("No extension of the window is asked for.", "R8"));
  if (id !== undefined && id !== request.id) {
    return refused(conflict(`Another end is asked for now: ${request.end}.`, "R8"));
  }
  if (request.by.personId === personId) {
    return refused(forbidden("R12", "Who asks for an extension does not sign it off."));
  }
  return byApprover(state, personId, role, "An extension of the window");
}

/** By a role that the runbook asks for and that has not signed. */
function byNamedRole(
  state: RunState,
  personId: string,
  keys: string[],
  given: ReadonlySet<string | null>,
  title: string,
): Signing {
  const mine = state.roles.filter((each) => keys.includes(each.key) && each.holder?.personId === personId);
  const names = keys.map((key) => roleName(state, key));
  if (mine.length === 0)
    return refused(forbidden("R1", `“${title}” is signed off by ${names.join(", ")}.`, names));
  const next = mine.find((each) => !given.has(each.key));
  return next ? signed(next.key) : refused(conflict("You have signed this off already.", "R1"));
}

const nothingToSign = () => refused(notFound("There is nothing by this name to sign off."));

function forPoint(state: RunState, personId: string, subject: string): Signing {
  const point = pointById(state, subject);
  if (!point || point.signOffs.length === 0) return nothingToSign();
  if (point.verdict) {
    return refused(conflict(`“${point.title}” is decided: ${point.verdict.toUpperCase()}.`, "R1"));
  }
  if (!["running", "held", "halted"].includes(state.status)) {
    const text = `“${point.title}” is signed off on the way to it; the run is ${statusWords(state.status)}.`;
    return refused(wrongStatus("R1", text));
  }
  const given = (state.signOffs ?? []).filter((each) => each.subject === subject).map((each) => each.role);
  return byNamedRole(state, personId, point.signOffs, new Set(given), point.title);
}

const STEP = "step:";

/** Before the step starts, or is done again: what is signed afterwards lets nothing through (R1.24). */
function forStep(state: RunState, personId: string, subject: string): Signing {
  const place = locate(state, subject.slice(STEP.length));
  if (!place || place.step.signOffs.length === 0) return nothingToSign();
  const { step } = place;
  if (["planned", "concluding"].includes(state.status)) {
    return refused(
      wrongStatus("R1", `“${step.title}” is not to be signed: the run is ${statusWords(state.status)}.`),
    );
  }
  if (step.status !== "waiting" && retryRefusal(state, place)) {
    return refused(conflict(`“${step.title}” was started already.`, "R1"));
  }
  return byNamedRole(state, personId, step.signOffs, signedRoles(state, step), step.title);
}

function signingOf(command: CommandOf<"SignOff">, state: RunState, role: string | null): Signing {
  const { subject } = command.payload;
  const { personId } = personOf(command.meta.actor);
  if (subject === "resume") return forResume(state, personId, role);
  const window = WINDOW.exec(subject);
  if (window) return forWindow(state, personId, role, window[1]);
  return subject.startsWith(STEP) ? forStep(state, personId, subject) : forPoint(state, personId, subject);
}

/** What an approver's signature brings about in the same commit: the window is extended (T.15). */
function follows(state: RunState, subject: string, role: string | null): EventDraft[] {
  const { windowExtension, window } = state;
  if (!WINDOW.test(subject) || !windowExtension || !window) return [];
  const { id: requestId, end, reason } = windowExtension;
  return [{ type: "WindowExtended", role, payload: { requestId, start: window.start, end, reason } }];
}

/** SignOff: for resuming, for the window, before a step, or at a decision point; each at its own moment. */
export function signOff(command: CommandOf<"SignOff">, state: RunState, role: string | null): Decision {
  const signing = signingOf(command, state, role);
  if (!signing.ok) return reject(signing.rejection);
  const { subject, statement } = command.payload;
  const refusal = textRefusal(statement, "A statement");
  if (refusal) return reject(refusal);
  const event: EventDraft = {
    type: "SignedOff",
    role: signing.role,
    payload: { subject, statement: statement.trim() },
  };
  return accept(event, ...follows(state, subject, signing.role));
}
