import { filesInText, namedFiles } from "./artifacts";
import type { TableBlock } from "./blocks";
import { isHeadingStep } from "./classify-heading";
import { holdsSteps, PHASE_WORDS, sectionKind } from "./classify-section";
import { addGate, type ImportDraft, type PhaseDraft } from "./draft";
import type { SectionKind } from "./keywords";
import { childSections, ownBlocks, type Section } from "./outline";
import { abortCondition, isAbortText } from "./phrases";
import { itemTexts } from "./step-children";
import { columnsOf } from "./table-columns";

/** A label's kind counts only where the word opens the label; a sentence may mention anything. */
export function facetKind(child: Section, phase: PhaseDraft): SectionKind | null {
  const kind = sectionKind(child);
  if (kind === null) return null;
  if (
    (phase.inRollback || phase.def.kind === "containment") &&
    (kind === "abort" || kind === "rollback" || kind === "containment")
  )
    return null;
  if (kind === phase.def.kind) return "actions";
  if (child.source === "heading" && kind === "validate" && (child.label.number !== null || holdsSteps(child)))
    return "verification";
  if (child.source === "heading")
    return kind === "validate" &&
      ownBlocks(child).some(
        (block) => block.type === "list" && block.items.some((item) => item.checked !== null),
      )
      ? "actions"
      : kind;
  const boxed = ownBlocks(child).some(
    (block) => block.type === "list" && block.items.some((item) => item.checked !== null),
  );
  if (boxed) return kind === "abort" || kind === "evidence" || kind === "triggers" ? kind : "actions";
  const name = child.heading.plain
    .replace(/^[^\p{L}]+/u, "")
    .replace(/\s*[:：]\s*$/, "")
    .toLowerCase();
  if (
    /^(?:if|when|wenn|falls|si|se|en cas|если|nếu|如果)\s/u.test(name) &&
    kind !== "abort" &&
    kind !== "triggers"
  )
    return "actions";
  const opening = name.split(/\s+/).slice(0, 3).join(" ");
  const short = sectionKind({
    ...child,
    heading: { ...child.heading, plain: opening },
    label: { ...child.label, name: opening, remarks: [] },
  });
  if (short === "verification" && ownBlocks(child).every((block) => block.type === "list")) return "validate";
  return short ?? (PHASE_WORDS.has(kind) ? "actions" : null);
}

/** Whether a sub-section continues the phase above it, or stands for itself. */
export function belongsToPhase(
  child: Section,
  parent: Section,
  kind: SectionKind | null,
  phase: PhaseDraft,
): boolean {
  if (child.source !== "heading")
    return (
      kind === null ||
      kind === "actions" ||
      kind === "procedure" ||
      kind === "prepare" ||
      kind === "verification" ||
      kind === "overview" ||
      kind === "preconditions" ||
      kind === "environment" ||
      kind === "decision"
    );
  if (kind !== null && !CONTINUES.has(kind)) return false;
  if (childSections(child).some((inner) => inner.source === "heading" && isHeadingStep(inner, true)))
    return false;
  const { label } = child;
  if (label.phaseMark || label.leadsWithOffset) return false;
  if (label.stepMark)
    return (
      phase.steps.some((step) => step.origin === "heading") ||
      childSections(parent).some((other) => other !== child && isHeadingStep(other, true))
    );
  if (kind === "actions" && label.number === null)
    return /^\S+(?: steps| actions)?$/i.test(label.name) || !hasPeers(child, parent);
  if (label.dotted)
    return parent.label.number === null || (label.number ?? "").startsWith(`${parent.label.number}.`);
  if (label.number !== null || label.offset !== null) return false;
  return parent.label.phaseMark || parent.label.leadsWithOffset || parent.label.stepMark;
}

/** Other headings beside it hold steps of their own: each of them is a phase. */
const hasPeers = (child: Section, parent: Section): boolean =>
  childSections(parent).some((other) => other !== child && other.source === "heading" && holdsSteps(other));

const CONTINUES = new Set<SectionKind>([
  "actions",
  "procedure",
  "verification",
  "prepare",
  "expected",
  "validate",
  "overview",
  "environment",
  "governance",
  "preconditions",
  "decision",
  "timeline",
  "tools",
]);

/** A threshold whose action is to abort bars the phase in whose section it stands (rule 10); false for other tables. */
export function readGateTable(table: TableBlock, phase: PhaseDraft, draft: ImportDraft): boolean {
  const { trigger, response } = columnsOf(table);
  const aborts = table.rows.every((row) =>
    /^\W*(?:abort|stop|halt|no-?go)(?![\p{L}-])/iu.test(row.cells[response]?.plain ?? ""),
  );
  if (!aborts || trigger < 0 || phase.inRollback || table.rows.length === 0) return false;
  for (const row of table.rows) addGate(phase, row.cells[trigger]?.plain.trim() ?? "", [], row.line);
  draft.ledger.place(table.line, table.endLine, phase);
  return true;
}

export function outcomeTexts(section: Section): { text: string; line: number }[] {
  const items = ownBlocks(section).flatMap((block) => (block.type === "list" ? block.items : []));
  const label = section.heading.plain.replace(/\s*[:：]\s*$/, "");
  if (
    section.source !== "heading" &&
    items.length > 1 &&
    label.split(/\s+/).length > 1 &&
    items.every(
      (item) => item.content.length === 0 && /^[\w.`-]{3,80}(?: \w+)?$/.test(item.text?.plain ?? " "),
    )
  ) {
    return [
      { text: `${label}: ${items.map((item) => item.text?.plain ?? "").join(", ")}`, line: section.line },
    ];
  }
  return ownBlocks(section).flatMap((block) => {
    if (block.type === "list")
      return block.items.flatMap((item) => {
        const nested = itemTexts(item.content);
        const text = item.text?.plain.replace(/\n/g, " ") ?? "";
        return text === ""
          ? []
          : [{ text: nested.length > 0 ? `${text} ${nested.join(", ")}` : text, line: item.line }];
      });
    if (block.type === "code") return [{ text: block.value, line: block.firstLine }];
    if (block.type === "paragraph") return [{ text: block.text.plain, line: block.line }];
    if (block.type === "table")
      return block.rows.map((row) => ({
        text: row.cells.map((cell) => cell.plain).join(": "),
        line: row.line,
      }));
    return [];
  });
}

export function evidenceFiles(section: Section): { name: string; line: number }[] {
  return ownBlocks(section).flatMap((block) => {
    if (block.type !== "list") return [];
    return block.items.flatMap((item) => {
      if (item.text === null) return [];
      const names = namedFiles(item.text.codes);
      return (names.length > 0 ? names : filesInText(item.text.plain)).map((name) => ({
        name,
        line: item.line,
      }));
    });
  });
}

/** One item is a gate of its own; several under "any of these" are the conditions of one gate (rule 10). */
export function readGates(section: Section, phase: PhaseDraft): void {
  const items = ownBlocks(section).flatMap((block) => (block.type === "list" ? block.items : []));
  const heading = section.heading.plain.replace(/[:：]\s*$/, "");
  const [only] = items;
  if (items.length === 1 && only?.text != null)
    addGate(phase, abortCondition(only.text.plain), itemTexts(only.content), only.line);
  else if (items.length > 1 && items.every((item) => item.text !== null && isAbortText(item.text.plain)))
    for (const item of items)
      addGate(phase, abortCondition(item.text?.plain ?? ""), itemTexts(item.content), item.line);
  else if (items.length > 1)
    addGate(
      phase,
      heading,
      items.map((item) => item.text?.plain ?? "").filter((text) => text !== ""),
      section.line,
    );
  for (const block of ownBlocks(section)) {
    if (block.type === "paragraph" && items.length === 0)
      addGate(phase, abortCondition(block.text.plain), [], block.line);
    if (block.type === "table")
      for (const row of block.rows)
        addGate(phase, row.cells.map((cell) => cell.plain).join(" → "), [], row.line);
  }
}
