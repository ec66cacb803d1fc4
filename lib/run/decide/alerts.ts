import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { MINUTE_MS } from "../instant";
import { conflict, notFound } from "../rejections";
import type { RunState } from "../state";
import { firstOf, LINE, optionalText, textRefusal, tooLong } from "../text-rules";
import { observationOf } from "./triggers";

/** The same word again within this time is the same notification, sent twice: by its retry, or by a twin. */
const SAME_NOTIFICATION_MS = MINUTE_MS;

type Report = CommandOf<"ReportAlert">;

function noteOf({ name, summary }: Report["payload"]): string {
  const said = optionalText(summary);
  return said ? `alert ${name}: ${said}` : `alert ${name}`;
}

function firing(command: Report, state: RunState, role: string | null): Decision {
  const { triggerId, fingerprint, name, startsAt } = command.payload;
  const { at } = command.meta;
  const rule = state.triggers.find(({ id }) => id === triggerId);
  if (!rule) return reject(notFound("This run has no such rollback trigger."));
  const known = state.alerts.find((alert) => alert.fingerprint === fingerprint);
  if (!known || startsAt > known.startsAt) {
    const seen = observationOf(rule, state, noteOf(command.payload), at);
    const payload = { ...seen, alert: { fingerprint, startsAt, name } };
    return accept({ type: "TriggerObserved", role, payload });
  }
  if (startsAt < known.startsAt || known.resolvedAt !== null)
    return reject(conflict("This alert has gone on since: the word is late, and changes nothing."));
  if (Date.parse(at) - Date.parse(known.lastAt) < SAME_NOTIFICATION_MS)
    return reject(conflict("This alert was recorded already."));
  return accept({ type: "AlertRepeated", role, payload: { fingerprint, triggerId: known.triggerId, name } });
}

function resolved({ payload, meta }: Report, state: RunState, role: string | null): Decision {
  const { fingerprint, name, startsAt } = payload;
  const known = state.alerts.find((alert) => alert.fingerprint === fingerprint);
  if (!known || startsAt > known.startsAt)
    return reject(notFound("This alert was never reported as firing, so there is nothing to resolve."));
  if (startsAt < known.startsAt || known.resolvedAt !== null)
    return reject(conflict("That this alert is resolved was recorded already."));
  const endsAt = payload.endsAt ?? meta.at;
  return accept({
    type: "AlertResolved",
    role,
    payload: { fingerprint, triggerId: known.triggerId, name, endsAt },
  });
}

/**
 * ReportAlert: what a monitoring system says of an alert that means a rollback trigger. The first word observes the
 * trigger; the same alert firing on counts up and starts no second clock; resolved is logged and answers nothing.
 */
export function reportAlert(command: Report, state: RunState, role: string | null): Decision {
  const { fingerprint, name, summary, status } = command.payload;
  const refusal = firstOf(
    textRefusal(fingerprint, "The fingerprint", LINE),
    textRefusal(name, "The alert's name", LINE),
    tooLong(summary, "The summary", LINE * 2),
  );
  if (refusal) return reject(refusal);
  return status === "firing" ? firing(command, state, role) : resolved(command, state, role);
}
