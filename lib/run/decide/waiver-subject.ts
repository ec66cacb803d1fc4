import { artifactKey, hasEvidence, isAttached } from "../artifact-standing";
import type { CommandOf } from "../commands";
import { conflict, malformed, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import type { StepState } from "../step-state";
import { isDone, locate } from "../structure";
import type { WaiverSubject } from "../waiver-state";

/** What a waiver is asked for, and its name as the register keeps it. */
export interface Subject {
  subject: WaiverSubject;
  text: string;
}

type Read = ({ ok: true } & Subject) | { ok: false; rejection: Rejection };

function stepsOf(state: RunState): StepState[] {
  return state.phases.flatMap((phase) => phase.steps);
}

/** Steps that name the artifact, or that the list of required evidence names beside it. */
function askedBy(state: RunState, name: string): StepState[] {
  const key = artifactKey(name);
  const listed = state.requiredEvidence
    .filter((item) => artifactKey(item.name) === key)
    .flatMap((item) => item.stepIds);
  return stepsOf(state).filter(
    (step) =>
      !step.removed && (listed.includes(step.id) || step.artifacts.some((each) => artifactKey(each) === key)),
  );
}

/** The artifact's name as the runbook writes it; null where neither its list nor a step asks for one. */
function artifactName(state: RunState, name: string): string | null {
  const key = artifactKey(name);
  const listed = state.requiredEvidence.find((item) => artifactKey(item.name) === key)?.name;
  const named = stepsOf(state)
    .flatMap((step) => step.artifacts)
    .find((each) => artifactKey(each) === key);
  return listed ?? named ?? null;
}

/** The subject that a request names: a step or an artifact, one of the two. */
export function readSubject(command: CommandOf<"RequestWaiver">, state: RunState): Read {
  const { stepId, evidence } = command.payload;
  if ((stepId === undefined) === (evidence === undefined)) {
    const rejection = malformed("A waiver is for a step or for an artifact: name one of the two.", [
      "stepId or evidence",
    ]);
    return { ok: false, rejection };
  }
  if (stepId !== undefined) {
    const step = locate(state, stepId)?.step;
    return step
      ? { ok: true, subject: { kind: "step", stepId }, text: step.title }
      : { ok: false, rejection: notFound("This run has no such step.") };
  }
  const name = artifactName(state, evidence ?? "");
  return name === null
    ? { ok: false, rejection: notFound("This run asks for no such artifact.") }
    : { ok: true, subject: { kind: "evidence", name }, text: name };
}

function stepRefusal(step: StepState): Rejection | null {
  if (step.noExceptions) {
    return refuse("R4", `“${step.title}” stands with no exceptions: no waiver lifts it.`);
  }
  return isDone(step) ? conflict(`“${step.title}” is done: there is nothing to waive.`, "R11") : null;
}

function evidenceRefusal(state: RunState, name: string): Rejection | null {
  const asking = askedBy(state, name);
  const grave = asking.find((step) => step.noExceptions);
  if (grave) {
    const message = `“${grave.title}” asks for “${name}” and stands with no exceptions: no waiver lifts it.`;
    return refuse("R4", message);
  }
  const owed = asking.some((step) => !isDone(step) && !isAttached(state, step, name));
  if (owed || !hasEvidence(state, name)) return null;
  return conflict(`“${name}” is attached: there is nothing to waive.`, "R11");
}

/** Why there is nothing to waive: no exceptions (R11.2), done, attached. */
export function subjectRefusal(state: RunState, subject: WaiverSubject): Rejection | null {
  if (subject.kind === "evidence") return evidenceRefusal(state, subject.name);
  const step = locate(state, subject.stepId)?.step;
  return step ? stepRefusal(step) : notFound("This run has no such step any more.");
}
