import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { TriggerAction } from "../definition";
import type { EventDraft, EventPayloads } from "../events";
import { plusMinutes } from "../instant";
import { conflict, notFound } from "../rejections";
import type { RunState } from "../state";
import { firstOf, optionalText, textRefusal, tooLong } from "../text-rules";

const STARTS_CLOCK: ReadonlySet<TriggerAction> = new Set<TriggerAction>(["rollback", "decide"]);

/** When the decider must have answered: null where the action asks for none, one runs, or rollback is under way. */
function dueAt(state: RunState, triggerId: string, action: TriggerAction, at: string): string | null {
  const running = state.clocks.some((clock) => clock.triggerId === triggerId);
  if (running || state.status === "rolling-back" || !STARTS_CLOCK.has(action)) return null;
  return plusMinutes(at, state.clockMinutes);
}

interface Seen {
  triggerId: string;
  text: string;
  action: TriggerAction;
  note: string | null;
}

/** A trigger that was seen now, with the clock that it starts. */
export function observation(
  state: RunState,
  seen: Seen,
  role: string | null,
  at: string,
  alert?: EventPayloads["TriggerObserved"]["alert"],
): EventDraft {
  const due = dueAt(state, seen.triggerId, seen.action, at);
  return { type: "TriggerObserved", role, payload: { ...seen, dueAt: due, ...(alert ? { alert } : {}) } };
}

/** ObserveTrigger: by its rule, or in free words, which ask for a decision (R6.1). */
export function observeTrigger(
  command: CommandOf<"ObserveTrigger">,
  state: RunState,
  role: string | null,
): Decision {
  const { triggerId } = command.payload;
  const rule = state.triggers.find((trigger) => trigger.id === triggerId);
  const again = state.observed.find((trigger) => trigger.triggerId === triggerId);
  if (triggerId !== undefined && !rule && !again)
    return reject(notFound("This run has no such rollback trigger."));
  const text = rule?.text ?? again?.text ?? optionalText(command.payload.text);
  const refusal = firstOf(
    textRefusal(text ?? undefined, "The trigger, or what was seen,"),
    tooLong(command.payload.note, "The note"),
  );
  if (refusal) return reject(refusal);
  const id = rule?.id ?? again?.triggerId ?? command.meta.commandId;
  const action = rule?.action ?? again?.action ?? "decide";
  const seen = { triggerId: id, text: text ?? "", action, note: optionalText(command.payload.note) };
  return accept(observation(state, seen, role, command.meta.at));
}

/** ExpireDecisionClock: the timer's fact, once, and not before its time; it decides nothing (R6.5). */
export function expireDecisionClock(command: CommandOf<"ExpireDecisionClock">, state: RunState): Decision {
  const { triggerId } = command.payload;
  const clock = state.clocks.find((each) => each.triggerId === triggerId);
  if (!clock) return reject(notFound("No decision clock runs for this trigger."));
  if (clock.expired) return reject(conflict("This clock has expired already.", "R6"));
  if (command.meta.at < clock.dueAt) return reject(conflict(`This clock runs until ${clock.dueAt}.`, "R6"));
  return accept({ type: "DecisionClockExpired", role: null, payload: { triggerId, dueAt: clock.dueAt } });
}
