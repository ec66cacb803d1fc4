import type { OutboxEntry } from "@/lib/client/outbox";
import type { RunEvent } from "@/lib/run/events";

export type TimelineFilter = "all" | "decisions" | "notes";

/** A line of the timeline: what the log holds, or what is still on its way there. */
export type TimelineItem =
  | { kind: "event"; key: string; event: RunEvent; correctedBy: RunEvent | null }
  | { kind: "pending"; key: string; entry: OutboxEntry };

const DECISIONS: readonly RunEvent["type"][] = [
  "Decided",
  "PollOpened",
  "VoteCast",
  "AbortReported",
  "AbortWithdrawn",
  "TriggerObserved",
  "DecisionClockExpired",
  "BlockerClassified",
  "RunStarted",
  "RunClosed",
  "RunCancelled",
  "SignedOff",
  "CommandAccepted",
  "CommandAssumed",
  "DeciderAppointed",
  "T0Moved",
  "WindowExtended",
  "AmendmentProposed",
  "AmendmentApplied",
  "AmendmentRejected",
  "RollbackFinished",
  "FinalRecordSigned",
];
const NOTES: readonly RunEvent["type"][] = ["EntryLogged", "EntryCorrected"];

/** Facts that only serve others and would bury the timeline. */
const UNTOLD: readonly RunEvent["type"][] = ["FieldRecorded", "SubstepRecorded"];

function passes(event: RunEvent, filter: TimelineFilter): boolean {
  if (filter === "notes") return NOTES.includes(event.type);
  if (filter === "all") return !UNTOLD.includes(event.type);
  return (
    DECISIONS.includes(event.type) || (event.type === "EntryLogged" && event.payload.kind === "decision")
  );
}

/** Newest first. `upToSeq` keeps what came later out while somebody reads further down. */
export function timelineItems(
  events: readonly RunEvent[],
  outbox: readonly OutboxEntry[],
  filter: TimelineFilter,
  upToSeq: number | null,
): TimelineItem[] {
  const corrections = new Map<number, RunEvent>();
  for (const event of events) {
    if (event.type === "EntryCorrected") corrections.set(event.payload.entrySeq, event);
  }
  const told = events.filter(
    (event, index) =>
      passes(event, filter) && (upToSeq === null || event.seq <= upToSeq) && !isImplied(event, events, index),
  );
  const lines = told.map(
    (event): TimelineItem => ({
      kind: "event",
      key: `e${event.seq}`,
      event,
      correctedBy: corrections.get(event.seq) ?? null,
    }),
  );
  const pending = outbox.map((entry): TimelineItem => ({ kind: "pending", key: entry.commandId, entry }));
  return [...lines, ...pending].reverse();
}

/** A start that PASS implied says nothing that the result of the same moment does not say. */
function isImplied(event: RunEvent, events: readonly RunEvent[], index: number): boolean {
  if (event.type !== "StepStarted") return false;
  for (let at = index + 1; events[at]?.recordedAt === event.recordedAt; at += 1) {
    const next = events[at];
    const isResult =
      next?.type === "StepPassed" || next?.type === "StepWarned" || next?.type === "StepFailed";
    if (isResult && next.payload.stepId === event.payload.stepId) return true;
  }
  return false;
}
