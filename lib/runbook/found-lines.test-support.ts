import type { PhaseDefinition, RunbookDefinition, StepDefinition } from "../run/definition";
import type { LineKinds } from "./expected-import.test-support";

export type FoundStep = StepDefinition & { phase: PhaseDefinition };

interface Placed {
  line: number;
  text: string;
}

/** Everything of the definition that is known by its line, by kind. */
export function lineKindsFound(
  d: RunbookDefinition,
  steps: readonly FoundStep[],
): [keyof LineKinds, Placed[]][] {
  const phases = [...d.phases, ...d.rollback.phases];
  const written = d.decisionPoints.filter((point) => !point.implied);
  return [
    ["gates", phases.flatMap((phase) => phase.abortGates)],
    ["triggers", d.rollback.triggers],
    ["decisionPoints", written.map((point) => ({ line: point.line ?? 0, text: point.title }))],
    ["noExceptions", steps.filter((step) => step.noExceptions).map((s) => ({ line: s.line, text: s.title }))],
    [
      "substeps",
      steps.flatMap((step) => step.substeps.map((sub) => ({ line: sub.line ?? 0, text: sub.title }))),
    ],
    ["hypercare", [...d.hypercare.checks, ...d.hypercare.schedule]],
    ["cadence", d.communications.cadence],
    ["templates", d.communications.templates],
    ["completion", d.completion],
    ["finalRecord", d.finalRecord.map((record) => ({ line: record.line, text: record.name }))],
    ["contacts", d.contacts.map((contact) => ({ line: contact.line, text: contact.role }))],
    [
      "errors",
      d.diagnostics
        .filter((diagnostic) => diagnostic.severity === "error")
        .map((diagnostic) => ({ line: diagnostic.line, text: diagnostic.code })),
    ],
  ];
}
