import { Icon } from "../ui/icon";
import { rejectionText } from "./rejection-text";
import type { ActProblem } from "./use-act";

/** Says beside a control what became of it: refused and why, or kept and not yet sent. */
export function ActProblemLine({ problem }: { problem: ActProblem | null }) {
  if (!problem) return null;
  const waits = problem.kind === "waiting";
  return (
    <p
      role="alert"
      className={`flex items-start gap-2 text-[0.8125rem] ${waits ? "text-hold" : "text-halt"}`}
    >
      <Icon name={waits ? "clock" : "octagon"} className="mt-0.5 size-3.5" />
      <span>
        {waits ? "Not yet sent: kept here, and sent once when the line is back. " : ""}
        {rejectionText(problem)}
      </span>
    </p>
  );
}
