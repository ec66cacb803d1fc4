import type { Verdict } from "./decision-state";
import type { TriggerAction } from "./definition";
import type { PersonRef } from "./person";

export interface TriggerState {
  id: string;
  text: string;
  severity: string | null;
  action: TriggerAction;
  actionText: string | null;
}

/** An observed trigger whose decision clock runs: red until the decider answers it (R6). */
export interface DecisionClock {
  /** Id of the trigger rule, or of the observation for a trigger in free words. */
  triggerId: string;
  text: string;
  startedAt: string;
  dueAt: string;
  /** Set by the system at expiry; a screen shows overdue as soon as server time passes `dueAt`. */
  expired: boolean;
  observations: number;
  observedBy: PersonRef;
}

export interface ObservedTrigger {
  triggerId: string;
  text: string;
  action: TriggerAction;
  observations: number;
  firstAt: string;
  answered: "continue" | "rollback" | "no-go" | null;
}

/** An alert of a monitoring system that meant a trigger, by its latest beginning. */
export interface AlertState {
  fingerprint: string;
  triggerId: string;
  name: string;
  startsAt: string;
  /** Notifications of this beginning, the first one included. */
  count: number;
  lastAt: string;
  resolvedAt: string | null;
}

export interface AbortState {
  id: string;
  gateId: string | null;
  text: string;
  note: string | null;
  by: PersonRef;
  at: string;
  /** Who has asked to withdraw it so far; it takes the puller and the decider together. */
  withdrawalBy: PersonRef[];
  withdrawn: boolean;
  /** The decision that settled it; null or absent while it is open. */
  settledBy?: Verdict | null;
}

export interface HaltState {
  abortId: string;
  from: "running" | "held" | "hypercare";
  classification: string | null;
  rootCause: string | null;
  /** Approver's sign-off for resuming; null until given. */
  resumeSignOff: PersonRef | null;
}
