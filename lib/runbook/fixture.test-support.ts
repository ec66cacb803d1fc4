import type { PhaseDefinition, RunbookDefinition, StepDefinition } from "../run/definition";
import { importRunbook } from "./import-runbook";

export function importText(text: string): RunbookDefinition {
  return importRunbook(text, "0".repeat(64));
}

/** Fails with the titles that are there, so that a wrong reading explains itself. */
export function stepCalled(d: RunbookDefinition, title: string): StepDefinition {
  const steps = [...d.phases, ...d.rollback.phases].flatMap((phase) => phase.steps);
  const found = steps.find((step) => step.title === title);
  if (found === undefined)
    throw new Error(`no step "${title}" among: ${steps.map((step) => step.title).join(" | ")}`);
  return found;
}

export function titles(phase: PhaseDefinition | undefined): string[] {
  return phase?.steps.map((step) => step.title) ?? [];
}
