import { holdsSteps, PHASE_WORDS } from "./classify-section";
import { type ImportDraft, openGroup, type PhaseDraft, type StepDraft } from "./draft";
import { headingStep } from "./heading-step";
import { isOrder } from "./imperatives";
import { kindsOf } from "./keywords";
import { allSections, ownBlocks, type Section } from "./outline";

const isCounted = (section: Section): boolean => /^\d{1,2}[a-z]?$/.test(section.label.number ?? "");

/** Numbered sections most of which hold steps, themselves or below. */
export function isSequence(sections: Section[]): boolean {
  const counted = sections.filter(isCounted);
  const holding = counted.filter((each) => allSections(each).some(holdsSteps));
  return counted.length >= 3 && holding.length * 2 >= counted.length;
}

/** A numbered section of prose among others that hold steps ("## 3. DNS — flip") is one step; null where it is none. */
export function soleStep(section: Section, phase: PhaseDraft, draft: ImportDraft): StepDraft | null {
  const { name } = section.label;
  if (
    section.label.goNoGo ||
    !isCounted(section) ||
    section.label.number === "0" ||
    ownBlocks(section).length === 0
  )
    return null;
  if (!isOrder(name) && !kindsOf(name).some(({ kind }) => PHASE_WORDS.has(kind))) return null;
  const step = headingStep(section, phase, draft);
  step.group = openGroup(phase, true);
  return step;
}

/** "orders": a name to look up, which only the heading says what to do with. */
export const isBareName = (outcome: { text: string }): boolean =>
  /^[\w./ -]*$/.test(outcome.text) && !/\p{L}\s\p{L}/u.test(outcome.text);
