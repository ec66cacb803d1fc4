"use client";

import { describeEvent } from "@/lib/run/describe-event";
import type { RunEvent } from "@/lib/run/events";
import type { RunState } from "@/lib/run/state";
import { useRoom } from "./room-context";

const URGENT: readonly RunEvent["type"][] = [
  "Decided",
  "AbortReported",
  "TriggerObserved",
  "DecisionClockExpired",
  "RunStarted",
  "RunClosed",
  "HypercareStarted",
  "CommandAssumed",
  "DeciderAppointed",
];
const POLITE: readonly RunEvent["type"][] = [
  "PollOpened",
  "VoteCast",
  "StepFailed",
  "BroadcastSent",
  "CommandOffered",
  "CommandAccepted",
  "CommandOfferLapsed",
  "AppointmentProposed",
  "AmendmentProposed",
  "AmendmentApplied",
  "T0Moved",
  "WindowExtended",
];

/** Tells those who listen instead of looking: decisions, halts and clocks at once, polls and failures when there is a pause. */
export function Announcer() {
  const { state, events } = useRoom();
  return (
    <div className="sr-only">
      <p role="alert">{sentence(events, URGENT, state)}</p>
      <p role="status">{sentence(events, POLITE, state)}</p>
    </div>
  );
}

function sentence(events: readonly RunEvent[], types: readonly RunEvent["type"][], state: RunState): string {
  const latest = events.findLast((event) => types.includes(event.type));
  if (!latest) return "";
  const { word, text } = describeEvent(latest, state);
  return `${word} ${text}`;
}
