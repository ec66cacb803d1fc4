import type { RunEvent } from "../run/events";
import { personOf } from "../run/people";
import type { RunState } from "../run/state";
import { locate } from "../run/structure";

/** Where the run left what was written or planned, and who agreed. */
export interface Departure {
  seq: number;
  at: string;
  kind: "amendment" | "t0" | "window" | "retry" | "void" | "not-applicable" | "warn-accepted" | "exception";
  text: string;
  by: string[];
}

/** Something that was due and did not come. */
export interface Miss {
  seq: number;
  at: string;
  kind: "decision-clock" | "command-offer" | "waiver";
  text: string;
}

function stepTitle(state: RunState, stepId: string): string {
  return locate(state, stepId)?.step.title ?? stepId;
}

type Told = Pick<Departure, "kind" | "text"> & { by?: string[] };

function told(event: RunEvent, state: RunState): Told | null {
  switch (event.type) {
    case "AmendmentApplied":
      return {
        kind: "amendment",
        text: `Went on with version ${event.payload.runbookVersion} of the runbook`,
      };
    case "T0Moved": {
      const { from, to, reason } = event.payload;
      return { kind: "t0", text: `T-0 moved from ${from} to ${to}: ${reason}` };
    }
    case "WindowExtended":
      return { kind: "window", text: `Window extended to ${event.payload.end}: ${event.payload.reason}` };
    case "StepRetried": {
      const { stepId, attempt, reason } = event.payload;
      return { kind: "retry", text: `${stepTitle(state, stepId)}, attempt ${attempt}: ${reason}` };
    }
    case "ResultVoided": {
      const { stepId, reason, by } = event.payload;
      return {
        kind: "void",
        text: `Result of ${stepTitle(state, stepId)} is void: ${reason}`,
        by: by.map((person) => person.name),
      };
    }
    case "StepMarkedNotApplicable": {
      const { stepId, reason } = event.payload;
      return { kind: "not-applicable", text: `${stepTitle(state, stepId)}: ${reason}` };
    }
    case "WarnAccepted":
      return {
        kind: "warn-accepted",
        text: `${stepTitle(state, event.payload.stepId)}: ${event.payload.reason}`,
      };
    case "StepPassed": {
      const { stepId, exception } = event.payload;
      return exception ? { kind: "exception", text: `${stepTitle(state, stepId)}: ${exception}` } : null;
    }
    default:
      return null;
  }
}

/** `state` is the one after the event. */
export function departureOf(event: RunEvent, state: RunState): Departure[] {
  const departure = told(event, state);
  if (!departure) return [];
  const { kind, text, by = [personOf(event.actor).name] } = departure;
  return [{ seq: event.seq, at: event.recordedAt, kind, text, by }];
}

/** `state` is the one before the event, which still knows what was open. */
export function missOf(event: RunEvent, state: RunState): Miss[] {
  const miss = (kind: Miss["kind"], text: string) => [{ seq: event.seq, at: event.recordedAt, kind, text }];
  switch (event.type) {
    case "DecisionClockExpired": {
      const { triggerId, dueAt } = event.payload;
      const clock = state.clocks.find((each) => each.triggerId === triggerId);
      return miss("decision-clock", `No decision by ${dueAt} on ${clock?.text ?? triggerId}`);
    }
    case "CommandOfferLapsed":
      return miss(
        "command-offer",
        `The offer of command to ${state.commandOffer?.to.name ?? "nobody"} lapsed`,
      );
    case "WaiverExpired": {
      const waiver = state.waivers.find((each) => each.id === event.payload.waiverId);
      return miss("waiver", `Waiver ${waiver?.ticket ?? event.payload.waiverId} ran out`);
    }
    default:
      return [];
  }
}
