import type { StepState } from "@/lib/run/step-state";
import { Icon } from "../ui/icon";

/** What the runbook says about the step beside its commands, and what came of earlier attempts. */
export function StepText({ step }: { step: StepState }) {
  const failed = step.status === "failed";
  return (
    <>
      {step.condition ? <p className="mb-2 text-muted">Only if {step.condition}</p> : null}
      {failed && step.reason ? (
        <p className="mb-3 flex items-start gap-2 text-halt">
          <Icon name="octagon" className="mt-0.5 size-4" />
          <span>
            <b className="font-semibold">FAIL</b> {step.reason}
            {step.finishedBy ? <span className="text-muted"> · {step.finishedBy.name}</span> : null}
          </span>
        </p>
      ) : null}
      {step.notes.length > 0 ? (
        <ul className="mb-3 grid gap-1 text-muted">
          {step.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {step.checks.length > 0 ? (
        <ul className="mb-3 grid gap-1 font-mono text-[0.8125rem] text-muted">
          {step.checks.map((check) => (
            <li key={`${check.left}${check.op}${check.right}`}>
              check {check.left} {check.op} {check.right}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
