import { artifactKey } from "../artifact-standing";
import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { EventDraft } from "../events";
import { conflict, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { checkBlockers, computedBlockers, uncomputedChecks, wantedValues } from "../step-checks";
import { completionBlockers } from "../step-completion";
import { groundBlockers } from "../step-order";
import type { StepState } from "../step-state";
import { hasResult, locate } from "../structure";
import { optionalText, textRefusal, tooLong } from "../text-rules";
import { coveringGate } from "./abort-cover";
import { grantedException } from "./granted-exception";
import { refusalOf, resultTarget, startEvent, startRefusal } from "./step-target";
import { readValues } from "./step-values";
import { coveringTriggers } from "./trigger-cover";
import { observationOf } from "./triggers";

export function startStep(command: CommandOf<"StartStep">, state: RunState, role: string | null): Decision {
  const place = locate(state, command.payload.stepId);
  if (!place) return reject(notFound("This run has no such step."));
  const { step } = place;
  if (step.status === "running") {
    return reject(conflict(`${step.startedBy?.name ?? "Somebody"} has started “${step.title}”.`, "R2"));
  }
  if (step.status === "failed") return reject(conflict(`“${step.title}” has failed: retry it.`, "R2"));
  if (step.status !== "waiting") return reject(conflict(`“${step.title}” has its result already.`, "R7"));
  const refusal = startRefusal(state, place) ?? tooLong(command.payload.note, "The note");
  if (refusal) return reject(refusal);
  return accept(startEvent(place, role, optionalText(command.payload.note)));
}

/**
 * PASS: a ready step's start is implied, blanks may come along, and R9 is asked of what then stands. Checks out of
 * tolerance leave PASS only under an exception that the text itself grants, and PASS names it (R11.8, R11.9).
 */
export function passStep(command: CommandOf<"PassStep">, state: RunState, role: string | null): Decision {
  const target = resultTarget(state, command.payload.stepId, role);
  if (!target.ok) return target;
  const { step } = target.place;
  const values = readValues(step, command.payload.fields ?? {}, role);
  if (!values.ok) return values;
  const granted = grantedException(step, command.payload.exception);
  if (!granted.ok) return granted;
  const blockers = [
    ...groundBlockers(state, target.place),
    ...completionBlockers(state, step, values.fields),
    ...(granted.exception === null ? checkBlockers(step, values.fields) : []),
  ];
  const refusal =
    refusalOf(blockers, `“${step.title}” cannot PASS:`) ?? tooLong(command.payload.note, "The note");
  if (refusal) return reject(refusal);
  const payload = {
    stepId: step.id,
    attempt: step.attempt,
    note: optionalText(command.payload.note),
    exception: granted.exception,
    notComputed: uncomputedChecks(step, values.fields),
  };
  return accept(...target.start, ...values.events, { type: "StepPassed", role, payload });
}

/** WARN: done, with a written explanation; only checks may be out of tolerance (R7.2, R9.5). */
export function warnStep(command: CommandOf<"WarnStep">, state: RunState, role: string | null): Decision {
  const target = resultTarget(state, command.payload.stepId, role);
  if (!target.ok) return target;
  const { step } = target.place;
  if (step.noExceptions) {
    return reject(refuse("R4", `“${step.title}” knows only PASS and FAIL, with no exceptions.`));
  }
  const reason = command.payload.reason ?? command.payload.note;
  const values = readValues(step, command.payload.fields ?? {}, role);
  if (!values.ok) return values;
  const refusal =
    refusalOf(
      [...groundBlockers(state, target.place), ...completionBlockers(state, step, values.fields)],
      `“${step.title}” cannot be marked WARN:`,
    ) ?? textRefusal(reason, "A reason");
  if (refusal) return reject(refusal);
  const payload = { stepId: step.id, attempt: step.attempt, reason: (reason ?? "").trim() };
  return accept(...target.start, ...values.events, { type: "StepWarned", role, payload });
}

/** What a FAIL brings with it, in the same commit: the triggers that it is an observation of (R5.11), the abort report of the gate that covers it (R5.8). */
function failEvents(
  command: CommandOf<"FailStep" | "RecordSubstep">,
  state: RunState,
  stepId: string,
  reason: string,
  role: string | null,
): EventDraft[] {
  const place = locate(state, stepId);
  if (!place) return [];
  const failed: EventDraft = {
    type: "StepFailed",
    role,
    payload: { stepId, attempt: place.step.attempt, reason },
  };
  if (state.status === "concluding") return [failed];
  const note = `“${place.step.title}” has failed: ${reason}`;
  const observed = coveringTriggers(state, place.step, reason).map(
    (trigger): EventDraft => ({
      type: "TriggerObserved",
      role,
      payload: observationOf(trigger, state, note, command.meta.at),
    }),
  );
  const gate = coveringGate(place.phase, reason);
  if (!gate) return [failed, ...observed];
  const text = `“${place.step.title}” has failed: ${gate.text}`;
  const payload = { abortId: command.meta.commandId, gateId: gate.id, text, note: reason };
  return [failed, ...observed, { type: "AbortReported", role, payload }];
}

export function failStep(command: CommandOf<"FailStep">, state: RunState, role: string | null): Decision {
  const target = resultTarget(state, command.payload.stepId, role);
  if (!target.ok) return target;
  const refusal = textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const reason = command.payload.reason.trim();
  return accept(...target.start, ...failEvents(command, state, target.place.step.id, reason, role));
}

/** Whether a value by this name was missing when the step passed: then it may still come (R9.18). */
function isAwaited(step: StepState, name: string): boolean {
  const key = artifactKey(name);
  return step.notComputed.length > 0 && wantedValues(step).some((wanted) => artifactKey(wanted) === key);
}

/** What comes after PASS computes its checks, and does not contradict it: a PASS that was wrong is voided (R4.5). */
function lateRefusal(step: StepState, name: string, fields: Record<string, string>): Rejection | null {
  if (!hasResult(step)) return null;
  if (!isAwaited(step, name)) {
    return conflict(`“${step.title}” has its result: what was recorded stays.`, "R7");
  }
  if (step.exceptionUsed !== null) return null;
  return refusalOf(
    computedBlockers(step, fields),
    `The PASS of “${step.title}” does not stand with it, void it:`,
  );
}

/** RecordField: any time before the result; afterwards only what a check is still to be computed from. */
export function recordField(
  command: CommandOf<"RecordField">,
  state: RunState,
  role: string | null,
): Decision {
  const { stepId, name, value } = command.payload;
  const step = locate(state, stepId)?.step;
  if (!step) return reject(notFound("This run has no such step."));
  const values = readValues(step, { [name]: value }, role);
  const early = values.ok ? null : lateRefusal(step, name, step.fields);
  if (early) return reject(early);
  if (!values.ok) return values;
  const refusal = lateRefusal(step, name, values.fields);
  return refusal ? reject(refusal) : accept(...values.events);
}

/** A failed sub-step is its step's FAIL, in the same commit (R4.4, R9.4). */
export function recordSubstep(
  command: CommandOf<"RecordSubstep">,
  state: RunState,
  role: string | null,
): Decision {
  const { stepId, substepId, result } = command.payload;
  const target = resultTarget(state, stepId, role);
  if (!target.ok) return target;
  const { step } = target.place;
  const substep = step.substeps.find((each) => each.id === substepId);
  if (!substep) return reject(notFound(`“${step.title}” has no such sub-step.`));
  if (substep.result === result) {
    return reject(conflict(`“${substep.title}” stands at ${result.toUpperCase()} already.`, "R7"));
  }
  const recorded: EventDraft = { type: "SubstepRecorded", role, payload: { stepId, substepId, result } };
  const consequence =
    result === "fail" ? failEvents(command, state, stepId, `“${substep.title}” has failed.`, role) : [];
  return accept(...target.start, recorded, ...consequence);
}
