import { personOf, roleByKey } from "../people";
import type { PersonRef } from "../person";
import type { RunState } from "../state";
import { uncomputedChecks } from "../step-checks";
import type { AttemptState, StepState } from "../step-state";
import { locate } from "../structure";
import type { EventOf } from "./event-of";

/** Replaces one step and shares everything else. An event about a step that is not there changes nothing. */
export function withStep(state: RunState, stepId: string, change: (step: StepState) => StepState): RunState {
  const place = locate(state, stepId);
  if (!place) return state;
  const steps = place.phase.steps.with(place.stepIndex, change(place.step));
  return { ...state, phases: state.phases.with(place.phaseIndex, { ...place.phase, steps }) };
}

export function stepStarted(state: RunState, event: EventOf<"StepStarted">): RunState {
  const by = personOf(event.actor);
  const mutating = locate(state, event.payload.stepId)?.step.mutating === true;
  const next = withStep(state, event.payload.stepId, (step) => ({
    ...step,
    status: "running",
    attempt: event.payload.attempt,
    startedBy: by,
    startedAt: event.occurredAt,
  }));
  return mutating && !next.mutated ? { ...next, mutated: true } : next;
}

type Result = AttemptState["status"];

function finished(
  state: RunState,
  event: EventOf<"StepPassed" | "StepWarned" | "StepFailed" | "StepMarkedNotApplicable">,
  status: Result,
  reason: string | null,
): RunState {
  const by = personOf(event.actor);
  const finishedAt = event.occurredAt;
  return withStep(state, event.payload.stepId, (step) => ({
    ...step,
    status,
    reason,
    warnAccepted: false,
    notComputed: [],
    verifiedBy: null,
    voidRequest: null,
    exceptionUsed: null,
    waiverId: null,
    finishedBy: by,
    finishedAt,
    attempts: [
      ...step.attempts,
      { attempt: event.payload.attempt, startedAt: step.startedAt, finishedAt, status, reason, by },
    ],
  }));
}

export function stepPassed(state: RunState, event: EventOf<"StepPassed">): RunState {
  const next = finished(state, event, "passed", null);
  return withStep(next, event.payload.stepId, (step) => ({
    ...step,
    exceptionUsed: event.payload.exception,
    notComputed: event.payload.notComputed,
    carriedFrom: null,
  }));
}

export function stepWarned(state: RunState, event: EventOf<"StepWarned">): RunState {
  return finished(state, event, "warned", event.payload.reason);
}

export function stepFailed(state: RunState, event: EventOf<"StepFailed">): RunState {
  return finished(state, event, "failed", event.payload.reason);
}

export function stepMarkedNotApplicable(
  state: RunState,
  event: EventOf<"StepMarkedNotApplicable">,
): RunState {
  const next = finished(state, event, "not-applicable", event.payload.reason);
  return withStep(next, event.payload.stepId, (step) => ({ ...step, waiverId: event.payload.waiverId }));
}

/** Whose the new attempt is: the owner's; else who retries claims it, but for the decider's word on a mutating step (R2.11). */
function retriedBy(state: RunState, step: StepState, by: PersonRef): PersonRef {
  const owner = step.role === null ? null : (roleByKey(state, step.role)?.holder ?? null);
  return owner ?? (step.mutating ? (step.startedBy ?? by) : by);
}

/** A new attempt answers for itself: blanks and sub-results of the last one stay in the log alone (R9.10). */
export function stepRetried(state: RunState, event: EventOf<"StepRetried">): RunState {
  const mutating = locate(state, event.payload.stepId)?.step.mutating === true;
  const next = withStep(state, event.payload.stepId, (step) => ({
    ...step,
    status: "running",
    attempt: event.payload.attempt,
    startedBy: retriedBy(state, step, personOf(event.actor)),
    startedAt: event.occurredAt,
    finishedBy: null,
    finishedAt: null,
    reason: null,
    warnAccepted: false,
    notComputed: [],
    verifiedBy: null,
    voidRequest: null,
    exceptionUsed: null,
    waiverId: null,
    carriedFrom: null,
    fields: {},
    substeps: step.substeps.map((substep) => ({ ...substep, result: null, by: null, at: null })),
  }));
  return mutating && !next.mutated ? { ...next, mutated: true } : next;
}

export function warnAccepted(state: RunState, event: EventOf<"WarnAccepted">): RunState {
  return withStep(state, event.payload.stepId, (step) => ({ ...step, warnAccepted: true }));
}

/** A value that comes after PASS computes the checks that wanted it (R9.18). */
export function fieldRecorded(state: RunState, event: EventOf<"FieldRecorded">): RunState {
  const { stepId, name, value } = event.payload;
  return withStep(state, stepId, (step) => {
    const fields = { ...step.fields, [name]: value };
    const open = uncomputedChecks(step, fields);
    return { ...step, fields, notComputed: step.notComputed.filter((check) => open.includes(check)) };
  });
}

export function substepRecorded(state: RunState, event: EventOf<"SubstepRecorded">): RunState {
  const { stepId, substepId, result } = event.payload;
  const by = personOf(event.actor);
  return withStep(state, stepId, (step) => ({
    ...step,
    substeps: step.substeps.map((substep) =>
      substep.id === substepId ? { ...substep, result, by, at: event.occurredAt } : substep,
    ),
  }));
}
