import type { DecisionRecord, PollAnswer } from "@/lib/run/decision-state";
import type { RunState } from "@/lib/run/state";

/** An answer that the decider went against: NO-GO before a GO, GO before a NO-GO. */
export function isDissent(answer: PollAnswer, record: Pick<DecisionRecord, "verdict">): boolean {
  const decided = record.verdict === "go" || record.verdict === "no-go";
  return decided && answer.answer !== record.verdict;
}

/** Titles of the phases that a partial rollback was ordered for; null for a whole one, and for other verdicts. */
export function scopeTitles(record: Pick<DecisionRecord, "scope">, state: RunState): string[] | null {
  if (record.scope === null) return null;
  return record.scope.map((id) => state.phases.find((phase) => phase.id === id)?.title ?? id);
}
