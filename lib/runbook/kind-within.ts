import { sectionKind } from "./classify-section";
import { orders } from "./imperatives";
import type { SectionKind } from "./keywords";
import { ownBlocks, type Section } from "./outline";

interface Place {
  /** Kind that the section above passes on. */
  inherited: SectionKind | null;
  /** Outermost section below the title. */
  telling: Section | null;
}

/** What a section is where it stands: some side sections keep what is below them, whatever its words say. */
export function kindWithin(section: Section, place: Place): SectionKind | null {
  if (staysTriggers(section, place)) return "triggers";
  const kind = sectionKind(section);
  if (place.inherited === "troubleshooting" && kind !== null && !OUTLIVES_TROUBLE.has(kind))
    return "troubleshooting";
  if (kind === "validate" && section.source === "heading" && place.telling === section) {
    if (/^validat/i.test(section.label.name)) return "verification";
    if (DECIDES.test(section.label.name)) return "decision";
  }
  return kind ?? place.inherited;
}

/** "Decision criteria", "Failover criteria": what somebody goes by who decides to begin. */
const DECIDES =
  /(?:decision|fail-?over|switch-?over|activation|invocation|entscheidung\p{L}*|décision|decisión|decisão|принятия решени\p{L}*|判断|决策|決策|결정)\S*[- ]?(?:criteri|kriteri|基準|标准|標準|기준)/iu;

/** What is more than an answer to a trouble, even where it stands among these. */
const OUTLIVES_TROUBLE = new Set<SectionKind>(["rollback", "post-rollback", "triggers", "contacts"]);

/** "Roll back at once" and "Watch" below a heading of triggers group these; only what lists orders is a way of its own. */
function staysTriggers(section: Section, place: Place): boolean {
  const kind = sectionKind(section);
  return (
    place.inherited === "triggers" &&
    (kind === null ||
      kind === "rollback" ||
      kind === "decision" ||
      kind === "hypercare" ||
      kind === "actions") &&
    ownBlocks(section).every(
      (block) =>
        block.type !== "code" &&
        !(block.type === "list" && block.ordered && orders(block) * 2 >= block.items.length),
    )
  );
}
