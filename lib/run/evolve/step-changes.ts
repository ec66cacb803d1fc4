import { personOf } from "../people";
import type { PersonRef } from "../person";
import type { RunState } from "../state";
import { blanksOf } from "../step-completion";
import type { AttemptState, StepState } from "../step-state";
import { locate } from "../structure";
import type { EventOf } from "./event-of";
import { withStep } from "./steps";

export function stepVerified(state: RunState, event: EventOf<"StepVerified">): RunState {
  const verifiedBy = personOf(event.actor);
  return withStep(state, event.payload.stepId, (step) => ({ ...step, verifiedBy }));
}

export function voidRequested(state: RunState, event: EventOf<"VoidRequested">): RunState {
  const voidRequest = { reason: event.payload.reason, by: personOf(event.actor), at: event.recordedAt };
  return withStep(state, event.payload.stepId, (step) => ({ ...step, voidRequest }));
}

/** The attempts with the last one marked as void; they stay on record, whatever became of their result (R7.5). */
function withVoided(attempts: AttemptState[], voided: AttemptState["voided"]): AttemptState[] {
  const last = attempts.at(-1);
  return last ? attempts.with(-1, { ...last, voided }) : attempts;
}

/** The step as it waits for its next attempt: nothing of the voided one but its record (R4.5, R9.10). */
export function reopened(step: StepState, reason: string, by: PersonRef[], at: string): StepState {
  return {
    ...step,
    status: "waiting",
    attempt: step.attempt + 1,
    attempts: withVoided(step.attempts, { reason, by, at }),
    startedBy: null,
    startedAt: null,
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
  };
}

export function resultVoided(state: RunState, event: EventOf<"ResultVoided">): RunState {
  const { stepId, reason, by, reopens } = event.payload;
  const title = locate(state, stepId)?.step.title ?? stepId;
  const at = event.recordedAt;
  const next = withStep(state, stepId, (step) => reopened(step, reason, by, at));
  return reopens.reduce(
    (after, id) => withStep(after, id, (step) => reopened(step, `rested on “${title}”: ${reason}`, by, at)),
    next,
  );
}

export function alternativeChosen(state: RunState, event: EventOf<"AlternativeChosen">): RunState {
  const { group, stepId } = event.payload;
  return { ...state, alternatives: { ...state.alternatives, [group]: stepId } };
}

/** The step keeps waiting, with the earlier values in its blanks, until its owner attests it (L.21). */
export function stepsCarriedOver(state: RunState, event: EventOf<"StepsCarriedOver">): RunState {
  const { stepIds, fromRunId } = event.payload;
  return stepIds.reduce((next, stepId) => {
    const earlier = state.continues?.passes.find((pass) => pass.stepId === stepId);
    return withStep(next, stepId, (step) => {
      const blanks = new Set(blanksOf(step).map((blank) => blank.key));
      const values = Object.entries(earlier?.fields ?? {}).filter(([name]) => blanks.has(name));
      return { ...step, carriedFrom: fromRunId, fields: { ...Object.fromEntries(values), ...step.fields } };
    });
  }, state);
}
