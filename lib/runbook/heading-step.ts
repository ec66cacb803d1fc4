import { parseAnnotation } from "./annotations";
import { filesInText, namedFiles } from "./artifacts";
import type { Block } from "./blocks";
import { sectionKind } from "./classify-section";
import { isSessionSetup } from "./command-steps";
import { isCheckpoint, newDecision } from "./decision-marks";
import { addGate, addNote, type ImportDraft, newStep, type PhaseDraft, type StepDraft } from "./draft";
import { headingLabel } from "./heading-label";
import { statedDuration } from "./offsets";
import { addArtifacts, addExpected } from "./outcome-comments";
import { ownBlocks, type Section } from "./outline";
import { conditionOf } from "./phrases";
import { itemTexts, readChild } from "./step-children";
import { applyAnnotation, roleMention } from "./steps";

/** A heading that is a step (rule 6): what stands below it are its commands, fields, outcomes and notes. */
export function headingStep(section: Section, phase: PhaseDraft, draft: ImportDraft): StepDraft {
  const step = newStep(section.label.name, section.line, section.endLine, "heading");
  step.commentLine = section.line;
  step.def.durationMinutes = statedDuration(section.heading.plain);
  step.def.optional = section.label.optional;
  step.def.condition = conditionOf(section.heading.plain);
  step.roleName = roleMention(section.heading.plain);
  for (const remark of section.label.remarks)
    if (statedDuration(`(${remark})`) === null) addNote(step, remark);
  if (section.label.offsetLabel !== null) addNote(step, section.label.offsetLabel);
  for (const node of section.content) {
    if (node.type === "section" && isCheckpoint(node))
      draft.decisions.push(newDecision(node.label.name, "mark", node.line, phase));
    else if (node.type === "section") readLabelled(node, step, phase);
    else readStepBlock(node, step, phase);
  }
  if (section.annotation !== null) applyAnnotation(step, section.annotation, draft);
  draft.ledger.place(section.line, section.endLine, phase);
  return step;
}

function readStepBlock(block: Block, step: StepDraft, phase: PhaseDraft): void {
  if (block.type === "comment" && block.annotation !== null && step.annotation === null) {
    step.annotation = parseAnnotation(block.annotation);
    return;
  }
  if (block.type === "code" && isSessionSetup(block)) {
    addNote(step, block.value);
    return;
  }
  readChild(block, step, phase);
}

/** "Expected:", "Abort if:", "Evidence:" and other labels below a heading that is a step. */
function readLabelled(label: Section, step: StepDraft, phase: PhaseDraft): void {
  const kind = sectionKind(label);
  const blocks = ownBlocks(label);
  const texts = itemTexts(blocks);
  const early = headingLabel(label.heading.plain).name.length <= 60;
  if (early && (kind === "expected" || kind === "validate" || kind === "completion")) {
    for (const text of texts) addExpected(step, text, label.line);
    for (const block of blocks) if (block.type === "code") addExpected(step, block.value, block.firstLine);
  } else if (early && kind === "rollback") {
    addNote(step, label.heading.plain);
    for (const block of blocks) if (block.type === "code") addNote(step, block.value);
    for (const text of texts) addNote(step, text);
  } else if (early && kind === "abort")
    addGate(phase, label.heading.plain.replace(/[:：]\s*$/, ""), texts, label.line);
  else if (early && (kind === "evidence" || kind === "required-artifacts")) {
    for (const block of blocks)
      if (block.type === "list")
        for (const item of block.items)
          addArtifacts(
            step,
            item.text === null ? [] : [...namedFiles(item.text.codes), ...filesInText(item.text.plain)],
          );
  } else {
    addNote(step, label.heading.plain);
    for (const block of blocks) readStepBlock(block, step, phase);
  }
}
