import type { RuleId } from "./rejections";
import type { RunStatus } from "./state";

/** One thing that stands against a start, a PASS or a GO, in words for the room. */
export interface Blocker {
  rule: RuleId;
  text: string;
  /** The step that would lift it, where there is one. */
  stepId?: string;
}

const STATUS_WORDS: Record<RunStatus, string> = {
  unplanned: "not planned",
  planned: "planned and not started",
  running: "running",
  held: "on hold",
  halted: "halted",
  "rolling-back": "rolling back",
  hypercare: "in hypercare",
  concluding: "concluding",
  closed: "closed",
};

/** The status as it stands in a sentence: "The run is on hold." */
export function statusWords(status: RunStatus): string {
  return STATUS_WORDS[status];
}
