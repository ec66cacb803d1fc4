import { type Asker, type CommandDraft, commandOf } from "@/lib/client/command-draft";
import { decide } from "@/lib/run/decide";
import type { EventDraft } from "@/lib/run/events";
import { deciderRole } from "@/lib/run/people";
import { refusal } from "@/lib/run/refusal";
import type { Rejection } from "@/lib/run/rejections";
import type { RunState } from "@/lib/run/state";

/** What would be recorded if this were sent now, by the same rules as the server's; nothing where it is refused. */
export function foresee(draft: CommandDraft, asker: Asker, at: string, state: RunState): EventDraft[] {
  const decision = decide(commandOf(draft, asker, at, state.seq), state);
  return decision.ok ? decision.events : [];
}

/** Why the decider could not give this now, for everybody who watches; null where they could, or where nobody decides. */
export function deciderRefusal(draft: CommandDraft, at: string, state: RunState): Rejection | null {
  const holder = deciderRole(state)?.holder;
  return holder ? refusal(commandOf(draft, { ...holder, isAdmin: false }, at, state.seq), state) : null;
}
