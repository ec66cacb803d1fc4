import type { Block, ListBlock } from "./blocks";
import { isBoxed } from "./classify-section";
import type { DecisionDraft, ImportDraft } from "./draft";
import { orders } from "./imperatives";
import { childSections, ownBlocks, type Section } from "./outline";

/** Rows of a "Signal | Go | No-Go" table as criteria. */
export function criteriaRows(section: Section): DecisionDraft["criteria"] {
  return ownBlocks(section).flatMap((block) =>
    block.type !== "table"
      ? []
      : block.rows.map((row) => ({
          text: row.cells
            .slice(0, 2)
            .map((cell) => cell.plain.trim())
            .filter((text) => text !== "")
            .join(": "),
          step: null,
          line: row.line,
        })),
  );
}

/** Takes the criteria of a decision out of its section; returns the lists that it took. */
export function readCriteria(section: Section, decision: DecisionDraft, draft: ImportDraft): Block[] {
  const taken: Block[] = [...readConditions(section, decision)];
  for (const child of childSections(section)) {
    if (child.source === "heading" || !isCriteria(child)) continue;
    for (const block of ownBlocks(child)) {
      if (block.type !== "list") continue;
      for (const item of block.items)
        if (item.text !== null)
          decision.criteria.push({ text: item.text.plain.replace(/\n/g, " "), step: null, line: item.line });
      taken.push(block);
    }
    draft.ledger.place(child.line, child.endLine);
  }
  return taken;
}

/** "Decision criteria" and, numbered, what has to be the case: nobody does any of it. */
function readConditions(section: Section, decision: DecisionDraft): Block[] {
  if (!/criteri|kriteri|критери|基準|标准|標準|기준/iu.test(section.label.name)) return [];
  return ownBlocks(section).filter((node): node is ListBlock => {
    if (node.type !== "list" || !node.ordered || node.items.some(isBoxed) || orders(node) > 0) return false;
    for (const { text, line } of node.items)
      if (text !== null) decision.criteria.push({ text: text.plain.replace(/\n/g, " "), step: null, line });
    return true;
  });
}

/** "GO if:" and plain bullets: what the decider goes by, nothing to tick off. */
function isCriteria(label: Section): boolean {
  return (
    /^(?:no-?)?go\s?(?:if|when|only if|criteria|requires)?\s*[:：]?$|^(?:decision |go )?criteria\s*[:：]?$/i.test(
      label.heading.plain.trim(),
    ) && ownBlocks(label).every((block) => block.type !== "list" || !block.items.some(isBoxed))
  );
}

/** The section without the blocks of its sign-off forms, and without sub-sections that held nothing else. */
export function stripBlocks(section: Section, taken: Set<Block>): Section {
  return {
    ...section,
    content: section.content.flatMap((node): Section["content"] => {
      if (node.type !== "section") return taken.has(node) ? [] : [node];
      const inner = stripBlocks(node, taken);
      return inner.content.length === 0 && node.content.length > 0 ? [] : [inner];
    }),
  };
}
