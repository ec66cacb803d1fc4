import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { conflict, notFound } from "../rejections";
import type { RunState } from "../state";
import { optionalText, textRefusal, tooLong } from "../text-rules";

/** SendBroadcast: what everyone outside reads; from a template or in free words (C.1). */
export function sendBroadcast(
  command: CommandOf<"SendBroadcast">,
  state: RunState,
  role: string | null,
): Decision {
  const { templateId, text } = command.payload;
  if (templateId !== undefined && !state.communications.templates.some((each) => each.id === templateId)) {
    return reject(notFound("The communication plan has no such template."));
  }
  const refusal = textRefusal(text, "A text");
  if (refusal) return reject(refusal);
  const payload = {
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
