import { statusWords } from "../blocker";
import type { CommandOf } from "../commands";
import { malformed, type Rejection, refuse, wrongStatus } from "../rejections";
import type { RunState } from "../state";
import { isDone, phasesOf } from "../structure";

type Scope = { ok: true; scope: string[] | null } | { ok: false; rejection: Rejection };

/** The phases of a partial rollback, in the order of the plan; null for the whole plan (L.19). */
export function scopeOf(command: CommandOf<"Decide">, state: RunState): Scope {
  const { phases } = command.payload;
  if (phases === undefined) return { ok: true, scope: null };
  const plan = phasesOf(state, "rollback").map((phase) => phase.id);
  const unknown = phases.filter((id) => !plan.includes(id));
  if (unknown.length > 0) {
    return { ok: false, rejection: malformed("The rollback plan has no such phase.", unknown) };
  }
  if (phases.length === 0) {
    return { ok: false, rejection: malformed("A partial rollback names its phases.", ["phases"]) };
  }
  const scope = plan.filter((id) => phases.includes(id));
  return { ok: true, scope: scope.length === plan.length ? null : scope };
}

/** Titles of what a drill waits for: every verify step, or the whole main line of a runbook that has none. */
function unverified(state: RunState): string[] {
  const main = phasesOf(state, "main");
  const verify = main.filter((phase) => phase.kind === "verify");
  return (verify.length > 0 ? verify : main)
    .flatMap((phase) => phase.steps)
    .filter((step) => !isDone(step))
    .map((step) => step.title);
}

/** A drill exercises the rollback of a rehearsal that has passed; what went wrong is rolled back in earnest (L.20). */
export function drillRefusal(state: RunState): Rejection | null {
  if (state.kind === "production") {
    return refuse("R8", "A drill is for rehearsals: production rolls back in earnest.", ["a rehearsal"]);
  }
  if (state.status !== "running" && state.status !== "hypercare") {
    const text = `A drill is ordered while the run is running or in hypercare; it is ${statusWords(state.status)}.`;
    return wrongStatus("R8", text);
  }
  if (state.clocks.length > 0) {
    const open = state.clocks.map((clock) => clock.text);
    return refuse("R6", "A rollback trigger is unanswered: a rollback now would be no drill.", open);
  }
  const failed = phasesOf(state, "main")
    .flatMap((phase) => phase.steps)
    .filter((step) => step.status === "failed" && !step.removed)
    .map((step) => step.title);
  if (failed.length > 0) {
    return refuse("R8", `What has failed is rolled back in earnest: ${failed.join(", ")}.`, failed);
  }
  const open = unverified(state);
  if (open.length === 0) return null;
  return refuse("R8", `A drill comes after verification: ${open.join(", ")}.`, open);
}
