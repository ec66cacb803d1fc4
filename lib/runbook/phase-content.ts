import { parseAnnotation } from "./annotations";
import { filesInText, namedFiles } from "./artifacts";
import type { Block, ListBlock } from "./blocks";
import { findChecks } from "./checks";
import { PHASE_WORDS, isHeadingStep, isStepList, sectionKind } from "./classify-section";
import { tableColumns, tableKind } from "./classify-table";
import { attachBlock, commandSteps, distributeBlock, isSessionSetup } from "./command-steps";
import { decisionItem, decisionParagraph, statementParagraph } from "./decision-marks";
import { type ImportDraft, type PhaseDraft, type StepDraft, addGate, addNote } from "./draft";
import { fenceKind } from "./fence-kind";
import { headingStep } from "./heading-step";
import type { SectionKind } from "./keywords";
import { type Section, childSections, ownBlocks } from "./outline";
import { abortCondition, expectedValue, isAbortText, ownerLabel } from "./phrases";
import { addEvidence, readContactTable, readExitCodes } from "./side-sections";
import { addTableSteps } from "./step-table";
import { itemTexts, readChild } from "./step-children";
import { addListSteps, openGroup } from "./steps";
import { readTriggerTable, readTriggers } from "./triggers";

/** Hands a sub-section back to the walk, when it is no part of the phase that is being read. */
export type WalkChild = (child: Section) => void;

interface Reading {
  phase: PhaseDraft;
  draft: ImportDraft;
  walkChild: WalkChild;
  bullets: ListBlock[];
  /** Step that a following fence belongs to; null after a heading or after a block of commands. */
  last: StepDraft | null;
  lastList: StepDraft[];
}

/** Reads everything below a phase's heading: steps, gates, outcomes, artifacts; the rest stays prose. */
export function readPhase(section: Section, phase: PhaseDraft, draft: ImportDraft, bulletsAreSteps: boolean, walkChild: WalkChild): void {
  const reading: Reading = { phase, draft, walkChild, bullets: [], last: null, lastList: [] };
  readContent(section, reading);
  if (phase.steps.length === 0 && bulletsAreSteps) for (const list of reading.bullets) addListSteps(list, phase, draft, (item) => decisionItem(item, phase, draft));
}

function readContent(section: Section, r: Reading): void {
  for (const node of section.content) {
    if (node.type === "section") readSub(node, section, r);
    else readBlock(node, r);
  }
}

function readBlock(block: Block, r: Reading): void {
  const { phase, draft } = r;
  switch (block.type) {
    case "list":
      readList(block, r);
      break;
    case "code":
      readFence(block, r);
      break;
    case "table":
      readTable(block, r);
      break;
    case "paragraph":
      readParagraph(block, r);
      break;
    case "comment":
      if (block.annotation !== null && r.last !== null && parseAnnotation(block.annotation).decision) draft.ledger.place(block.line, block.endLine, phase);
      break;
    default:
  }
}

function readList(list: ListBlock, r: Reading): void {
  const { phase, draft } = r;
  if (!isStepList(list)) {
    const rest = list.items.filter((item) => {
      if (item.text === null || !isAbortText(item.text.plain) || phase.inRollback || phase.def.kind === "containment") return true;
      addGate(phase, abortCondition(item.text.plain), itemTexts(item.content), item.line);
      draft.ledger.place(item.line, item.endLine, phase);
      return false;
    });
    if (rest.length > 0) r.bullets.push({ ...list, items: rest });
    return;
  }
  const added = addListSteps(list, phase, draft, (item) => decisionItem(item, phase, draft));
  r.lastList = added;
  r.last = added[added.length - 1] ?? r.last;
}

function readFence(block: Extract<Block, { type: "code" }>, r: Reading): void {
  const { phase, draft } = r;
  const annotated = / hp:(.*)$/s.exec(block.lang)?.[1];
  if (annotated !== undefined && parseAnnotation(annotated).notAStep) return;
  if (fenceKind(block.lang, block.value) === "commands") {
    if (r.last !== null) {
      const unordered = r.lastList.length > 1 && phase.groups[r.last.group]?.ordered === false;
      if (unordered) distributeBlock(r.lastList, block, phase);
      else attachBlock(r.last, block, phase);
      r.last.def.endLine = Math.max(r.last.def.endLine ?? 0, block.endLine);
    } else {
      if (isSessionSetup(block)) return;
      const steps = commandSteps(block, phase);
      const group = openGroup(phase, true);
      for (const step of steps) {
        step.group = group;
        phase.steps.push(step);
      }
    }
    draft.ledger.place(block.line, block.endLine, phase);
    return;
  }
  const target = r.last ?? phase.steps[phase.steps.length - 1];
  if (target === undefined || block.lang.startsWith("mermaid")) return;
  readChild(block, target, phase);
  draft.ledger.place(block.line, block.endLine, phase);
}

function readTable(table: Extract<Block, { type: "table" }>, r: Reading): void {
  const { phase, draft } = r;
  const columns = tableColumns(table.header.map((cell) => cell.plain));
  const kind = tableKind(table, columns);
  if (kind === "steps") {
    const added = addTableSteps(table, columns, phase, draft);
    r.lastList = added;
    r.last = added[added.length - 1] ?? r.last;
  } else if (kind === "triggers") readTriggerTable(table, draft);
  else if (kind === "exit-codes") readExitCodes(table, draft);
  else if (kind === "contacts") readContactTable(table, draft);
}

function readParagraph(block: Extract<Block, { type: "paragraph" }>, r: Reading): void {
  const { phase, draft } = r;
  const plain = block.text.plain.trim();
  if (decisionParagraph(block, phase, draft) || statementParagraph(block, draft)) return;
  const expected = expectedValue(plain);
  if (expected !== null && expected !== "") pushOutcome(r, expected, block.line);
  else if (isAbortText(plain) && !phase.inRollback && phase.def.kind !== "containment" && plain.length < 400) addGate(phase, abortCondition(plain.replace(/\n/g, " ")), [], block.line);
  else if (ownerLabel(plain) !== null) phase.roleName ??= ownerLabel(plain);
  else if (/^[☐□⬜◻❏]/u.test(plain)) {
    const items = plain.split("\n").map((text, index) => ({ text: { ...block.text, plain: text, rest: text, lead: null, line: block.line + index, endLine: block.line + index }, checked: false, content: [], annotation: null, line: block.line + index, endLine: block.line + index }));
    readList({ type: "list", ordered: false, items, line: block.line, endLine: block.endLine }, r);
    return;
  } else return;
  draft.ledger.place(block.line, block.endLine, phase);
}

function pushOutcome(r: Reading, text: string, line: number): void {
  r.phase.outcomes.push({ text, line, checks: findChecks(text, line), stepsAbove: r.phase.steps.length });
}

/** Facets that a label or a sub-heading opens inside a phase. */
function readSub(child: Section, parent: Section, r: Reading): void {
  const { phase, draft } = r;
  if (child.annotation?.notAStep === true || child.annotation?.reference === true) return;
  const kind = facetKind(child, phase);
  const place = (): void => draft.ledger.place(child.line, child.endLine, phase);
  if (kind === "expected" || kind === "validate" || kind === "completion") {
    for (const text of outcomeTexts(child)) {
      pushOutcome(r, text.text, text.line);
      if (kind === "completion") draft.phaseCriteria.push(text);
    }
    place();
  } else if (kind === "abort") {
    readGates(child, phase);
    place();
  } else if (kind === "evidence" || kind === "required-artifacts") {
    for (const file of evidenceFiles(child)) {
      phase.artifacts.push(file);
      if (phase.def.kind === "preconditions") addEvidence(draft, file.name, "execution", file.line);
    }
    place();
  } else if (kind === "triggers") readTriggers(child, draft);
  else if (isHeadingStep(child, true)) {
    const step = headingStep(child, phase, draft);
    if (step.annotation?.notAStep === true) return;
    const before = phase.steps[phase.steps.length - 1];
    step.group = before?.origin === "heading" ? before.group : openGroup(phase, true);
    phase.steps.push(step);
    r.last = null;
  } else if (belongsToPhase(child, parent, kind)) {
    if (child.source === "heading") {
      r.last = null;
      r.lastList = [];
    }
    if (child.annotation?.role != null) phase.roleName ??= child.annotation.role;
    if (child.source === "heading" && !hasContent(child)) return;
    if (child.source === "heading" && child.label.dotted && onlyReference(child)) {
      const before = phase.steps[phase.steps.length - 1];
      if (before !== undefined) for (const block of ownBlocks(child)) if (block.type === "table") for (const row of block.rows) addNote(before, row.cells.map((cell) => cell.plain).join(" | "));
      if (before !== undefined) place();
      return;
    }
    const steps = phase.steps.length;
    readContent(child, r);
    if (phase.steps.length > steps) draft.ledger.place(child.line, child.heading.endLine, phase);
  } else r.walkChild(child);
}

const onlyReference = (section: Section): boolean => ownBlocks(section).length > 0 && ownBlocks(section).every((block) => block.type === "table" || block.type === "rule");
const hasContent = (section: Section): boolean => section.content.length > 0;

/** A label's kind counts only where the word opens the label; a sentence may mention anything. */
function facetKind(child: Section, phase: PhaseDraft): SectionKind | null {
  const kind = sectionKind(child);
  if (kind === null) return null;
  if ((phase.inRollback || phase.def.kind === "containment") && (kind === "abort" || kind === "rollback" || kind === "containment")) return null;
  if (kind === phase.def.kind) return "actions";
  if (child.source === "heading") return kind === "validate" && ownBlocks(child).some((block) => block.type === "list" && block.items.some((item) => item.checked !== null)) ? "actions" : kind;
  const boxed = ownBlocks(child).some((block) => block.type === "list" && block.items.some((item) => item.checked !== null));
  if (boxed) return kind === "abort" || kind === "evidence" || kind === "triggers" ? kind : "actions";
  const name = child.heading.plain.replace(/^[^\p{L}]+/u, "").replace(/\s*[:：]\s*$/, "").toLowerCase();
  const opening = name.split(/\s+/).slice(0, 3).join(" ");
  const short = sectionKind({ ...child, heading: { ...child.heading, plain: opening }, label: { ...child.label, name: opening, remarks: [] } });
  if (short === "verification" && ownBlocks(child).every((block) => block.type === "list")) return "validate";
  return short ?? (PHASE_WORDS.has(kind) ? "actions" : null);
}

/** Whether a sub-section continues the phase above it, or stands for itself. */
function belongsToPhase(child: Section, parent: Section, kind: SectionKind | null): boolean {
  if (child.source !== "heading") return kind === null || kind === "actions" || kind === "procedure" || kind === "prepare" || kind === "verification" || kind === "overview" || kind === "preconditions" || kind === "environment" || kind === "decision";
  if (kind !== null && !CONTINUES.has(kind)) return false;
  if (childSections(child).some((inner) => inner.source === "heading" && isHeadingStep(inner, true))) return false;
  const { label } = child;
  if (label.phaseMark || label.leadsWithOffset) return false;
  if (kind === "actions" && label.number === null) return true;
  if (label.dotted) return parent.label.number === null || (label.number ?? "").startsWith(`${parent.label.number}.`);
  if (label.number !== null || label.offset !== null) return false;
  return parent.label.phaseMark || parent.label.leadsWithOffset || parent.label.stepMark;
}

const CONTINUES = new Set<SectionKind>(["actions", "procedure", "verification", "prepare", "expected", "validate", "overview", "environment", "governance", "preconditions", "decision", "timeline", "tools"]);

function outcomeTexts(section: Section): { text: string; line: number }[] {
  const items = ownBlocks(section).flatMap((block) => (block.type === "list" ? block.items : []));
  const label = section.heading.plain.replace(/\s*[:：]\s*$/, "");
  if (section.source !== "heading" && items.length > 1 && label.split(/\s+/).length > 1 && items.every((item) => item.content.length === 0 && /^[\w.`-]{3,80}(?: \w+)?$/.test(item.text?.plain ?? " "))) {
    return [{ text: `${label}: ${items.map((item) => item.text?.plain ?? "").join(", ")}`, line: section.line }];
  }
  return ownBlocks(section).flatMap((block) => {
    if (block.type === "list")
      return block.items.flatMap((item) => {
        const nested = itemTexts(item.content);
        const text = item.text?.plain.replace(/\n/g, " ") ?? "";
        return text === "" ? [] : [{ text: nested.length > 0 ? `${text} ${nested.join(", ")}` : text, line: item.line }];
      });
    if (block.type === "code") return [{ text: block.value, line: block.firstLine }];
    if (block.type === "paragraph") return [{ text: block.text.plain, line: block.line }];
    if (block.type === "table") return block.rows.map((row) => ({ text: row.cells.map((cell) => cell.plain).join(": "), line: row.line }));
    return [];
  });
}

function evidenceFiles(section: Section): { name: string; line: number }[] {
  return ownBlocks(section).flatMap((block) => {
    if (block.type !== "list") return [];
    return block.items.flatMap((item) => {
      if (item.text === null) return [];
      const names = namedFiles(item.text.codes);
      return (names.length > 0 ? names : filesInText(item.text.plain)).map((name) => ({ name, line: item.line }));
    });
  });
}

/** One item is a gate of its own; several under "any of these" are the conditions of one gate (rule 10). */
export function readGates(section: Section, phase: PhaseDraft): void {
  const items = ownBlocks(section).flatMap((block) => (block.type === "list" ? block.items : []));
  const heading = section.heading.plain.replace(/[:：]\s*$/, "");
  const [only] = items;
  if (items.length === 1 && only?.text != null) addGate(phase, abortCondition(only.text.plain), itemTexts(only.content), only.line);
  else if (items.length > 1 && items.every((item) => item.text !== null && isAbortText(item.text.plain))) for (const item of items) addGate(phase, abortCondition(item.text?.plain ?? ""), itemTexts(item.content), item.line);
  else if (items.length > 1) addGate(phase, heading, items.map((item) => item.text?.plain ?? "").filter((text) => text !== ""), section.line);
  for (const block of ownBlocks(section)) {
    if (block.type === "paragraph" && items.length === 0) addGate(phase, abortCondition(block.text.plain), [], block.line);
    if (block.type === "table") for (const row of block.rows) addGate(phase, row.cells.map((cell) => cell.plain).join(" → "), [], row.line);
  }
}

