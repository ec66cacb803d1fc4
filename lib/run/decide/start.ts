import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { peopleCount } from "../people";
import { refuse } from "../rejections";
import type { RunState } from "../state";
import { textRefusal } from "../text-rules";

/** People that a production run takes at least: R11 and R12 count people, not roles. */
const PRODUCTION_PEOPLE = 2;

/** StartRun: every required role held, and in production by two people at least (L.2, R1.2, R12.1). */
export function startRun(command: CommandOf<"StartRun">, state: RunState, role: string | null): Decision {
  const missing = state.roles.filter((each) => each.required && !each.holder).map((each) => each.name);
  if (missing.length > 0) {
    return reject(refuse("R1", `These roles have nobody: ${missing.join(", ")}.`, missing));
  }
  if (state.kind === "production" && peopleCount(state) < PRODUCTION_PEOPLE) {
    return reject(refuse("R12", "A production run takes at least two people.", ["a second person"]));
  }
  return accept({ type: "RunStarted", role, payload: { clearance: command.meta.facts?.clearance ?? null } });
}

export function cancelRun(command: CommandOf<"CancelRun">, role: string | null): Decision {
  const refusal = textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  return accept({ type: "RunCancelled", role, payload: { reason: command.payload.reason.trim() } });
}
