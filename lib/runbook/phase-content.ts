import { markChoice, saysChooseOne } from "./alternatives";
import { parseAnnotation } from "./annotations";
import type { Block, ListBlock } from "./blocks";
import { findChecks } from "./checks";
import { explains, explainsNext, isHeadingStep } from "./classify-heading";
import { holdsSteps, isBoxed, isStepList } from "./classify-section";
import { tableKind } from "./classify-table";
import { addCommand, attachBlock, commandSteps, distributeBlock, isSessionSetup } from "./command-steps";
import {
  decisionItem,
  decisionParagraph,
  isCheckpoint,
  newDecision,
  statementParagraph,
} from "./decision-marks";
import { addGate, addNote, type ImportDraft, openGroup, type PhaseDraft, type StepDraft } from "./draft";
import { fenceKind } from "./fence-kind";
import { headingStep } from "./heading-step";
import { labelledLines } from "./inline";
import { paragraphList } from "./lines-as-items";
import { childSections, ownBlocks, type Section } from "./outline";
import { looseOwner, withoutRemarks, withoutStatements } from "./phase-bullets";
import {
  belongsToPhase,
  evidenceFiles,
  facetKind,
  outcomeTexts,
  readGates,
  readGateTable,
} from "./phase-facets";
import { abortCondition, expectedValue, isAbortText, ownerLabel } from "./phrases";
import { readCountTable } from "./row-counts";
import { addEvidence, readContactTable, readExitCodes } from "./side-sections";
import { itemTexts, readChild } from "./step-children";
import { addTableSteps } from "./step-table";
import { addListSteps, PROMPTED } from "./steps";
import { columnsOf } from "./table-columns";
import { readTriggers, readTriggerTable } from "./triggers";

/** Hands a sub-section back to the walk, when it is no part of the phase that is being read. */
type WalkChild = (child: Section) => void;

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
export function readPhase(
  section: Section,
  phase: PhaseDraft,
  draft: ImportDraft,
  bulletsAreSteps: boolean,
  walkChild: WalkChild,
): void {
  const reading: Reading = { phase, draft, walkChild, bullets: [], last: null, lastList: [] };
  readContent(section, reading);
  if (phase.steps.length === 0 && bulletsAreSteps)
    for (const list of withoutStatements(reading.bullets, phase))
      addListSteps(list, phase, draft, (item) => decisionItem(item, phase, draft));
  if (saysChooseOne(section.heading.plain)) markChoice(phase.steps, phase, draft);
}

function readContent(section: Section, r: Reading): void {
  section.content.forEach((node, index) => {
    const before = section.content[index - 1];
    if (node.type === "section") readSub(node, section, r);
    else if (!isExplained(node, before)) readBlock(node, r);
  });
}

/** A list below a paragraph that ends "… Then it:" tells what happens, not what to do. */
function isExplained(block: Block, before: Block | Section | undefined): boolean {
  if (block.type !== "list" || before?.type !== "paragraph" || block.items.some(isBoxed)) return false;
  return /[:：]\s*$/.test(before.text.plain) && explainsNext(before.text.plain);
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
    case "quote":
      for (const inner of block.content)
        if (inner.type === "paragraph" && isAbortText(inner.text.plain)) readParagraph(inner, r);
      break;
    case "comment":
      if (block.annotation !== null && r.last !== null && parseAnnotation(block.annotation).decision)
        draft.ledger.place(block.line, block.endLine, phase);
      break;
    default:
  }
}

function readList(list: ListBlock, r: Reading): void {
  const { phase, draft } = r;
  if (!isStepList(list)) {
    const rest = list.items.filter((item) => {
      if (
        item.text === null ||
        !isAbortText(item.text.plain) ||
        phase.inRollback ||
        phase.def.kind === "containment"
      )
        return true;
      addGate(phase, abortCondition(item.text.plain), itemTexts(item.content), item.line);
      draft.ledger.place(item.line, item.endLine, phase);
      return false;
    });
    if (rest.length === 0) return;
    const owner = looseOwner(list, r.lastList, r.last, phase);
    if (owner === null) r.bullets.push({ ...list, items: rest });
    else {
      readChild({ ...list, items: rest }, owner, phase);
      owner.def.endLine = list.endLine;
      draft.ledger.place(list.line, list.endLine, phase);
    }
    return;
  }
  const added = addListSteps(withoutRemarks(list), phase, draft, (item) => decisionItem(item, phase, draft));
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
  const columns = columnsOf(table);
  const kind = tableKind(table);
  const checks =
    kind === "other" && columns.action === 0 && /^(?:preconditions|verify|decide)$/.test(phase.def.kind);
  if (kind === "steps" || checks) {
    if (table.reading === "html") draft.ledger.place(table.line, table.endLine, phase);
    const added = addTableSteps(table, columns, phase, draft);
    r.lastList = added;
    r.last = added[added.length - 1] ?? r.last;
  } else if (kind === "triggers" && !readGateTable(table, phase, draft)) readTriggerTable(table, draft);
  else if (kind === "triggers") return;
  else if (r.last !== null && readCountTable(table, r.last))
    draft.ledger.place(table.line, table.endLine, phase);
  else if (kind === "exit-codes") readExitCodes(table, draft);
  else if (kind === "contacts") readContactTable(table, draft);
}

function readParagraph(block: Extract<Block, { type: "paragraph" }>, r: Reading): void {
  const { phase, draft } = r;
  const plain = block.text.plain.trim();
  if (decisionParagraph(block, phase, draft) || statementParagraph(block, draft)) return;
  const expected = expectedValue(plain);
  const listed = paragraphList(block);
  if (expected !== null && expected !== "") pushOutcome(r, expected, block.line);
  else if (isAbortText(plain) && !phase.inRollback && phase.def.kind !== "containment" && plain.length < 400)
    addGate(phase, abortCondition(plain.replace(/\n/g, " ")), [], block.line);
  else if (ownerLabel(plain) !== null)
    for (const text of labelledLines(block.text)) phase.roleName ??= ownerLabel(text.plain);
  else if (listed !== null) {
    readList(listed, r);
    return;
  } else if (r.last !== null && plain.split("\n").every((line) => PROMPTED.test(line))) {
    for (const line of plain.split("\n")) addCommand(r.last, "bash", line.replace(PROMPTED, ""), block.line);
    r.last.def.endLine = block.endLine;
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
  if (isCheckpoint(child)) {
    draft.decisions.push(newDecision(child.label.name, "mark", child.line, phase));
    draft.ledger.place(child.line, child.endLine, phase);
    return;
  }
  if (child.source === "label" && explains(child)) return;
  if ((phase.def.kind === "decide" || phase.goNoGo) && readBranchSection(child, r)) return;
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
  } else if (kind === "triggers" && childSections(child).some((inner) => inner.source === "heading"))
    r.walkChild(child);
  else if (kind === "triggers") readTriggers(child, draft);
  else if (
    isHeadingStep(child, true, parent.source === "heading" && parent.depth > 1 ? childSections(parent) : [])
  ) {
    const step = headingStep(child, phase, draft);
    if (step.annotation?.notAStep === true) return;
    const before = phase.steps[phase.steps.length - 1];
    step.group = before?.origin === "heading" ? before.group : openGroup(phase, true);
    phase.steps.push(step);
    r.last = null;
  } else if (belongsToPhase(child, parent, kind, phase)) {
    if (child.source === "heading") {
      r.last = null;
      r.lastList = [];
    }
    if (child.annotation?.role != null) phase.roleName ??= child.annotation.role;
    if (child.source === "heading" && child.content.length === 0) return;
    if (child.source === "heading" && child.label.dotted && onlyReference(child)) {
      const before = phase.steps[phase.steps.length - 1];
      if (before !== undefined)
        for (const block of ownBlocks(child))
          if (block.type === "table")
            for (const row of block.rows) addNote(before, row.cells.map((cell) => cell.plain).join(" | "));
      if (before !== undefined) place();
      return;
    }
    const steps = phase.steps.length;
    const owner = phase.roleName;
    readContent(child, r);
    for (const step of phase.steps.slice(steps)) step.roleName ??= phase.roleName;
    if (saysChooseOne(child.heading.plain)) markChoice(phase.steps.slice(steps), phase, draft);
    if (child.source === "heading" && child.label.stepMark) phase.roleName = owner;
    const first = phase.steps[steps];
    if (first !== undefined && (child.label.stepMark || (child.source !== "heading" && kind !== "actions")))
      addNote(first, child.heading.plain);
    if (child.source === "heading" && phase.steps.length > steps)
      draft.ledger.place(child.line, child.heading.endLine, phase);
  } else r.walkChild(child);
}

/** "GO criteria" and "NO-GO criteria" below a decision: what it needs, and what bars it. */
function readBranchSection(child: Section, r: Reading): boolean {
  const name = child.label.name.replace(/^[^\p{L}]+/u, "");
  if (/^no[- ]?go(?!\p{L})/iu.test(name)) {
    for (const block of ownBlocks(child))
      if (block.type === "list")
        for (const item of block.items)
          if (item.text !== null) addGate(r.phase, item.text.plain, itemTexts(item.content), item.line);
  } else if (/^go(?!\p{L}|\s?(?:\/|or|-|\|)\s?no|[- ]?live)/iu.test(name)) readContent(child, r);
  else return false;
  r.draft.ledger.place(child.line, child.endLine, r.phase);
  return true;
}

const onlyReference = (section: Section): boolean =>
  ownBlocks(section).length > 0 &&
  ownBlocks(section).every((block) => block.type === "table" || block.type === "rule") &&
  !holdsSteps(section);
