import type { StepState } from "@/lib/run/step-state";
import { Icon } from "../ui/icon";
import { VariableText } from "./variable-text";

/** What the runbook says about the step beside its commands, and why it stands at FAIL. */
export function StepText({ step }: { step: StepState }) {
  const failed = step.status === "failed";
  return (
    <>
      {step.condition ? (
        <p className="mb-2 text-muted">
          Only if <VariableText text={step.condition} />
        </p>
      ) : null}
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
            <li key={note}>
              <VariableText text={note} />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
