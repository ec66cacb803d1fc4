import { arrowFile, artifactName, filesInText, isArtifactName } from "./artifacts";
import type { Block, InlineText, ListItem } from "./blocks";
import { addCommand, attachBlock, commandsOf } from "./command-steps";
import { addGate, addNote, type PhaseDraft, type StepDraft } from "./draft";
import { fenceKind } from "./fence-kind";
import { addFields, findFields, withoutFields } from "./fields";
import { labelledLines } from "./inline";
import { inlineCommands, inlineLanguage, isCommandCode } from "./inline-command";
import { durationMinutes } from "./offsets";
import { addArtifacts, addExpected } from "./outcome-comments";
import { abortCondition, expectedValue, forbiddenCommand, isAbortText, ownerLabel } from "./phrases";
import { readDutyLabel } from "./step-duties";
import { stepLabel } from "./step-labels";

export function itemTexts(blocks: Block[]): string[] {
  return blocks
    .flatMap((block) =>
      block.type === "list"
        ? block.items.map((item) => item.text?.plain ?? "")
        : block.type === "paragraph"
          ? [block.text.plain]
          : [],
    )
    .filter((text) => text !== "");
}

export function addInlineCommands(step: StepDraft, text: InlineText): void {
  if (forbiddenCommand(text.plain) !== null && !/[;.(]\s*(?:do not|don|never|nicht)/i.test(text.plain))
    return;
  for (const command of inlineCommands(text)) addCommand(step, inlineLanguage(command), command, text.line);
}

/** A line below a step that is one of its fields ("Owner:", "Expected:", "Log ref: ____"); false when it is none. */
function readLabelled(text: InlineText, nested: Block[], step: StepDraft, phase: PhaseDraft): boolean {
  const plain = text.plain.replace(/\n/g, " ").trim();
  const expected = expectedValue(plain);
  if (expected !== null) {
    const parts = expected === "" ? itemTexts(nested) : [expected, ...itemTexts(nested)];
    for (const part of parts) addExpected(step, part, text.line);
    return true;
  }
  const owner = ownerLabel(plain);
  if (owner !== null) {
    step.roleName ??= owner;
    return true;
  }
  if (readDutyLabel(plain, step, phase)) return true;
  if (isAbortText(plain) && !phase.inRollback) {
    addGate(phase, abortCondition(plain), itemTexts(nested), text.line);
    return true;
  }
  const arrow = /^(?:→|=>|->)\s*(.+)$/.exec(plain)?.[1];
  if (arrow !== undefined) {
    addExpected(step, arrow, text.line);
    return true;
  }
  const label = stepLabel(plain);
  if (label !== null) return readStepLabel(label, text, nested, step);
  const file = arrowFile(plain);
  if (file !== null) {
    addArtifacts(step, [file.name]);
    return file.at === 0;
  }
  return false;
}

function readStepLabel(
  label: NonNullable<ReturnType<typeof stepLabel>>,
  text: InlineText,
  nested: Block[],
  step: StepDraft,
): boolean {
  const values = label.rest === "" ? itemTexts(nested) : [label.rest];
  switch (label.label) {
    case "command": {
      for (const code of text.codes) addCommand(step, inlineLanguage(code.text), code.text.trim(), text.line);
      for (const block of nested) readChild(block, step, null);
      if (text.codes.length === 0 && label.rest !== "") addNote(step, text.plain);
      return true;
    }
    case "output": {
      const names =
        text.codes.length > 0
          ? text.codes
              .map((code) => artifactName(code.text))
              .filter((name) => name !== "" && isArtifactName(name))
          : filesInText(label.rest);
      addArtifacts(step, names);
      if (names.length === 0) addNote(step, [text.plain, ...itemTexts(nested)].join(" "));
      return true;
    }
    case "duration":
      step.def.durationMinutes ??= durationMinutes(label.rest);
      return true;
    case "verify":
      for (const value of values) addExpected(step, value, text.line);
      addInlineCommands(step, text);
      return true;
    case "action":
      addInlineCommands(step, text);
      for (const value of values) addNote(step, value);
      return true;
    default:
      addNote(step, [text.plain, ...itemTexts(nested)].join(" "));
      return true;
  }
}

/** Fields written on lines of their own below a step; true when nothing else stood there. */
function readFieldLine(text: InlineText, step: StepDraft): boolean {
  const found = findFields(text.plain, text.line);
  if (found.length === 0) {
    if (!/^[^\n:：]{2,40}[:：]\s*$/.test(text.plain) || text.codes.length > 0) return false;
    return false;
  }
  step.hasBlank = true;
  addFields(
    step.def.fields,
    found.map((each) => each.field),
  );
  const rest = withoutFields(text.plain, found);
  return rest === "" || found[0]?.start === 0;
}

function readChildItem(item: ListItem, step: StepDraft, phase: PhaseDraft): void {
  const text = item.text;
  if (text === null) {
    for (const block of item.content) readChild(block, step, phase);
    return;
  }
  if (item.checked === null) {
    if (readLabelled(text, item.content, step, phase)) return;
    if (readFieldLine(text, step)) return;
    const emptyLabel = /^([^\n:：]{2,40})[:：]\s*$/.exec(text.plain);
    if (emptyLabel?.[1] !== undefined && item.content.length === 0 && text.codes.length === 0) {
      step.hasBlank = true;
      addFields(
        step.def.fields,
        findFields(`${emptyLabel[1]}: ____`, text.line).map((each) => each.field),
      );
      return;
    }
  } else if (isAbortText(text.plain) && !phase.inRollback) {
    addGate(phase, abortCondition(text.plain), itemTexts(item.content), text.line);
    return;
  }
  const found = findFields(text.plain, text.line);
  if (found.length > 0) step.hasBlank = true;
  const soleCode =
    text.codes.length === 1 && text.codes[0]?.text.trim() === text.plain.trim() ? text.codes[0].text : null;
  addInlineCommands(step, text);
  if (soleCode !== null && isCommandCode(soleCode)) {
    for (const block of item.content) readChild(block, step, phase);
    return;
  }
  const nested = itemTexts(item.content);
  const title = withoutFields(text.plain.replace(/\n/g, " "), found) || text.plain;
  step.def.substeps.push({
    id: "",
    title:
      nested.length > 0 && item.checked === null && /[:：]$/.test(text.plain.trim())
        ? `${title.replace(/[:：]$/, "")}: ${nested.join("; ")}`
        : title,
    fields: found.map((each) => each.field),
    line: text.line,
  });
  for (const block of item.content) {
    if (block.type === "code") readChild(block, step, phase);
    else addNestedCommands(block, step);
  }
}

/** Commands of the items below a part of a step are the step's own. */
function addNestedCommands(block: Block, step: StepDraft): void {
  if (block.type !== "list") return;
  for (const item of block.items) {
    if (item.text !== null) addInlineCommands(step, item.text);
    for (const inner of item.content) addNestedCommands(inner, step);
  }
}

/** Reads a block that stands inside a step: sub-steps, fields, commands, outcomes, or text worth reading. */
export function readChild(block: Block, step: StepDraft, phase: PhaseDraft | null): void {
  switch (block.type) {
    case "list":
      if (phase === null)
        for (const item of block.items)
          for (const code of item.text?.codes ?? [])
            addCommand(step, inlineLanguage(code.text), code.text, item.line);
      else for (const item of block.items) readChildItem(item, step, phase);
      break;
    case "paragraph":
      for (const text of labelledLines(block.text)) {
        if (phase !== null && (readLabelled(text, [], step, phase) || readFieldLine(text, step))) continue;
        addInlineCommands(step, text);
        addNote(step, text.plain);
      }
      break;
    case "code":
      readCode(block, step, phase);
      break;
    case "quote":
      for (const inner of block.content) readChild(inner, step, phase);
      break;
    case "table":
      for (const row of block.rows) addNote(step, row.cells.map((cell) => cell.plain).join(" | "));
      break;
    default:
  }
}

function readCode(block: Extract<Block, { type: "code" }>, step: StepDraft, phase: PhaseDraft | null): void {
  const kind = fenceKind(block.lang, block.value);
  if (kind === "commands" && phase !== null) attachBlock(step, block, phase);
  else if (kind === "commands")
    for (const command of commandsOf(block)) addCommand(step, "bash", command.text, command.line);
  else if (kind === "template") {
    const lines = block.value.split("\n");
    const found = lines.flatMap((line, index) => findFields(line, block.firstLine + index));
    if (found.length > 0) {
      step.hasBlank = true;
      addFields(
        step.def.fields,
        found.map((each) => each.field),
      );
    }
    addNote(step, block.value);
  } else if (
    kind === "output" &&
    step.def.commands.length > 0 &&
    (block.lang === "" || block.lang === "text" || block.lang === "output")
  )
    addExpected(step, block.value, block.firstLine);
  else addNote(step, block.value);
}
