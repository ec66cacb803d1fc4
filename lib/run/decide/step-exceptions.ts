import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { conflict, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { isBackOut, isDone, isOptional, locate, type Place } from "../structure";
import { optionalText, textRefusal, tooLong } from "../text-rules";
import { startRefusal } from "./step-target";

/** Whether the step may be done again: failed, or a precondition that is reopened before anything mutated (R3.5). */
function retryRefusal(state: RunState, place: Place): Rejection | null {
  const { step, phase } = place;
  if (step.noExceptions) return refuse("R4", `“${step.title}” is done once: no retry lifts its FAIL.`);
  if (step.status === "failed") return null;
  if (!isDone(step)) return conflict(`“${step.title}” has no result to retry.`, "R2");
  if (phase.kind !== "preconditions") return conflict(`“${step.title}” has its result.`, "R7");
  if (!state.mutated) return null;
  return refuse("R3", "A precondition is reopened only before the first mutating step.");
}

/** RetryStep: another attempt; the earlier ones and their reasons stay. Reopening a precondition gives its reason. */
export function retryStep(command: CommandOf<"RetryStep">, state: RunState, role: string | null): Decision {
  const place = locate(state, command.payload.stepId);
  if (!place) return reject(notFound("This run has no such step."));
  const reason = optionalText(command.payload.reason) ?? optionalText(command.payload.note);
  const refusal =
    retryRefusal(state, place) ??
    startRefusal(state, place) ??
    (isDone(place.step)
      ? textRefusal(reason ?? undefined, "A reason")
      : tooLong(reason ?? undefined, "The reason"));
  if (refusal) return reject(refusal);
  const payload = { stepId: place.step.id, attempt: place.step.attempt + 1, reason: reason ?? "" };
  return accept({ type: "StepRetried", role, payload });
}

function notApplicableRefusal(place: Place): Rejection | null {
  const { step, phase } = place;
  if (step.noExceptions) {
    return refuse("R4", `“${step.title}” knows only PASS and FAIL, with no exceptions.`);
  }
  if (!isOptional(place) && !isBackOut(phase)) {
    return refuse("R2", `“${step.title}” is neither optional nor conditional: nothing is skipped.`);
  }
  if (step.status === "waiting" || (step.status === "failed" && isBackOut(phase))) return null;
  const words = step.status === "running" ? "has been started" : "has its result";
  return conflict(`“${step.title}” ${words}.`, "R2");
}

/** MarkNotApplicable: for optional and conditional steps, and for what a partial rollback leaves out (R2.9, L.11). */
export function markNotApplicable(
  command: CommandOf<"MarkNotApplicable">,
  state: RunState,
  role: string | null,
): Decision {
  const place = locate(state, command.payload.stepId);
  if (!place) return reject(notFound("This run has no such step."));
  const refusal = notApplicableRefusal(place) ?? textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const { id, attempt } = place.step;
  const payload = { stepId: id, attempt, reason: command.payload.reason.trim(), waiverId: null };
  return accept({ type: "StepMarkedNotApplicable", role, payload });
}

/** AcceptWarn: the decider takes a WARN on a criterion or a precondition upon themselves (R7.3). */
export function acceptWarn(command: CommandOf<"AcceptWarn">, state: RunState, role: string | null): Decision {
  const step = locate(state, command.payload.stepId)?.step;
  if (!step) return reject(notFound("This run has no such step."));
  if (step.status !== "warned") return reject(conflict(`“${step.title}” does not stand at WARN.`, "R7"));
  if (step.warnAccepted) return reject(conflict(`The WARN of “${step.title}” is accepted already.`, "R7"));
  const refusal = textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const payload = { stepId: step.id, reason: command.payload.reason.trim() };
  return accept({ type: "WarnAccepted", role, payload });
}
