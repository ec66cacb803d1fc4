import { type Blocker, statusWords } from "./blocker";
import { gatesAgainstGo } from "./go-gates";
import { hardGateBlockers } from "./hard-gates";
import type { RunState } from "./state";
import { checkBlockers } from "./step-checks";
import { completionBlockers } from "./step-completion";
import { holdBlockers } from "./step-holds";
import { groundBlockers, lifeBlocker, orderBlockers } from "./step-order";
import { locate, type Place, pointById } from "./structure";

/** Named here too, because callers meet it as the answer of these functions. */
export type { Blocker } from "./blocker";

/** What stands against a start, its own status aside: the run's life, order (R2), hard gates (R3), what people hold. */
export function startBlockers(state: RunState, place: Place): Blocker[] {
  const life = lifeBlocker(state, place);
  if (life) return [life];
  return [...orderBlockers(state, place), ...hardGateBlockers(state, place), ...holdBlockers(state, place)];
}

/** Why the step cannot start now; empty when it can. */
export function stepBlockers(state: RunState, stepId: string): Blocker[] {
  const place = locate(state, stepId);
  if (!place) return [{ rule: "R2", text: "This run has no such step." }];
  const { step } = place;
  if (step.status === "running") {
    return [{ rule: "R2", text: `“${step.title}” has been started.`, stepId }];
  }
  if (step.status === "failed") {
    return [{ rule: "R2", text: `“${step.title}” has failed: retry it.`, stepId }];
  }
  if (step.status !== "waiting") return [{ rule: "R7", text: `“${step.title}” has its result.`, stepId }];
  return startBlockers(state, place);
}

/** Why the step cannot PASS now: what stands against its start, and what R9 wants of it. */
export function passBlockers(state: RunState, stepId: string): Blocker[] {
  const place = locate(state, stepId);
  if (!place || (place.step.status !== "waiting" && place.step.status !== "running")) {
    return stepBlockers(state, stepId);
  }
  const { step } = place;
  return [
    ...(step.status === "waiting" ? startBlockers(state, place) : groundBlockers(state, place)),
    ...completionBlockers(state, step, step.fields),
    ...checkBlockers(step, step.fields),
  ];
}

/** What stands against GO at this point, the run's status included; empty when the decider may record it. */
export function goBlockers(state: RunState, decisionPointId: string): Blocker[] {
  const point = pointById(state, decisionPointId);
  if (!point) return [{ rule: "R1", text: "This run has no such decision point." }];
  if (point.verdict)
    return [{ rule: "R1", text: `“${point.title}” is decided: ${point.verdict.toUpperCase()}.` }];
  const gates = gatesAgainstGo(state, point);
  if (state.status === "running") return gates;
  return [
    { rule: state.status === "halted" ? "R5" : "R1", text: `The run is ${statusWords(state.status)}.` },
    ...gates,
  ];
}
