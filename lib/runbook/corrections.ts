import type { Diagnostic } from "../run/definition";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import type { Section } from "./outline";

type Suggestion = NonNullable<Diagnostic["suggestion"]>;

/** The correction "put this annotation behind that line"; undefined where no comment can stand there. */
export function correction(
  draft: ImportDraft,
  line: number | null,
  annotation: string,
  label: string,
): Suggestion | undefined {
  const text = line === null ? undefined : draft.source.lines[line - 1];
  if (line === null || text === undefined || !takesComment(text)) return undefined;
  return { line, annotation: `<!-- hp: ${annotation} -->`, label };
}

/** False for a blank line and for one whose code span, comment or escape goes on into the next. */
function takesComment(line: string): boolean {
  const text = line.trimEnd();
  if (text.trim() === "" || text.endsWith("\\")) return false;
  if ((text.match(/`/g)?.length ?? 0) % 2 === 1) return false;
  return text.lastIndexOf("<!--") <= text.lastIndexOf("-->");
}

export function correctStep(
  draft: ImportDraft,
  step: StepDraft,
  annotation: string,
  label: string,
): Suggestion | undefined {
  return correction(draft, step.commentLine, annotation, label);
}

export function correctSection(
  draft: ImportDraft,
  section: Section,
  annotation: string,
  label: string,
): Suggestion | undefined {
  return section.source === "root" ? undefined : correction(draft, section.line, annotation, label);
}

export function correctPhase(
  draft: ImportDraft,
  phase: PhaseDraft,
  annotation: string,
  label: string,
): Suggestion | undefined {
  return correctSection(draft, phase.section, annotation, label);
}
