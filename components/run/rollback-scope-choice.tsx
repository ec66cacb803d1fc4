"use client";

import { Badge } from "../ui/badge";
import { rejectionText } from "./rejection-text";
import { type RollbackChoice, rollbackPlan, togglePhase } from "./rollback-scope";
import { useRoom } from "./room-context";
import { offsetLabel } from "./t-label";

interface RollbackScopeChoiceProps {
  value: RollbackChoice;
  onChange: (value: RollbackChoice) => void;
  /** Whether a drill may be asked about at all. */
  drillable: boolean;
}

/** The whole plan unless phases are left out; in a rehearsal, whether it is the drill. Nothing has to be touched. */
export function RollbackScopeChoice({ value, onChange, drillable }: RollbackScopeChoiceProps) {
  const { state } = useRoom();
  const plan = rollbackPlan(state);
  return (
    <>
      {plan.length > 1 ? (
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-[0.8125rem] font-medium text-muted">
            {value.chosen === null ? "The whole rollback plan" : "A part of the rollback plan"}
          </legend>
          {plan.map((phase) => (
            <label key={phase.id} className="flex min-h-8 items-center gap-2.5">
              <input
                type="checkbox"
                className="size-4 accent-rollback"
                checked={value.chosen === null || value.chosen.includes(phase.id)}
                onChange={() => onChange(togglePhase(value, phase.id, plan))}
              />
              <span>
                {[offsetLabel(phase.label, phase.offset), phase.title].filter(Boolean).join(" ")}
                <span className="text-muted"> · {phase.steps.length} steps</span>
              </span>
            </label>
          ))}
          {value.chosen === null ? null : (
            <p className="text-rollback">
              Partly rolled back: at the end it has to be named what stays changed.
            </p>
          )}
        </fieldset>
      ) : null}
      {drillable ? <Drill value={value} onChange={onChange} /> : null}
    </>
  );
}

function Drill({ value, onChange }: Omit<RollbackScopeChoiceProps, "drillable">) {
  const { refuse } = useRoom();
  const barred = refuse({ type: "Decide", payload: { verdict: "rollback", reason: "asked", drill: true } });
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        className="mt-0.5 size-4 accent-rollback"
        checked={value.drill}
        disabled={barred !== null && !value.drill}
        onChange={() => onChange({ ...value, drill: !value.drill })}
      />
      <span>
        <Badge tone="rollback">DRILL</Badge> A drill of this rehearsal: it measures the rollback, and the
        rehearsal still closes as PASS.
        {barred && barred.code !== "forbidden" ? (
          <span className="block text-[0.8125rem] text-muted">{rejectionText(barred)}</span>
        ) : null}
      </span>
    </label>
  );
}
