import type { RunState } from "@/lib/run/state";
import type { StepState } from "@/lib/run/step-state";
import { answeringFor, secondForVoid } from "@/lib/run/void-words";

interface VoidWords {
  /** The two that it takes: "Ben and a second person". */
  both: string;
  /** Who is awaited once one of them has asked; empty before. */
  awaited: string;
}

/** Who voids a result, in words (R4): for a no-exceptions FAIL the second is an approver. */
export function voidWords(state: RunState, step: StepState): VoidWords {
  const answering = answeringFor(state, step);
  const executor = answering?.name ?? "who recorded it";
  const second = secondForVoid(state, step);
  const asked = step.voidRequest?.by.personId ?? null;
  const byExecutor = asked === answering?.personId;
  return {
    both: `${executor} and ${second}`,
    awaited: asked === null ? "" : byExecutor ? second : executor,
  };
}
