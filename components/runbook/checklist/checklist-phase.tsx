import { abortText } from "@/lib/run/compare/transcript-items";
import type { PhaseDefinition, RunbookDefinition, StepDefinition } from "@/lib/run/definition";
import {
  blanksOf,
  criteriaOf,
  phaseHeading,
  unsaidChecks,
  wordsOfBareStep,
} from "@/lib/runbook/checklist/checklist-steps";
import { Blank, Tick } from "./marks";

interface ChecklistPhaseProps {
  phase: PhaseDefinition;
  definition: RunbookDefinition;
  rollback?: boolean;
}

/** A phase on the sheet: its steps with what is run, expected and filled in, its decision point and its abort gates. */
export function ChecklistPhase({ phase, definition, rollback = false }: ChecklistPhaseProps) {
  const { steps, abortGates, ordered } = phase;
  const name = (key: string) => definition.roles.find((role) => role.key === key)?.name ?? key;
  const points = definition.decisionPoints.filter(({ afterPhaseId }) => afterPhaseId === phase.id);
  return (
    <section className="mb-3">
      <h2 className="mb-1 border-b border-line pb-0.5 text-sm font-[650] break-after-avoid">
        {rollback ? "ROLLBACK · " : ""}
        {phaseHeading(phase)}
      </h2>
      <ol>
        {steps.map((step, index) => (
          <Step
            key={step.id}
            step={step}
            number={ordered ? index + 1 : null}
            owner={step.role && name(step.role)}
          />
        ))}
      </ol>
      {abortGates.map(({ id, text, conditions }) => (
        <div key={id} className="my-1 break-inside-avoid border-l-[3px] border-text py-0.5 pl-2">
          <b>STOP if</b> {conditions.length > 0 ? "any of these holds" : conditionOf(text)}
          {conditions.length > 0 ? (
            <ul>
              {conditions.map((condition) => (
                <li key={condition} className="flex gap-1.5">
                  <Tick /> {condition}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ))}
      {points.map((point) => (
        <div key={point.id} className="my-1.5 break-inside-avoid border-2 border-text px-2 py-1">
          <p className="flex flex-wrap gap-x-4">
            <b>HOLD POINT · {point.title}</b>
            <span className="font-semibold">GO / NO-GO</span>
          </p>
          {criteriaOf(point).map((text) => (
            <p key={text} className="flex gap-1.5">
              <Tick /> {text}
            </p>
          ))}
          <p className="flex flex-wrap gap-x-4">
            {point.polledRoles.map((key) => (
              <span key={key}>
                {name(key)}: <b>GO / NO-GO</b>
              </span>
            ))}
          </p>
          <p className="mt-0.5 flex flex-wrap gap-x-3">
            <Blank name="Decided by" />
            <Blank name="at" />
          </p>
        </div>
      ))}
    </section>
  );
}

/** What has to hold, behind the words "STOP if". */
function conditionOf(text: string): string {
  return abortText(text).replace(/^(?:if|when)\s+/i, "");
}

function Step({
  step,
  number,
  owner,
}: {
  step: StepDefinition;
  number: number | null;
  owner: string | null;
}) {
  const titled = step.commands.length !== 1 || !step.commands[0]?.text.startsWith(step.title);
  return (
    <li className="flex gap-1.5 py-0.5 break-inside-avoid">
      <Tick />
      {number === null ? null : <span className="shrink-0">{number}.</span>}
      <div className="min-w-0 grow">
        {titled || owner ? (
          <p>
            {titled ? step.title : ""}
            {owner ? <span className="text-muted"> ({owner})</span> : null}
            {step.noExceptions ? <b> FAIL = NO-GO</b> : null}
            {step.optional ? <span className="text-muted"> optional</span> : null}
            {step.condition ? <span className="text-muted"> · {step.condition}</span> : null}
          </p>
        ) : null}
        {step.commands.map(({ text, line, copyable }) => (
          <pre
            key={`${line}-${text}`}
            className="mb-0.5 border border-line bg-ground px-1.5 py-0.5 font-mono text-xs leading-snug break-words whitespace-pre-wrap print:bg-white"
          >
            {copyable === false ? `DO NOT RUN: ${text}` : text}
          </pre>
        ))}
        {wordsOfBareStep(step).map((text) => (
          <p key={text} className="text-xs text-muted">
            {text}
          </p>
        ))}
        <Facts step={step} />
      </div>
    </li>
  );
}

function Facts({ step }: { step: StepDefinition }) {
  const blanks = blanksOf(step);
  return (
    <>
      {[...step.expected, ...unsaidChecks(step)].map((text) => (
        <p key={text} className="flex gap-1.5 text-xs">
          <Tick />
          <span className="min-w-0 whitespace-pre-wrap">
            <span className="text-muted">expect</span> {text}
          </span>
        </p>
      ))}
      {step.substeps.map(({ id, title }) => (
        <p key={id} className="flex gap-1.5 text-xs">
          <Tick /> {title}
        </p>
      ))}
      {step.artifacts.map((name) => (
        <p key={name} className="flex gap-1.5 text-xs">
          <Tick />
          <span className="min-w-0">
            <span className="text-muted">keep</span> <code className="font-mono break-all">{name}</code>
          </span>
        </p>
      ))}
      {blanks.length > 0 ? (
        <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
          {blanks.map(({ name, options = [] }) => (
            <Blank key={name} name={name} options={options} />
          ))}
        </p>
      ) : null}
    </>
  );
}
