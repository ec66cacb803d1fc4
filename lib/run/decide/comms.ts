import { owedUpdate } from "../cadence";
import type { CommandOf, CommandPayloads } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { watchOf } from "../hypercare-rounds";
import { plusMinutes } from "../instant";
import { conflict, malformed, notFound, type Rejection } from "../rejections";
import type { RunState } from "../state";
import { firstOf, optionalText, textRefusal, tooLong } from "../text-rules";

/** The longest that an update is put off, minutes: longer silence is a decision about the cadence, not a snooze. */
const LONGEST_SNOOZE = 60;

/** What is watched all the time is attested in hypercare, and in words where it is no PASS (H.6). */
function watchRefusal(state: RunState, watch: CommandPayloads["SendBroadcast"]["watch"]): Rejection | null {
  if (!watch) return null;
  if (state.status !== "hypercare" || watchOf(state).length === 0)
    return malformed("There is nothing to attest: no watch runs.", ["watch"]);
  return firstOf(
    watch.result === "pass" ? null : textRefusal(watch.note, "What was seen"),
    tooLong(watch.note, "The note"),
  );
}

/** SnoozeBroadcast: the update that is owed is put off for up to an hour, with a reason (C.10). */
export function snoozeBroadcast(
  command: CommandOf<"SnoozeBroadcast">,
  state: RunState,
  role: string | null,
): Decision {
  const { minutes, reason } = command.payload;
  const owed = owedUpdate(state);
  if (!owed) return reject(conflict("No update is owed: the plan names no cadence for now."));
  const refusal = textRefusal(reason, "A reason");
  if (refusal) return reject(refusal);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_SNOOZE)
    return reject(malformed(`An update is put off by 1 to ${LONGEST_SNOOZE} whole minutes.`, ["minutes"]));
  const until = plusMinutes(command.meta.at, minutes);
  if (until <= owed.dueAt)
    return reject(conflict(`The update is not due before ${owed.dueAt}: that puts nothing off.`));
  return accept({ type: "BroadcastSnoozed", role, payload: { until, reason: reason.trim() } });
}

/** MissBroadcast: the timer's fact, when the next update falls due and this one was not sent, once for each (C.9). */
export function missBroadcast(command: CommandOf<"MissBroadcast">, state: RunState): Decision {
  const owed = owedUpdate(state);
  if (!owed) return reject(notFound("No update is owed."));
  if (command.meta.at < owed.missedAt) return reject(conflict(`This update is owed until ${owed.missedAt}.`));
  return accept({ type: "BroadcastMissed", role: null, payload: { dueAt: owed.dueAt } });
}

/** SendBroadcast: what everyone outside reads; from a template or in free words (C.1). */
export function sendBroadcast(
  command: CommandOf<"SendBroadcast">,
  state: RunState,
  role: string | null,
): Decision {
  const { templateId, text, watch } = command.payload;
  if (templateId !== undefined && !state.communications.templates.some((each) => each.id === templateId)) {
    return reject(notFound("The communication plan has no such template."));
  }
  const refusal = firstOf(textRefusal(text, "A text"), watchRefusal(state, watch));
  if (refusal) return reject(refusal);
  const payload = {
    watch: watch ? { result: watch.result, note: optionalText(watch.note) } : null,
    broadcastId: command.meta.commandId,
    templateId: templateId ?? null,
    text: text.trim(),
    basis: { seq: state.seq, headHash: command.meta.headHash },
  };
  return accept({ type: "BroadcastSent", role, payload });
}

/** SetWriteFreeze: run state, always shown (R3.7). */
export function setWriteFreeze(
  command: CommandOf<"SetWriteFreeze">,
  state: RunState,
  role: string | null,
): Decision {
  const { on, reason } = command.payload;
  const refusal = tooLong(reason, "The reason");
  if (refusal) return reject(refusal);
  if (state.writeFreeze.on === on) {
    return reject(conflict(on ? "The write freeze is on already." : "No write freeze is on.", "R3"));
  }
  return accept({ type: "WriteFreezeSet", role, payload: { on, reason: optionalText(reason) } });
}
