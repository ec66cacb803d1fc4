import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { instant, MINUTE_MS } from "../instant";
import { malformed, notFound } from "../rejections";
import type { RunState } from "../state";
import { textRefusal } from "../text-rules";

/** LogEntry: may say when it happened, which is never later than a minute from now (T.1, T.2). */
export function logEntry(command: CommandOf<"LogEntry">, role: string | null): Decision {
  const { text, occurredAt, kind } = command.payload;
  const refusal = textRefusal(text, "A text");
  if (refusal) return reject(refusal);
  const payload = { text: text.trim(), kind: kind ?? "note" };
  if (occurredAt === undefined) return accept({ type: "EntryLogged", role, payload });
  const happened = instant(occurredAt);
  if (happened === null) return reject(malformed("The time is no instant with its zone.", ["occurredAt"]));
  if (Date.parse(happened) > Date.parse(command.meta.at) + MINUTE_MS) {
    return reject(malformed("An entry tells what has happened: this time is still to come.", ["occurredAt"]));
  }
  return accept({ type: "EntryLogged", role, payload, occurredAt: happened });
}

/**
 * CorrectEntry: a linked entry; nothing is overwritten (T.3). Entries are not part of the state, so that the store
 * checks that `entrySeq` is one.
 */
export function correctEntry(
  command: CommandOf<"CorrectEntry">,
  state: RunState,
  role: string | null,
): Decision {
  const { entrySeq, text } = command.payload;
  if (!Number.isSafeInteger(entrySeq) || entrySeq < 1 || entrySeq > state.seq) {
    return reject(notFound("This run has no such entry."));
  }
  const refusal = textRefusal(text, "A text");
  if (refusal) return reject(refusal);
  return accept({ type: "EntryCorrected", role, payload: { entrySeq, text: text.trim() } });
}
