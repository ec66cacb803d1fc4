import type { RunEvent } from "./events";
import type { RunState } from "./state";
import type { StepState } from "./step-state";

const MAIN = ["preconditions", "prepare", "execute", "verify", "decide"];

/** Done, told anew and without the engine's own helpers. */
function isDone(each: StepState): boolean {
  if (each.removed) return each.status !== "running";
  if (each.status === "not-applicable") return true;
  return ["passed", "warned"].includes(each.status) && (each.verifier === null || each.verifiedBy !== null);
}

const holds = (each: StepState) =>
  isDone(each) && (each.status !== "warned" || each.warnAccepted || each.removed);

const stepsOf = (state: RunState) => state.phases.flatMap((each) => each.steps);

function isIn(state: RunState, name: string): boolean {
  const waived = state.waivers.some(
    (each) => each.status === "granted" && each.subject.kind === "evidence" && each.subject.name === name,
  );
  return waived || state.evidence.some((item) => item.name === name);
}

/** What other people still had to say: an open amendment, another way that was chosen, signatures. */
function heldByPeople(before: RunState, kind: string, target: StepState): string | null {
  const back = ["containment", "rollback", "post-rollback"].includes(kind);
  if (!back && before.amendment?.stepIds.includes(target.id))
    return "a step of an unanswered amendment started";
  const chosen = target.alternative === null ? target.id : before.alternatives[target.alternative];
  if (chosen !== target.id) return "a way that was not chosen";
  const signed = (before.signOffs ?? []).filter((each) => each.subject === `step:${target.id}`);
  const unsigned = target.signOffs.filter((role) => !signed.some((each) => each.role === role));
  return unsigned.length > 0 ? "started without its signatures" : null;
}

/** What must have been true for this step to start, told anew and without the engine's own helpers. */
function startedFairly(before: RunState, stepId: string): string | null {
  const index = before.phases.findIndex((each) => each.steps.some((s) => s.id === stepId));
  const at = before.phases[index];
  const position = at?.steps.findIndex((each) => each.id === stepId) ?? -1;
  const target = at?.steps[position];
  if (!at || !target) return "unknown step";
  if (before.status === "planned" || before.status === "held" || before.status === "closed")
    return `start while ${before.status}`;
  if (before.status === "halted" && at.kind !== "containment") return "start in a halt";
  const alone = heldByPeople(before, at.kind, target);
  if (alone) return alone;
  if (at.kind === "rollback" && before.rollbackScope !== null && !before.rollbackScope.includes(at.id))
    return "a rollback step that was not ordered";
  if (at.ordered && !at.steps.slice(0, position).every(isDone)) return "skipped a step";
  if (!MAIN.includes(at.kind) || at.kind === "preconditions") return null;
  if (before.status !== "running") return `main line while ${before.status}`;
  const earlier = before.phases
    .slice(0, index)
    .filter((each) => MAIN.includes(each.kind) && each.kind !== "preconditions");
  if (!earlier.every((each) => each.steps.every(isDone))) return "skipped a phase";
  const half = before.decisionPoints.find((each) => each.position === "intermediate");
  const reached = before.phases.findIndex((each) => each.id === half?.afterPhaseId);
  if (half && half.verdict !== "go" && index > reached) return "passed a hold point";
  if (!target.mutating) return null;
  const gates = before.phases.filter((each) => each.kind === "preconditions").flatMap((each) => each.steps);
  if (!gates.every(holds)) return "mutated before the preconditions held";
  const needed = before.requiredEvidence.filter((each) => each.requiredBefore === "execution");
  if (!needed.every((each) => isIn(before, each.name))) return "mutated without evidence";
  const opened = before.decisionPoints.find((each) => each.position === "start");
  return opened && opened.verdict !== "go" ? "mutated before GO at the start" : null;
}

function wentFairly(before: RunState, pointId: string | null): string | null {
  const at = before.decisionPoints.find((each) => each.id === pointId);
  const steps = stepsOf(before);
  if (!at || at.verdict !== null) return "decided twice, or nothing";
  if (before.status !== "running") return `GO while ${before.status}`;
  if (before.clocks.length > 0) return "GO against R6";
  if (steps.some((each) => each.noExceptions && each.status === "failed")) return "GO against R4";
  const last = before.phases.findIndex((each) => each.id === at.afterPhaseId);
  const judged = before.phases.slice(0, last + 1).filter((each) => MAIN.includes(each.kind));
  if (!judged.every((each) => each.steps.every(isDone))) return "GO before its phases were complete";
  const gates = before.phases.filter((each) => each.kind === "preconditions").flatMap((each) => each.steps);
  if (!gates.every(holds)) return "GO against R3";
  const proofs = at.criteria.flatMap((each) => steps.find((s) => s.id === each.stepId) ?? []);
  return proofs.every(holds) ? null : "GO against a criterion";
}

function passedFairly(before: RunState, stepId: string): string | null {
  const target = stepsOf(before).find((each) => each.id === stepId);
  if (target?.status !== "running") return "PASS of a step that does not run";
  if (target.fieldDefinitions.some((each) => each.required && !target.fields[each.name]))
    return "PASS with an empty blank";
  if (target.substeps.some((each) => each.result !== "pass")) return "PASS over a sub-step";
  const missing = target.artifacts.filter((name) => !isIn(before, name));
  return missing.length > 0 ? "PASS without its artifact" : null;
}

const LIVE = ["running", "held", "halted", "rolling-back", "hypercare", "concluding"];

const deciderOf = (state: RunState) =>
  state.roles.find((role) => role.capability === "decider")?.holder ?? null;

const isApprover = (state: RunState, personId: string) =>
  state.roles.some((role) => role.capability === "approver" && role.holder?.personId === personId);

const actorOf = (event: RunEvent) => (event.actor.kind === "person" ? event.actor.personId : "system");

/** Command changes hands by acceptance, by the deputy's word, or by two approvers', and in no other way. */
function commandMovedFairly(before: RunState, event: RunEvent, after: RunState): string | null {
  const deciders = after.roles.filter((role) => role.capability === "decider");
  if (LIVE.includes(after.status) && (deciders.length !== 1 || !deciders[0]?.holder))
    return "not exactly one decider";
  const now = deciderOf(after)?.personId;
  if (now !== undefined && after.deputy?.personId === now) return "the decider is their own deputy";
  if (!LIVE.includes(before.status) || deciderOf(before)?.personId === now) return null;
  switch (event.type) {
    case "CommandAccepted":
      return before.commandOffer?.to.personId === actorOf(event) ? null : "accepted by another";
    case "CommandAssumed":
      return before.deputy?.personId === actorOf(event) ? null : "assumed by another than the deputy";
    case "DeciderAppointed": {
      const by = new Set(event.payload.by.map((person) => person.personId));
      const approve = [...by].every((person) => isApprover(before, person));
      return by.size === 2 && approve ? null : "appointed by fewer than two approvers";
    }
    default:
      return `command moved by ${event.type}`;
  }
}

/** A no-exceptions FAIL stands, unless two people void it, one of them an approver. */
function graveFailsStand(before: RunState, event: RunEvent, after: RunState): string | null {
  for (const each of stepsOf(before)) {
    if (!each.noExceptions || each.status !== "failed") continue;
    if (stepsOf(after).find((s) => s.id === each.id)?.status === "failed") continue;
    const voided = event.type === "ResultVoided" && event.payload.stepId === each.id ? event.payload.by : [];
    const hasApprovers = before.roles.some((role) => role.capability === "approver");
    if (voided.length !== 2 || (hasApprovers && !voided.some((one) => isApprover(before, one.personId))))
      return "a no-exceptions FAIL was lifted";
  }
  return null;
}

/** What takes two pairs of eyes, and what a production run takes besides. */
function pairedFairly(before: RunState, event: RunEvent): string | null {
  const by = actorOf(event);
  const production = before.kind === "production";
  switch (event.type) {
    case "RunStarted":
      if (!production) return null;
      return before.deputy && event.payload.clearance?.approvals.length
        ? null
        : "production without clearance";
    case "ResultVoided": {
      const people = new Set(event.payload.by.map((person) => person.personId));
      const executor = stepsOf(before).find((each) => each.id === event.payload.stepId)?.finishedBy;
      return people.size === 2 && people.has(executor?.personId ?? "") ? null : "voided without a pair";
    }
    case "StepVerified": {
      const executor = stepsOf(before).find((each) => each.id === event.payload.stepId)?.finishedBy;
      return executor?.personId === by ? "verified by who executed it" : null;
    }
    case "WaiverGranted": {
      const waiver = before.waivers.find((each) => each.id === event.payload.waiverId);
      const self = waiver?.requestedBy.personId === by;
      if (self !== event.payload.bySelf) return "a waiver by oneself that is not marked";
      return production && (self || !isApprover(before, by)) ? "a waiver granted by the wrong person" : null;
    }
    case "WindowExtended": {
      const asked = before.windowExtension?.by.personId;
      const approved = asked !== undefined && asked !== by && isApprover(before, by);
      return production && !approved ? "the window extended without an approver" : null;
    }
    case "AmendmentApplied": {
      const people = new Set([...(before.amendment?.approvedBy ?? []).map((one) => one.personId), by]);
      return !before.amendment?.large && people.size < 2 ? "amended by one person" : null;
    }
    default:
      return null;
  }
}

/** Time, window and scope move by their own events alone. */
function movedFairly(before: RunState, event: RunEvent, after: RunState): string | null {
  if (before.window && after.window !== before.window && event.type !== "WindowExtended")
    return "the window moved by itself";
  if (before.window && after.window && after.window.end < before.window.end) return "the window shrank";
  if (before.status !== "unplanned" && after.t0 !== before.t0 && event.type !== "T0Moved")
    return "T-0 moved by itself";
  if (after.drill && after.kind === "production") return "a drill in production";
  const complete = after.status === "closed" && after.outcome === "complete";
  if (complete && after.criteria.some((each) => !each.confirmedBy)) return "complete without its criteria";
  return null;
}

/** The rule that an event broke, in words; null where it broke none. */
export function broken(before: RunState, event: RunEvent, after: RunState): string | null {
  if (before.status === "closed") return "an event after closing";
  const breach =
    commandMovedFairly(before, event, after) ??
    graveFailsStand(before, event, after) ??
    pairedFairly(before, event) ??
    movedFairly(before, event, after);
  if (breach) return breach;
  if (event.type === "StepStarted" || event.type === "StepRetried")
    return startedFairly(before, event.payload.stepId);
  if (event.type === "StepPassed") return passedFairly(before, event.payload.stepId);
  if (event.type !== "Decided") return null;
  if (deciderOf(before)?.personId !== actorOf(event)) return "decided by another";
  return event.payload.verdict === "go" ? wentFairly(before, event.payload.decisionPointId) : null;
}
