import type { CadenceRule } from "./definition";
import { MINUTE_MS, plusMinutes } from "./instant";
import { plannedBeginning } from "./planned-times";
import type { RunState } from "./state";

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** What the next update counts from: the last one sent, or the moment of the last one missed, if later. */
function lastUpdate(state: RunState, since: string): string {
  const settled = [state.broadcasts.at(-1)?.at, state.updates.missed.at(-1)?.dueAt];
  return settled.reduce<string>((last, at) => (at ? later(at, last) : last), since);
}

/** The rule for the cutover itself is the one without a beginning. */
function cutoverRule(rules: CadenceRule[]): CadenceRule | null {
  return rules.find((rule) => rule.from === null) ?? null;
}

function hypercareRule(rules: CadenceRule[], minutesAfterGo: number): CadenceRule | null {
  return (
    rules.find(
      (rule) =>
        rule.from !== null && rule.from <= minutesAfterGo && (rule.to === null || minutesAfterGo < rule.to),
    ) ?? null
  );
}

const CUTOVER = new Set<RunState["status"]>(["running", "held", "halted", "rolling-back"]);

/** The rule that is in force, and the moment that its interval counts from. */
function inForce(state: RunState): { rule: CadenceRule; last: string } | null {
  const rules = state.communications.cadence;
  if (state.startedAt === null) return null;
  if (state.hypercareAt !== null && (state.status === "hypercare" || state.halt?.from === "hypercare")) {
    const last = lastUpdate(state, state.hypercareAt);
    const minutes = (Date.parse(last) - Date.parse(state.hypercareAt)) / MINUTE_MS;
    const rule = hypercareRule(rules, minutes);
    return rule ? { rule, last } : null;
  }
  const rule = CUTOVER.has(state.status) ? cutoverRule(rules) : null;
  return rule ? { rule, last: lastUpdate(state, later(state.startedAt, plannedBeginning(state))) } : null;
}

export interface OwedUpdate {
  /** Overdue from here on. */
  dueAt: string;
  /** The next one would be due: this one was missed (C.9). */
  missedAt: string;
}

/** The update that is owed next (C.2), put off as long as it was snoozed (C.10). Null where the plan names no cadence. */
export function owedUpdate(state: RunState): OwedUpdate | null {
  const force = inForce(state);
  if (!force) return null;
  const planned = plusMinutes(force.last, force.rule.everyMinutes);
  const dueAt = state.updates.snooze ? later(planned, state.updates.snooze.until) : planned;
  return { dueAt, missedAt: plusMinutes(dueAt, force.rule.everyMinutes) };
}

/** When the next update is owed; null where the plan names no cadence. */
export function nextUpdateDueAt(state: RunState): string | null {
  return owedUpdate(state)?.dueAt ?? null;
}
