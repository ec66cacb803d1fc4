import type { AbortGateDefinition } from "../definition";
import type { PhaseState } from "../step-state";

/**
 * A gate that speaks of failing at large: "any failure", "any step fails", "script failure", "command error".
 * Kept narrow on purpose: a gate on something else must not halt a run because an unrelated check failed.
 */
const FAILURE_AT_LARGE =
  /\b(?:any|each|every)\s+(?:(?:step|check|script|command)s?\s+)?(?:fail|error)|\b(?:script|command)s?\s+(?:fail|error)/i;

function names(reason: string, condition: string): boolean {
  const wanted = condition.trim().toLowerCase();
  return wanted.length > 2 && reason.toLowerCase().includes(wanted);
}

function covers(gate: AbortGateDefinition, reason: string): boolean {
  const conditions = gate.conditions.length > 0 ? gate.conditions : [gate.text];
  return (
    [gate.text, ...conditions].some((text) => FAILURE_AT_LARGE.test(text)) ||
    conditions.some((condition) => names(reason, condition))
  );
}

/**
 * The abort gate of the phase that covers a FAIL given this reason (R5.8): one that speaks of any failure, or one of
 * whose listed conditions the reason names. Null where none does: that FAIL blocks only what depends on it.
 */
export function coveringGate(phase: PhaseState, reason: string): AbortGateDefinition | null {
  return phase.abortGates.find((gate) => covers(gate, reason)) ?? null;
}
