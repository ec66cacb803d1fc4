import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { instant } from "../instant";
import { conflict, malformed, type Rejection, refuse } from "../rejections";
import { secretRefusal } from "../secrets";
import type { RunState } from "../state";
import { firstOf, textRefusal, tooLong } from "../text-rules";

/** SetVariables: values for names that the text uses; an empty one takes the value back (R8.3, R8.4). */
export function setVariables(
  command: CommandOf<"SetVariables">,
  state: RunState,
  role: string | null,
): Decision {
  const entries = Object.entries(command.payload.variables).map(
    ([name, value]) => [name, value.trim()] as const,
  );
  const unknown = entries.map(([name]) => name).filter((name) => !state.requiredVariables.includes(name));
  const variables = Object.fromEntries(entries);
  const refusal = firstOf(
    entries.length === 0 ? malformed("Name at least one variable.", ["variables"]) : null,
    unknown.length > 0 ? malformed("The runbook uses no such variable.", unknown) : null,
    ...entries.map(([name, value]) => tooLong(value, name)),
    secretRefusal(variables),
  );
  if (refusal) return reject(refusal);
  const before = new Map(Object.entries(state.variables));
  const changed = entries.filter(([name, value]) => (before.get(name) ?? "") !== value);
  if (changed.length === 0) return reject(conflict("The variables have these values already.", "R8"));
  return accept({ type: "VariablesSet", role, payload: { variables: Object.fromEntries(changed) } });
}

/**
 * Attestations that are bound to a time and were given: they are asked for again. A precondition stays as it was
 * after the first mutating step (R3.5).
 */
function timeBoundSteps(state: RunState): string[] {
  return state.phases
    .filter((phase) => !state.mutated || phase.kind !== "preconditions")
    .flatMap((phase) => phase.steps)
    .filter(
      (step) => step.timeBound && !step.removed && (step.status === "passed" || step.status === "warned"),
    )
    .map((step) => step.id);
}

function t0Refusal(state: RunState, to: string | null): Rejection | null {
  if (to === null) return malformed("T-0 is no instant with its zone.", ["t0"]);
  if (to === state.t0) return conflict(`T-0 is ${to} already.`);
  if (state.window === null || to <= state.window.end) return null;
  return refuse("R8", `T-0 would lie past the window, which ends at ${state.window.end}: extend it first.`, [
    "ExtendWindow",
  ]);
}

/** MoveT0: a logged decision with its reason. It moves T-0 alone, never the window (T.12, T.13). */
export function moveT0(command: CommandOf<"MoveT0">, state: RunState, role: string | null): Decision {
  const { t0, reason } = command.payload;
  const to = instant(t0);
  const refusal = firstOf(textRefusal(reason, "A reason"), t0Refusal(state, to));
  if (refusal || to === null) return reject(refusal ?? malformed("T-0 is no instant with its zone.", ["t0"]));
  const payload = { from: state.t0, to, reason: reason.trim(), reopens: timeBoundSteps(state) };
  return accept({ type: "T0Moved", role, payload });
}

/** The end that the window has already, while an extension is asked for, takes the request back (T.18). */
function withdrawn(state: RunState, end: string, reason: string, role: string | null): Decision | null {
  const request = state.windowExtension;
  if (!request || end !== state.window?.end) return null;
  return accept({ type: "WindowExtensionWithdrawn", role, payload: { requestId: request.id, reason } });
}

/** ExtendWindow: in a rehearsal at once; in production it waits for the signature of somebody else (T.15). */
export function extendWindow(
  command: CommandOf<"ExtendWindow">,
  state: RunState,
  role: string | null,
): Decision {
  const { window } = state;
  if (!window) return reject(refuse("R8", "This run has no maintenance window.", ["a maintenance window"]));
  const { end: wanted, reason: why } = command.payload;
  const end = instant(wanted);
  if (end === null) return reject(malformed("The window's end is no instant with its zone.", ["end"]));
  const refusal = textRefusal(why, "A reason");
  if (refusal) return reject(refusal);
  const takenBack = withdrawn(state, end, why.trim(), role);
  if (takenBack) return takenBack;
  if (end <= window.end) {
    return reject(malformed(`The window ends at ${window.end}: an extension ends later.`, ["end"]));
  }
  const { commandId: requestId } = command.meta;
  const reason = why.trim();
  if (state.kind === "production") {
    return accept({ type: "WindowExtensionRequested", role, payload: { requestId, end, reason } });
  }
  return accept({ type: "WindowExtended", role, payload: { requestId, start: window.start, end, reason } });
}
