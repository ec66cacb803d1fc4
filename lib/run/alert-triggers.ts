import type { TriggerState } from "./hazard-state";

export type AlertMatch =
  | { ok: true; trigger: TriggerState; by: "label" | "name" | "words" }
  | { ok: false; reason: string };

/** Names the trigger outright, by its id or its whole text. */
const TRIGGER_LABEL = "holdpoint_trigger";

/** Words that say how, not what. */
const SAID_OF_ANYTHING = new Set(
  "a an and any at for from in is of on or over the to too under above below high low alert critical warning detect min minute sec second prod production".split(
    " ",
  ),
);

/** `failures`, `failed` and `fails` are one word here, as are singular and plural. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ures?|ings?|ed|s)$/, "") : word;
}

/** What a name or a rule speaks of: `Http5xxErrorRateHigh` is http, 5xx, error, rate. Bare numbers are thresholds. */
function wordsOf(text: string): Set<string> {
  const spaced = text.replace(/(\p{Ll})([\p{Lu}\p{N}])/gu, "$1 $2");
  const words = spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const stems = words.map(stem).filter((word) => word.length > 1 && !/^\d+$/.test(word));
  return new Set(stems.filter((word) => !SAID_OF_ANYTHING.has(word)));
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, " ");
}

function named(triggers: readonly TriggerState[], name: string): TriggerState | undefined {
  return triggers.find(({ id, text }) => plain(id) === plain(name) || plain(text) === plain(name));
}

/** How many words they share, where one's words are all the other's; 0 where they may well speak of different things. */
function agreement(alert: Set<string>, rule: Set<string>): number {
  const common = [...alert].filter((word) => rule.has(word)).length;
  const whole = common === alert.size || common === rule.size;
  return whole && (common >= 2 || rule.size === 1) ? common : 0;
}

function byWords(triggers: readonly TriggerState[], name: string): AlertMatch {
  const alert = wordsOf(name);
  const scored = triggers
    .map((trigger) => ({ trigger, score: agreement(alert, wordsOf(trigger.text)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const [first, second] = scored;
  const remedy = `the label ${TRIGGER_LABEL} names one.`;
  if (!first) return { ok: false, reason: `No rollback trigger of this run speaks of “${name}”; ${remedy}` };
  if (second && second.score === first.score)
    return { ok: false, reason: `More than one rollback trigger speaks of “${name}”; ${remedy}` };
  return { ok: true, trigger: first.trigger, by: "words" };
}

/**
 * The rollback trigger that an alert's labels mean (R6.11): the one that the label `holdpoint_trigger` names, else the
 * one whose id or text the alert's name is, else the only one whose words agree with the name's. In doubt none: a
 * wrong clock costs a room its minutes.
 */
export function triggerOfAlert(
  triggers: readonly TriggerState[],
  labels: Readonly<Record<string, string>>,
): AlertMatch {
  const label = labels[TRIGGER_LABEL];
  if (label !== undefined) {
    const trigger = named(triggers, label);
    if (trigger) return { ok: true, trigger, by: "label" };
    return { ok: false, reason: `This run has no rollback trigger “${label}”.` };
  }
  const name = labels.alertname;
  if (name === undefined || name.trim() === "")
    return { ok: false, reason: `The alert has neither a label ${TRIGGER_LABEL} nor an alertname.` };
  const trigger = named(triggers, name);
  return trigger ? { ok: true, trigger, by: "name" } : byWords(triggers, name);
}
