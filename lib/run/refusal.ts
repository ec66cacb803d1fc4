import type { Command } from "./commands";
import { decide } from "./decide";
import type { Rejection } from "./rejections";
import type { RunState } from "./state";

/** Why this command would be refused now; null when it would be taken. For buttons that say so beforehand. */
export function refusal(command: Command, state: RunState): Rejection | null {
  const decision = decide(command, state);
  return decision.ok ? null : decision.rejection;
}
