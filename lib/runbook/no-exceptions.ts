import { correctStep } from "./corrections";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import { sharedCount, tokensOf } from "./similarity";

/** Phases whose steps are asked before or after the cutover itself: nothing in them bars GO for good. */
const OUTSIDE = new Set(["preconditions", "hypercare"]);

/** "Canary FAIL = NO-GO" bars for every step of a phase of that name, and for steps that carry it in their title. */
export function markNoExceptions(draft: ImportDraft): void {
  for (const { subject, line } of draft.noExceptionSubjects) {
    const wanted = tokensOf(subject);
    if (wanted.size === 0) continue;
    let any = false;
    for (const phase of draft.phases) {
      const whole =
        phase.def.kind !== "hypercare" && sharedCount(wanted, tokensOf(phase.def.title)) === wanted.size;
      for (const step of phase.steps) {
        const named =
          !OUTSIDE.has(phase.def.kind) && sharedCount(wanted, tokensOf(step.def.title)) === wanted.size;
        if (!(whole && standsIn(step, phase)) && !named) continue;
        step.def.noExceptions = true;
        any = true;
      }
    }
    if (!any) reportUnmatched(draft, subject, line, wanted);
  }
}

/** A step that an annotation brought in from another section is not what the phase's name speaks of. */
export function standsIn(step: StepDraft, phase: PhaseDraft): boolean {
  return step.def.line >= phase.section.line && step.def.line <= phase.section.endLine;
}

/** Says that a subject names no step, unless an author's `no-exceptions` stands on a step that shares a word with it. */
function reportUnmatched(draft: ImportDraft, subject: string, line: number, wanted: Set<string>): void {
  let best: { step: StepDraft; score: number } | null = null;
  for (const phase of draft.phases) {
    if (OUTSIDE.has(phase.def.kind)) continue;
    for (const step of phase.steps) {
      const score = likeness(step, phase, wanted);
      if (score > 0 && step.annotation?.noExceptions === true) return;
      if (score > (best?.score ?? 0) && step.commentLine !== null) best = { step, score };
    }
  }
  draft.diagnostics.add(
    line,
    "warning",
    "no-exceptions-unmatched",
    `The text says that a failure of "${subject}" is a NO-GO, but no step has that name.`,
    best === null
      ? undefined
      : correctStep(draft, best.step, "no-exceptions", `It means "${best.step.def.title.slice(0, 40)}"`),
  );
}

/** Shared words, those of the title before those of the phase, the commands and what is expected. */
function likeness(step: StepDraft, phase: PhaseDraft, wanted: Set<string>): number {
  const around = [
    phase.def.title,
    ...step.def.commands.map((command) => command.text.slice(0, 400)),
    ...step.def.expected,
    ...step.def.substeps.map((sub) => sub.title),
  ].join(" ");
  return 10 * sharedCount(wanted, tokensOf(step.def.title)) + sharedCount(wanted, tokensOf(around));
}
