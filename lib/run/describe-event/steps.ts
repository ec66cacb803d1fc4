import type { EventType, RunEvent } from "../events";
import type { RunState } from "../state";
import type { StepState } from "../step-state";
import { locate } from "../structure";
import { type Line, line } from "./line";

export const STEP_EVENTS = [
  "StepStarted",
  "StepPassed",
  "StepWarned",
  "StepFailed",
  "StepRetried",
  "StepMarkedNotApplicable",
  "WarnAccepted",
  "FieldRecorded",
  "SubstepRecorded",
  "StepVerified",
  "VoidRequested",
  "ResultVoided",
  "AlternativeChosen",
] as const satisfies readonly EventType[];

type StepEvent = Extract<RunEvent, { type: (typeof STEP_EVENTS)[number] }>;

function attempt(number: number): string | null {
  return number > 1 ? `attempt ${number}` : null;
}

function joined(...parts: (string | null)[]): string | null {
  return parts.filter((part) => part !== null && part !== "").join(" · ") || null;
}

type StepEventOf<T extends StepEvent["type"]> = Extract<StepEvent, { type: T }>;

function passDetail({ payload }: StepEventOf<"StepPassed">): string | null {
  const exception = payload.exception ? `exception: ${payload.exception}` : null;
  const unknown = payload.notComputed.length > 0 ? `not computed: ${payload.notComputed.join(", ")}` : null;
  return joined(payload.note, exception, unknown, attempt(payload.attempt));
}

/** What was accepted; a step that has been voided or done again since says no more what it was. */
function acceptedWords(step: StepState | undefined): string {
  return step?.status === "passed" ? "Accepted, not computed" : "WARN accepted";
}

function underWaiver(event: StepEventOf<"StepMarkedNotApplicable">, state: RunState): string | null {
  const waiver = state.waivers.find((each) => each.id === event.payload.waiverId);
  return waiver ? `waiver ${waiver.ticket}` : null;
}

export function describeStep(event: StepEvent, state: RunState): Line {
  const step = locate(state, event.payload.stepId)?.step;
  const title = step?.title ?? event.payload.stepId;
  switch (event.type) {
    case "StepStarted":
      return line("live", "STARTED", title, joined(event.payload.note, attempt(event.payload.attempt)));
    case "StepPassed":
      return line("go", "PASS", title, passDetail(event));
    case "StepWarned":
      return line("hold", "WARN", title, joined(event.payload.reason, attempt(event.payload.attempt)));
    case "StepFailed":
      return line("halt", "FAIL", title, joined(event.payload.reason, attempt(event.payload.attempt)));
    case "StepRetried":
      return line("live", "RETRY", title, joined(event.payload.reason, attempt(event.payload.attempt)));
    case "StepMarkedNotApplicable":
      return line("quiet", "N/A", title, joined(event.payload.reason, underWaiver(event, state)));
    case "WarnAccepted":
      return line("hold", acceptedWords(step), title, event.payload.reason);
    case "StepVerified":
      return line("go", "VERIFIED", title, event.payload.statement);
    case "VoidRequested":
      return line("hold", "VOID asked", title, event.payload.reason);
    case "ResultVoided": {
      const { reopens, reason } = event.payload;
      const also = reopens.length > 0 ? `reopens ${reopens.length} more` : null;
      return line("hold", "VOID", title, joined(reason, also));
    }
    case "AlternativeChosen":
      return line("live", "CHOSEN", title, event.payload.reason);
    case "FieldRecorded":
      return line("quiet", "Recorded", `${event.payload.name}: ${event.payload.value}`, title);
    case "SubstepRecorded": {
      const passed = event.payload.result === "pass";
      const substep = step?.substeps.find((each) => each.id === event.payload.substepId);
      return line(
        passed ? "go" : "halt",
        passed ? "PASS" : "FAIL",
        substep?.title ?? event.payload.substepId,
        title,
      );
    }
    default:
      event satisfies never;
      return line("quiet", "", title);
  }
}
