import type { FieldDefinition, StepDefinition } from "@/lib/run/definition";
import { Badge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { CommandBlock } from "./command-block";
import { InlineText } from "./inline-text";
import { LineRef, Linked } from "./linked";
import { minutesLabel } from "./offset-label";
import { StepDuties } from "./step-duties";

interface StepItemProps {
  step: StepDefinition;
  /** Position in an ordered phase; null where the order is free. */
  number: number | null;
  roleNames: ReadonlyMap<string, string>;
}

/** One step with everything that was found for it. */
export function StepItem({ step, number, roleNames }: StepItemProps) {
  return (
    <Linked as="li" line={step.line} endLine={step.endLine} className="px-2 py-2">
      <div className="flex items-start gap-2.5">
        <span className="mt-px w-5 shrink-0 text-right font-mono text-xs leading-5 text-muted">
          {number ?? <Icon name="ring" className="size-3" />}
        </span>
        <div className="min-w-0 grow space-y-2">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium leading-5">
              <InlineText text={step.title} />
            </span>
            <StepMarks step={step} roleNames={roleNames} />
          </div>
          {step.condition ? <p className="text-[0.8125rem] text-muted">Only if {step.condition}</p> : null}
          {step.commands.map((command) => (
            <CommandBlock key={`${command.line}-${command.text}`} command={command} />
          ))}
          <StepDetails step={step} />
          <StepDuties step={step} roleNames={roleNames} />
        </div>
        <LineRef line={step.line} />
      </div>
    </Linked>
  );
}

function StepMarks({ step, roleNames }: Pick<StepItemProps, "step" | "roleNames">) {
  return (
    <>
      {step.role ? <Badge>{roleNames.get(step.role) ?? step.role}</Badge> : null}
      {step.noExceptions ? (
        <Badge tone="nogo">
          <Icon name="slash" /> no exceptions
        </Badge>
      ) : null}
      {step.mutating ? <Badge tone="hold">mutating</Badge> : null}
      {step.critical ? <Badge tone="halt">critical</Badge> : null}
      {step.optional ? <Badge>optional</Badge> : null}
      {step.alternative ? <Badge tone="live">alternative</Badge> : null}
      {step.timeBound ? (
        <Badge>
          <Icon name="clock" /> time-bound
        </Badge>
      ) : null}
      {step.stream ? <Badge>stream {step.stream}</Badge> : null}
      {step.durationMinutes === null ? null : (
        <span className="font-mono text-xs text-muted">{minutesLabel(step.durationMinutes)}</span>
      )}
    </>
  );
}

function StepDetails({ step }: { step: StepDefinition }) {
  const checks = step.checks.map((check) => `${check.left} ${check.op} ${check.right}`);
  const expected = step.expected.filter((text) => !checks.includes(text));
  return (
    <>
      {expected.length > 0 ? (
        <p className="text-[0.8125rem] text-muted">
          <b className="font-semibold text-text">Expect</b> <InlineText text={expected.join(" · ")} />
        </p>
      ) : null}
      {checks.length > 0 ? (
        <p className="font-mono text-xs text-muted">
          <span className="sr-only">Checks: </span>
          {checks.join(" · ")}
        </p>
      ) : null}
      <Blanks fields={step.fields} />
      {step.artifacts.length > 0 ? (
        <p className="flex flex-wrap items-center gap-1.5 text-[0.8125rem] text-muted">
          <Icon name="document" className="size-3.5" /> needs
          {step.artifacts.map((name) => (
            <code key={name} className="font-mono text-xs text-text">
              {name}
            </code>
          ))}
        </p>
      ) : null}
      {step.substeps.length > 0 ? (
        <ul className="space-y-1 border-l border-line pl-3">
          {step.substeps.map((substep) => (
            <Linked
              key={substep.id}
              as="li"
              line={substep.line}
              className="flex flex-wrap items-center gap-2 px-1 py-0.5"
            >
              <span className="size-3.5 shrink-0 rounded border border-edge" aria-hidden />
              <span className="text-[0.8125rem]">
                <InlineText text={substep.title} />
              </span>
              <Blanks fields={substep.fields} />
            </Linked>
          ))}
        </ul>
      ) : null}
      {step.after.length > 0 ? <p className="text-xs text-muted">After {step.after.join(", ")}</p> : null}
      {(step.notes ?? []).map((note) => (
        <p key={note} className="whitespace-pre-wrap text-[0.8125rem] text-muted">
          <InlineText text={note} />
        </p>
      ))}
    </>
  );
}

/** Blanks to be filled in while the step is done. */
function Blanks({ fields }: { fields: FieldDefinition[] }) {
  if (fields.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label="Blanks to fill in">
      {fields.map((field) => (
        <li
          key={field.name}
          className="inline-flex items-center gap-1.5 rounded-md border border-dashed border-edge/70 px-2 py-0.5 text-xs"
        >
          {field.type === "outcome" ? (
            <span className="font-mono">PASS / FAIL</span>
          ) : (
            <>
              <span className="text-muted">{field.name}</span>
              <span className="font-mono">{field.options?.join(" / ") || "____"}</span>
              {field.required ? null : <span className="text-muted">optional</span>}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
