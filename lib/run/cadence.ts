import type { CadenceRule } from "./definition";
import { MINUTE_MS, plusMinutes } from "./instant";
import { phasePlannedAt } from "./schedule";
import type { RunState } from "./state";
import { isMainLine } from "./structure";

/** A run may be started days early: updates are owed from its first planned moment on, or from the start if later. */
function plannedBeginning(state: RunState): string {
  const planned = state.phases.filter(isMainLine).flatMap((phase) => phasePlannedAt(state, phase) ?? []);
  const first = [state.t0, ...planned].toSorted()[0] ?? state.t0;
  return state.window && state.window.start < first ? state.window.start : first;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function lastUpdate(state: RunState, since: string): string {
  const sent = state.broadcasts.at(-1)?.at;
  return sent ? later(sent, since) : since;
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

/** When the next update is owed (C.2): so many minutes after the last one. Null where the plan names no cadence. */
export function nextUpdateDueAt(state: RunState): string | null {
  const rules = state.communications.cadence;
  if (state.startedAt === null) return null;
  if (state.hypercareAt !== null && (state.status === "hypercare" || state.halt?.from === "hypercare")) {
    const last = lastUpdate(state, state.hypercareAt);
    const minutes = (Date.parse(last) - Date.parse(state.hypercareAt)) / MINUTE_MS;
    const rule = hypercareRule(rules, minutes);
    return rule ? plusMinutes(last, rule.everyMinutes) : null;
  }
  const rule = CUTOVER.has(state.status) ? cutoverRule(rules) : null;
  if (!rule) return null;
  return plusMinutes(lastUpdate(state, later(state.startedAt, plannedBeginning(state))), rule.everyMinutes);
}
