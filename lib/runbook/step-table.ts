import { joinAnnotations, parseAnnotation } from "./annotations";
import { filesInText } from "./artifacts";
import type { InlineText, TableBlock } from "./blocks";
import { addCommand } from "./command-steps";
import { decisionRow } from "./decision-marks";
import { addNote, type ImportDraft, newStep, openGroup, type PhaseDraft, type StepDraft } from "./draft";
import { addFields, findFields, withoutFields } from "./fields";
import { inlineLanguage } from "./inline-command";
import { durationMinutes, findOffset, statedDuration } from "./offsets";
import { addArtifacts, addExpected } from "./outcome-comments";
import { conditionOf, isOptional } from "./phrases";
import { addRole } from "./roles";
import { addInlineCommands } from "./step-children";
import { readVerifierCell } from "./step-duties";
import { applyAnnotation } from "./steps";
import type { TableColumns } from "./table-columns";

/** Rows of a step table as steps (rule 5): the action column is the title, the other columns are its fields. */
export function addTableSteps(
  table: TableBlock,
  columns: TableColumns,
  phase: PhaseDraft,
  draft: ImportDraft,
): StepDraft[] {
  const numbered = columns.number >= 0 || columns.time >= 0 || columns.duration >= 0;
  const group = openGroup(phase, numbered);
  const added: StepDraft[] = [];
  for (const row of table.rows) {
    const cell = (index: number): InlineText | null => (index < 0 ? null : (row.cells[index] ?? null));
    const action = cell(columns.action >= 0 ? columns.action : columns.command);
    if (action === null || action.plain.trim() === "") continue;
    const annotation = row.cells.reduce<string | null>(
      (all, each) => (each.annotation === null ? all : joinAnnotations(all, each.annotation)),
      null,
    );
    const parsed = annotation === null ? null : parseAnnotation(annotation);
    if (parsed?.notAStep === true || parsed?.reference === true) continue;
    const filled = row.cells.filter((each) => each.plain.trim() !== "").length;
    if (filled === 1 && table.header.length >= 3 && action.allBold) continue;
    if (decisionRow(action, row.line, phase, draft)) {
      const owner = ownerOf(cell(columns.owner >= 0 ? columns.owner : columns.role));
      if (owner !== null) addRole(draft, owner, "go/no-go authority", row.line, false);
      continue;
    }
    const step = rowStep(action, row.line);
    readColumns(step, columns, cell, table);
    if (parsed !== null) applyAnnotation(step, parsed, draft);
    step.group = group;
    step.commentLine = table.reading === undefined ? row.line : null;
    phase.steps.push(step);
    added.push(step);
    draft.ledger.place(row.line, row.line, phase);
  }
  if (added.length > 0) draft.ledger.place(table.line, table.line + 1, phase);
  return added;
}

function rowStep(action: InlineText, line: number): StepDraft {
  const text = action.plain
    .replace(/\n/g, " ")
    .replace(/^(?:☐|□|⬜|\[[ xX]\])\s*/u, "")
    .trim();
  const found = findFields(text, line);
  const title = action.lead !== null && action.rest !== "" ? action.lead : withoutFields(text, found) || text;
  const step = newStep(title, line, line, "row");
  if (title !== text) addNote(step, text);
  addFields(
    step.def.fields,
    found.map((each) => each.field),
  );
  step.hasBlank = found.length > 0;
  step.def.durationMinutes = statedDuration(text);
  step.def.condition = conditionOf(text);
  step.def.optional = isOptional(text);
  addInlineCommands(step, action);
  return step;
}

const EVIDENCE = /^(?:evidence|artifacts?|outputs?|proof|logs?|nachweis|preuve|evidencia|证据|証跡|증거)/iu;

const NOBODY =
  /^[-–—_/.?\s]+$|^[[<{][^\]>}]*[\]>}]+$|^(?:tbd|todo|待定|未定|미정|n\/?a|all|both|everyone|anyone)$/i;

/** The name in an owner's cell; null where it names nobody in particular. */
function ownerOf(cell: InlineText | null): string | null {
  const owner = cell?.plain.trim() ?? "";
  if (owner === "" || NOBODY.test(owner)) return null;
  return owner.split(/\n|\s[/+&]\s|,\s/)[0]?.trim() ?? null;
}

function readColumns(
  step: StepDraft,
  columns: TableColumns,
  cell: (index: number) => InlineText | null,
  table: TableBlock,
): void {
  step.roleName = ownerOf(cell(columns.owner >= 0 ? columns.owner : columns.role)) ?? step.roleName;
  const verifier = cell(columns.verifier);
  if (verifier !== null) readVerifierCell(verifier.plain.trim(), step);
  const duration = cell(columns.duration)?.plain ?? "";
  if (duration !== "")
    step.def.durationMinutes =
      durationMinutes(/^\s*\d+(?:[.,]\d+)?\s*$/.test(duration) ? `${duration} min` : duration) ??
      step.def.durationMinutes;
  const expected = cell(columns.expected)?.plain.trim() ?? "";
  if (expected !== "" && !/^[-–—]+$/.test(expected)) addExpected(step, expected, step.def.line);
  const command = cell(columns.command);
  if (command !== null && columns.command !== columns.action) {
    for (const code of command.codes) addCommand(step, inlineLanguage(code.text), code.text, step.def.line);
    if (command.codes.length === 0) addNote(step, command.plain);
  }
  const status = cell(columns.status);
  if (status !== null) {
    const found = findFields(status.plain, step.def.line);
    addFields(
      step.def.fields,
      found.map((each) => each.field),
    );
    if (found.length > 0 || status.plain.trim() === "") step.hasBlank = true;
  }
  const used = new Set([
    columns.action,
    columns.number,
    columns.owner,
    columns.role,
    columns.verifier,
    columns.duration,
    columns.status,
    columns.command,
    columns.expected,
  ]);
  table.header.forEach((head, index) => {
    const value = cell(index)?.plain.trim() ?? "";
    if (used.has(index) || value === "" || /^[-–—]+$/.test(value)) return;
    const blanks = index === columns.time ? [] : findFields(value, step.def.line);
    if (blanks.length > 0) step.hasBlank = true;
    addFields(
      step.def.fields,
      blanks.map((each) => each.field),
    );
    if (EVIDENCE.test(head.plain.trim())) addArtifacts(step, filesInText(value));
    const inlineCodes = cell(index);
    if (inlineCodes !== null && inlineCodes.codes.length > 0 && index !== columns.time)
      addInlineCommands(step, inlineCodes);
    addNote(
      step,
      index === columns.time && findOffset(value) !== null ? value : `${head.plain.trim()}: ${value}`,
    );
  });
}
