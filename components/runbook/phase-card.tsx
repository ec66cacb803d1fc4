import { memo } from "react";
import type { PhaseDefinition, ProseBlock } from "@/lib/run/definition";
import { Badge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { InlineText, ProseText } from "./inline-text";
import { LineRef, Linked } from "./linked";
import { minutesLabel, offsetLabel } from "./offset-label";
import { sameData } from "./same-data";
import { counted } from "./section";
import { StepItem } from "./step-item";

interface PhaseCardProps {
  phase: PhaseDefinition;
  /** Text that stands below the phase's heading and is no step. */
  prose: ProseBlock[];
  roleNames: ReadonlyMap<string, string>;
}

/**
 * A phase with its place in time, its steps in order, its abort gates, and the text kept beside them. While a text is
 * typed, its definition comes anew with every pause: only the phases that say something else are rendered again.
 */
export const PhaseCard = memo(Phase, sameData);

function Phase({ phase, prose, roleNames }: PhaseCardProps) {
  const at = phase.label ?? (phase.offset === null ? null : offsetLabel(phase.offset));
  return (
    <article className="rounded-xl border border-line bg-panel" aria-labelledby={`phase-${phase.id}`}>
      <Linked line={phase.line} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
        {at ? <span className="font-mono text-sm text-muted">{at}</span> : null}
        <h3 id={`phase-${phase.id}`} className="min-w-0 text-[0.9375rem] font-[650]">
          {phase.title}
        </h3>
        <Badge>{phase.kind}</Badge>
        {phase.optional ? <Badge>optional</Badge> : null}
        {phase.steps.some((step) => step.noExceptions) ? (
          <Badge tone="nogo">
            <Icon name="slash" /> FAIL = NO-GO, no exceptions
          </Badge>
        ) : null}
        <span className="ml-auto text-[0.8125rem] text-muted">
          {counted(phase.steps.length, "step")}, {phase.ordered ? "in order" : "any order"}
          {phase.durationMinutes === null ? "" : `, ${minutesLabel(phase.durationMinutes)}`}
        </span>
        <LineRef line={phase.line} />
      </Linked>
      {phase.steps.length > 0 ? (
        <ol className="divide-y divide-line/60 border-t border-line px-2 py-1">
          {phase.steps.map((step, index) => (
            <StepItem
              key={step.id}
              step={step}
              number={phase.ordered ? index + 1 : null}
              roleNames={roleNames}
            />
          ))}
        </ol>
      ) : null}
      {phase.abortGates.length > 0 ? <AbortGates gates={phase.abortGates} /> : null}
      {prose.length > 0 ? <KeptText blocks={prose} /> : null}
    </article>
  );
}

function AbortGates({ gates }: { gates: PhaseDefinition["abortGates"] }) {
  return (
    <ul className="space-y-1 border-t border-line px-3 py-2">
      {gates.map((gate) => (
        <Linked
          key={gate.id}
          as="li"
          line={gate.line}
          className="flex items-start gap-2.5 px-1 py-1 text-[0.8125rem]"
        >
          <Icon name="octagon" className="mt-0.5 text-halt" />
          <div className="min-w-0 grow">
            <b className="font-[650] text-halt">Abort gate</b> <InlineText text={gate.text} />
            {gate.conditions.length > 0 ? (
              <ul className="mt-1 list-disc pl-4 text-muted">
                {gate.conditions.map((condition) => (
                  <li key={condition}>
                    <InlineText text={condition} />
                  </li>
                ))}
              </ul>
            ) : null}
          </div>
          <LineRef line={gate.line} />
        </Linked>
      ))}
    </ul>
  );
}

/** Kept text, folded: it is there to be read, and is no step. */
export function KeptText({ blocks }: { blocks: ProseBlock[] }) {
  const lines = blocks.reduce((sum, block) => sum + block.endLine - block.line + 1, 0);
  return (
    <details className="border-t border-line px-4 py-2 text-[0.8125rem]">
      <summary className="py-0.5 text-muted hover:text-text">
        Text kept here, {counted(lines, "line")}
      </summary>
      <div className="space-y-2 py-2">
        {blocks.map((block) => (
          <Linked key={block.line} line={block.line} endLine={block.endLine} className="flex gap-2 px-1 py-1">
            <div className="min-w-0 grow">
              <ProseText text={block.text} />
            </div>
            <LineRef line={block.line} />
          </Linked>
        ))}
      </div>
    </details>
  );
}
