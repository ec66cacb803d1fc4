import type { CommandMeta } from "../commands";
import { EVENT_VERSION, type EventDraft, type RunEvent } from "../events";
import { evolve } from "../evolve";
import type { RunState } from "../state";
import { isPhaseDone, phasesOf } from "../structure";

/** A draft as it will stand in the log: what the store adds is known here already, but for the hash. */
export function stamp(draft: EventDraft, seq: number, meta: CommandMeta): RunEvent {
  return {
    ...draft,
    seq,
    version: EVENT_VERSION,
    actor: meta.actor,
    occurredAt: draft.occurredAt ?? meta.at,
    recordedAt: meta.at,
  };
}

const MAY_COMPLETE = new Set<EventDraft["type"]>([
  "Decided",
  "StepPassed",
  "StepWarned",
  "StepMarkedNotApplicable",
  "StepVerified",
  "AmendmentApplied",
  "AbortWithdrawn",
]);

/**
 * What follows of itself, in the same commit: hypercare begins once the final GO is recorded and no step of the main
 * line is left, whichever comes last (L.5).
 */
export function consequences(drafts: EventDraft[], state: RunState, meta: CommandMeta): EventDraft[] {
  if (!drafts.some((draft) => MAY_COMPLETE.has(draft.type))) return [];
  let after = state;
  for (const draft of drafts) after = evolve(after, stamp(draft, after.seq + 1, meta));
  if (after.status !== "running" || after.goAt === null || after.hypercareAt !== null) return [];
  if (!phasesOf(after, "main").every(isPhaseDone)) return [];
  const role = drafts.at(-1)?.role ?? null;
  return [{ type: "HypercareStarted", role, payload: {} }];
}
