import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { refuse } from "../rejections";
import { startGaps } from "../start-clearance";
import type { RunState } from "../state";
import { textRefusal } from "../text-rules";

/** StartRun: with roles, variables and, in production, deputy and clearance; what it rests on is frozen (L.2, R8.8). */
export function startRun(command: CommandOf<"StartRun">, state: RunState, role: string | null): Decision {
  const clearance = command.meta.facts?.clearance ?? null;
  const gaps = startGaps(state, clearance);
  const [first] = gaps;
  if (first) {
    const texts = gaps.map((gap) => gap.text).join(" ");
    const missing = gaps.map((gap) => gap.missing);
    return reject(refuse(first.rule, `The run cannot start yet. ${texts}`, missing));
  }
  return accept({ type: "RunStarted", role, payload: { clearance } });
}

export function cancelRun(command: CommandOf<"CancelRun">, role: string | null): Decision {
  const refusal = textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  return accept({ type: "RunCancelled", role, payload: { reason: command.payload.reason.trim() } });
}
