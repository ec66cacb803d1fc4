import { currentPhase, focusStep, nextDecisionPoint } from "@/lib/run/focus";
import type { RunState } from "@/lib/run/state";
import { locate } from "@/lib/run/structure";
import type { Target } from "./room-ui";
import { containmentPhases, forwardPhases, rollbackPhases } from "./run-outline";

/** Where somebody who follows the run looks: at their own open step, else at what is current. */
export function followTarget(state: RunState, personId: string): Target {
  const over = state.status === "concluding" || state.status === "closed";
  if (state.status === "rolling-back" || (over && state.rollbackAt !== null)) return { kind: "rollback" };
  const first = forwardPhases(state)[0];
  if (state.status === "planned" && first) return { kind: "phase", id: first.id };
  if (state.status === "halted") {
    const containment = containmentPhases(state)[0];
    if (containment) return { kind: "phase", id: containment.id };
  }
  const mine = focusStep(state, personId);
  const phase = (mine ? locate(state, mine.id)?.phase : null) ?? currentPhase(state);
  if (phase && rollbackPhases(state).some((rollback) => rollback.id === phase.id))
    return { kind: "rollback" };
  if (phase) return { kind: "phase", id: phase.id };
  const point = nextDecisionPoint(state);
  if (point) return { kind: "decision", id: point.id };
  const last = forwardPhases(state).at(-1);
  return last ? { kind: "phase", id: last.id } : { kind: "evidence" };
}
