import type { RunEvent } from "../events";
import type { CHANGE_EVENTS } from "./changes";
import type { DECISION_EVENTS } from "./decisions";
import type { STEP_EVENTS } from "./steps";

/** Everything that is neither a step's nor a decision's. */
export type OtherEvent = Exclude<
  RunEvent,
  | { type: (typeof STEP_EVENTS)[number] }
  | { type: (typeof DECISION_EVENTS)[number] }
  | { type: (typeof CHANGE_EVENTS)[number] }
>;
