import { kindsOf } from "./keywords";
import type { Section } from "./outline";

/** What a phase is called: its heading, unless that only says "Steps" or "Rollback" of what stands above it. */
export function phaseTitle(section: Section, parentTitle: string | null, documentTitle: string): string {
  const name = section.label.name;
  if (name === "") return documentTitle;
  if (
    parentTitle !== null &&
    !kindsOf(parentTitle).some((hit) => hit.kind === "rollback") &&
    /^(?:rollback|roll back|revert|back-?out)(?: (?:plan|steps|procedure))?$/i.test(name)
  )
    return `${name}: ${parentTitle}`;
  if (/^(?:steps|actions|procedure)$/i.test(name) && parentTitle !== null) return parentTitle;
  return name;
}
