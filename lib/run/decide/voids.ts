import { isLeftOutByChoice } from "../alternatives";
import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { heldRole, isDecider, personOf, roleName } from "../people";
import type { PersonRef } from "../person";
import { conflict, forbidden, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { isExecutor, verifierWords } from "../step-standing";
import type { StepState } from "../step-state";
import { awaitsVerification, hasResult, locate } from "../structure";
import { optionalText, textRefusal, tooLong } from "../text-rules";
import { answeringFor, isGraveFail, secondForVoid } from "../void-words";
import { restingOn, restRefusal } from "./void-reach";

/**
 * Whether this person may stand beside the executor: for a no-exceptions FAIL an approver; where the run has none the
 * decider, or, beside the decider, anybody (R4.6).
 */
function mayBeSecond(state: RunState, step: StepState, personId: string): boolean {
  if (!isGraveFail(step)) return true;
  const approvers = state.roles.some((role) => role.capability === "approver");
  return approvers
    ? heldRole(state, personId, ["approver"]) !== null
    : isDecider(state, personId) || isDecider(state, answeringFor(state, step)?.personId ?? "");
}

/** Evidence of this step that came in after its FAIL: what shows that the FAIL was a mistake (R4.7). */
function isProvedSince(state: RunState, step: StepState): boolean {
  const since = step.finishedAt ?? "";
  return state.evidence.some((item) => item.stepId === step.id && item.at > since);
}

/** The two who ask, once they are two; null while the other is missing, or is no longer who may. */
type Pair = { ok: true; by: PersonRef[] | null } | { ok: false; rejection: Rejection };

function pairOf(state: RunState, step: StepState, asking: PersonRef): Pair {
  const answering = answeringFor(state, step);
  const executor = answering?.personId;
  const first = step.voidRequest?.by ?? null;
  const takes = `It takes ${answering?.name ?? "who recorded it"} and ${secondForVoid(state, step)}.`;
  const missing = [answering?.name ?? "the executor", secondForVoid(state, step)];
  if (first?.personId === asking.personId) {
    return { ok: false, rejection: conflict(`You have asked for this. ${takes}`, "R4") };
  }
  const recordedIt = asking.personId === executor;
  if (!recordedIt && !mayBeSecond(state, step, asking.personId)) {
    return {
      ok: false,
      rejection: forbidden("R4", `You cannot void the result of “${step.title}”. ${takes}`, missing),
    };
  }
  const byExecutor = first?.personId === executor;
  if (first === null || !(byExecutor || mayBeSecond(state, step, first.personId))) {
    return { ok: true, by: null };
  }
  if (recordedIt || byExecutor) return { ok: true, by: [first, asking] };
  return { ok: false, rejection: forbidden("R4", `${first.name} has asked already. ${takes}`, missing) };
}

function voidRefusal(state: RunState, step: StepState): Rejection | null {
  if (step.status === "running") {
    return conflict(`“${step.title}” is running: give it its result.`, "R4");
  }
  if (!hasResult(step)) return conflict(`“${step.title}” has no result to void.`, "R4");
  if (step.status === "not-applicable" && isLeftOutByChoice(state, step)) {
    return refuse("R2", `“${step.title}” was left out by the choice of another way, which is made once.`);
  }
  if (isGraveFail(step) && !isProvedSince(state, step)) {
    const message = `The FAIL of “${step.title}” is voided only with evidence attached to the step since.`;
    return refuse("R4", message, ["evidence attached to the step since its FAIL"]);
  }
  return null;
}

/** In which role the person acts here: for a no-exceptions FAIL the approver's, else the one that the table grants. */
function roleFor(state: RunState, step: StepState, person: PersonRef, role: string | null): string | null {
  if (!isGraveFail(step) || person.personId === answeringFor(state, step)?.personId) return role;
  return heldRole(state, person.personId, ["approver"])?.key ?? role;
}

/** VoidResult: asked by the executor and a second person; the second of the two voids it (R4.5). */
export function voidResult(command: CommandOf<"VoidResult">, state: RunState, role: string | null): Decision {
  const place = locate(state, command.payload.stepId);
  if (!place) return reject(notFound("This run has no such step."));
  const { step } = place;
  const reopens = restingOn(state, place);
  const refusal =
    voidRefusal(state, step) ??
    restRefusal(state, place, reopens) ??
    textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const asking = personOf(command.meta.actor);
  const pair = pairOf(state, step, asking);
  if (!pair.ok) return pair;
  const said = { stepId: step.id, attempt: step.attempt, reason: command.payload.reason.trim() };
  const as = roleFor(state, step, asking, role);
  if (pair.by === null) return accept({ type: "VoidRequested", role: as, payload: said });
  return accept({ type: "ResultVoided", role: as, payload: { ...said, by: pair.by, reopens } });
}

/** VerifyStep: the second pair of eyes on a PASS or WARN, where the runbook asks for it (R12.3). */
export function verifyStep(command: CommandOf<"VerifyStep">, state: RunState, role: string | null): Decision {
  const step = locate(state, command.payload.stepId)?.step;
  if (!step) return reject(notFound("This run has no such step."));
  if (step.verifier === null) return reject(refuse("R12", `“${step.title}” asks for no verification.`));
  if (step.verifiedBy) {
    return reject(conflict(`${step.verifiedBy.name} has verified “${step.title}” already.`, "R12"));
  }
  if (!awaitsVerification(step)) {
    return reject(conflict(`“${step.title}” has no PASS or WARN to verify.`, "R12"));
  }
  if (isExecutor(step, personOf(command.meta.actor).personId)) {
    const takes = `It takes ${verifierWords(state, step)}.`;
    const missing = [roleName(state, step.verifier)];
    return reject(forbidden("R12", `Who executed “${step.title}” does not verify it. ${takes}`, missing));
  }
  const refusal = tooLong(command.payload.statement, "The statement");
  if (refusal) return reject(refusal);
  const statement = optionalText(command.payload.statement);
  return accept({
    type: "StepVerified",
    role,
    payload: { stepId: step.id, attempt: step.attempt, statement },
  });
}
