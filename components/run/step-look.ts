import type { Blocker } from "@/lib/run/blockers";
import type { StepState } from "@/lib/run/step-state";
import { type Meaning, meanings } from "../ui/meaning";

/** The one look of a step's state: what waits is locked while something bars it, and open once nothing does. */
export function stepLook(step: StepState, blockers: readonly Blocker[]): Meaning {
  switch (step.status) {
    case "passed":
      return meanings.passed;
    case "warned":
      return meanings.warned;
    case "failed":
      return meanings.failed;
    case "not-applicable":
      return meanings["not-applicable"];
    case "running":
      return meanings.now;
    case "waiting":
      return blockers.length > 0 ? meanings.locked : meanings.waiting;
  }
}
