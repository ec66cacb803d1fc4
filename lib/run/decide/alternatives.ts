import { alternativesOf, chosenOf } from "../alternatives";
import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { EventDraft } from "../events";
import { conflict, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import type { StepState } from "../step-state";
import { locate } from "../structure";
import { LINE, textRefusal } from "../text-rules";

function choiceRefusal(state: RunState, step: StepState, key: string): Rejection | null {
  const chosen = chosenOf(state, key);
  if (chosen !== null) {
    const title = locate(state, chosen)?.step.title ?? chosen;
    return conflict(`“${title}” was chosen already: a choice is made once.`, "R2");
  }
  if (step.removed) return refuse("R8", `“${step.title}” stands in the text no more.`);
  return step.status === "waiting" ? null : conflict(`“${step.title}” has its result already.`, "R2");
}

/** ChooseAlternative: one is picked with a reason, and the others are left out in the same commit (R2.13). */
export function chooseAlternative(
  command: CommandOf<"ChooseAlternative">,
  state: RunState,
  role: string | null,
): Decision {
  const step = locate(state, command.payload.stepId)?.step;
  if (!step) return reject(notFound("This run has no such step."));
  const group = step.alternative;
  if (group === null) return reject(refuse("R2", `“${step.title}” has no alternative to choose between.`));
  const refusal =
    choiceRefusal(state, step, group) ?? textRefusal(command.payload.reason, "A reason", 4 * LINE);
  if (refusal) return reject(refusal);
  const reason = command.payload.reason.trim();
  const leftOut = alternativesOf(state, group)
    .filter((other) => other.id !== step.id && other.status === "waiting")
    .map(
      (other): EventDraft => ({
        type: "StepMarkedNotApplicable",
        role,
        payload: {
          stepId: other.id,
          attempt: other.attempt,
          reason: `“${step.title}” was chosen instead: ${reason}`,
          waiverId: null,
        },
      }),
    );
  return accept({ type: "AlternativeChosen", role, payload: { group, stepId: step.id, reason } }, ...leftOut);
}
