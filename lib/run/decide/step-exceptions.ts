import { chosenOf } from "../alternatives";
import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { conflict, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { doubtWords } from "../step-standing";
import type { StepState } from "../step-state";
import { hasResult, isBackOut, isOptional, locate, type Place } from "../structure";
import { optionalText, textRefusal, tooLong } from "../text-rules";
import { stepWaiver } from "../waived";
import type { WaiverState } from "../waiver-state";
import { startRefusal } from "./step-target";

/** Whether the step may be done again: failed, or a precondition that is reopened before anything mutated (R3.5). */
export function retryRefusal(state: RunState, place: Place): Rejection | null {
  const { step, phase } = place;
  if (step.noExceptions) return refuse("R4", `“${step.title}” is done once: no retry lifts its FAIL.`);
  if (step.status === "failed") return null;
  if (!hasResult(step)) return conflict(`“${step.title}” has no result to retry.`, "R2");
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
    (place.step.status !== "failed"
      ? textRefusal(reason ?? undefined, "A reason")
      : tooLong(reason ?? undefined, "The reason"));
  if (refusal) return reject(refusal);
  const payload = { stepId: place.step.id, attempt: place.step.attempt + 1, reason: reason ?? "" };
  return accept({ type: "StepRetried", role, payload });
}

/** Alternatives are left out by the decider's choice, which is one decision for all of them (R2.14). */
function choiceRefusal(state: RunState, { alternative, title }: StepState): Rejection | null {
  if (alternative === null || chosenOf(state, alternative) !== null) return null;
  return refuse("R2", `“${title}” is one of several ways: the decider's choice leaves the others out.`, [
    "ChooseAlternative",
  ]);
}

function notApplicableRefusal(state: RunState, place: Place, waiver: WaiverState | null): Rejection | null {
  const { step, phase } = place;
  if (step.noExceptions) {
    return refuse("R4", `“${step.title}” knows only PASS and FAIL, with no exceptions.`);
  }
  const choice = choiceRefusal(state, step);
  if (choice) return choice;
  if (!isOptional(place) && !isBackOut(phase) && waiver === null) {
    const message = `“${step.title}” is neither optional nor conditional, and no waiver is granted for it: nothing is skipped.`;
    return refuse("R2", message, ["a granted waiver"]);
  }
  if (step.status === "waiting") return null;
  if (step.status === "failed" && (isBackOut(phase) || waiver !== null)) return null;
  const words = step.status === "running" ? "has been started" : "has its result";
  return conflict(`“${step.title}” ${words}.`, "R2");
}

/** The waiver that N/A needs here; null where none is needed, or none counts. */
function waiverFor(state: RunState, place: Place): WaiverState | null {
  const { step, phase } = place;
  const free = isBackOut(phase) || (isOptional(place) && step.status === "waiting");
  return free ? null : stepWaiver(state, step.id);
}

/**
 * MarkNotApplicable: for optional and conditional steps, for what a partial rollback leaves out, and for a step whose
 * waiver is granted (R2.9, L.11, R11.4).
 */
export function markNotApplicable(
  command: CommandOf<"MarkNotApplicable">,
  state: RunState,
  role: string | null,
): Decision {
  const place = locate(state, command.payload.stepId);
  if (!place) return reject(notFound("This run has no such step."));
  const waiver = waiverFor(state, place);
  const refusal =
    notApplicableRefusal(state, place, waiver) ?? textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const { id, attempt } = place.step;
  const payload = {
    stepId: id,
    attempt,
    reason: command.payload.reason.trim(),
    waiverId: waiver?.id ?? null,
  };
  return accept({ type: "StepMarkedNotApplicable", role, payload });
}

/** AcceptWarn: the decider takes a WARN, or checks that were not computed, upon themselves (R7.3, R9.17). */
export function acceptWarn(command: CommandOf<"AcceptWarn">, state: RunState, role: string | null): Decision {
  const step = locate(state, command.payload.stepId)?.step;
  if (!step) return reject(notFound("This run has no such step."));
  if (step.warnAccepted) return reject(conflict(`“${step.title}” is accepted already as it stands.`, "R7"));
  if (doubtWords(step) === null) {
    return reject(conflict(`“${step.title}” stands neither at WARN nor with a check not computed.`, "R7"));
  }
  const refusal = textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const payload = { stepId: step.id, reason: command.payload.reason.trim() };
  return accept({ type: "WarnAccepted", role, payload });
}
