import type { CommandDraft } from "@/lib/client/command-draft";
import type { Verdict } from "@/lib/run/decision-state";

/** A decision as it is asked of the rules before anybody has given a reason. */
export function decideDraft(verdict: Verdict, decisionPointId?: string, pollId?: string): CommandDraft {
  return { type: "Decide", payload: { verdict, reason: "asked", decisionPointId, pollId } };
}
