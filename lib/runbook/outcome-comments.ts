import { filesInText } from "./artifacts";
import { addChecks, findChecks, printedChecks } from "./checks";
import type { PhaseDraft, StepDraft } from "./draft";
import { addGate, addNote } from "./draft";
import { abortCondition, expectedValue, isAbortText, isOutcomeLine } from "./phrases";

export function addExpected(step: StepDraft, text: string, line: number, command?: string): void {
  const value = text.trim();
  if (value === "") return;
  if (!step.def.expected.includes(value)) step.def.expected.push(value);
  addChecks(
    step.def.checks,
    [...findChecks(value, line), ...printedChecks(value, line, command)].map((check) =>
      command === undefined ? check : { ...check, command },
    ),
  );
}

export function addArtifacts(step: StepDraft, names: string[]): void {
  for (const name of names) if (!step.def.artifacts.includes(name)) step.def.artifacts.push(name);
}

/** Comments around a command: outcomes, gates and artifacts are taken as such, the rest is worth reading. */
export function readComments(
  comments: { text: string; line: number }[],
  step: StepDraft,
  phase: PhaseDraft,
  command: string | undefined,
  skip: string | null,
): void {
  let inExpected = false;
  for (const { text, line } of comments) {
    if (text === "" || text === skip || /^[-=#*~\s]+$/.test(text)) {
      inExpected = false;
      continue;
    }
    const expected = expectedValue(text);
    if (isAbortText(text)) {
      addGate(phase, abortCondition(text), [], line);
      inExpected = false;
    } else if (expected !== null) {
      inExpected = expected === "";
      addExpected(step, expected, line, command);
    } else if (/^(?:exit|return) (?:code|status)/i.test(text) || isOutcomeLine(text)) {
      addExpected(step, text.replace(/^(?:→|=>|->)\s*/, ""), line, command);
    } else if (
      /^(?:artifacts?|evidence|outputs?|saved? (?:to|in)|report)\s?[:：]/i.test(text) &&
      filesInText(text).length > 0
    ) {
      addArtifacts(step, filesInText(text));
    } else if (inExpected) {
      addExpected(step, text.replace(/^[-*]\s*/, ""), line, command);
    } else {
      if (/\b(?:MUST|must|should)\b/.test(text))
        addChecks(
          step.def.checks,
          findChecks(text, line).map((check) => (command === undefined ? check : { ...check, command })),
        );
      addNote(step, text);
    }
  }
}
