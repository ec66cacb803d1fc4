import { type Annotation, annotationValue, parseAnnotation } from "./annotations";
import { arrowFile, namedFiles } from "./artifacts";
import type { InlineText, ListBlock, ListItem } from "./blocks";
import { addChecks, findChecks, statesValue } from "./checks";
import { addCommand } from "./command-steps";
import { correctStep } from "./corrections";
import {
  addGate,
  addNote,
  type ImportDraft,
  newStep,
  openGroup,
  type PhaseDraft,
  type StepDraft,
} from "./draft";
import { addFields, findFields, recordFields, withoutFields } from "./fields";
import { addException } from "./granted-exceptions";
import { stripOrnament } from "./heading-label";
import { IMPERATIVE } from "./imperatives";
import { labelledLines } from "./inline";
import { findOffset, statedDuration } from "./offsets";
import { addArtifacts, addExpected } from "./outcome-comments";
import {
  abortCondition,
  conditionOf,
  gatesInside,
  isAbortText,
  isOptional,
  ownerInside,
  ownerLabel,
} from "./phrases";
import { addInlineCommands, itemTexts, readChild } from "./step-children";
import { addSignOff, readDutyInside } from "./step-duties";

const MAX_TITLE = 240;

/** Lays an author's annotation over what was read; its unknown words are reported, not obeyed. */
export function applyAnnotation(step: StepDraft, annotation: Annotation, draft: ImportDraft): void {
  step.annotation = annotation;
  const def = step.def;
  if (annotation.role !== null) step.roleName = annotation.role;
  if (annotation.durationMinutes !== null) def.durationMinutes = annotation.durationMinutes;
  if (annotation.noExceptions) def.noExceptions = true;
  if (annotation.critical) def.critical = true;
  if (annotation.optional) def.optional = true;
  if (annotation.stream !== null) def.stream = annotation.stream;
  if (annotation.condition !== null) def.condition = annotation.condition;
  step.afterNames.push(...annotation.after);
  if (annotation.alternative !== null) def.alternative = annotation.alternative;
  if (annotation.verifier !== null) step.verifierName = annotation.verifier;
  if (annotation.timeBound) def.timeBound = true;
  for (const name of annotation.signOff) addSignOff(step, name);
  for (const text of annotation.exceptions) addException(step, text);
  addArtifacts(step, annotation.requires);
  for (const { key, value, meant } of annotation.unknown) {
    const given = value === null ? "" : annotationValue(value);
    const word = meant === null || given === null ? null : value === null ? meant : `${meant}=${given}`;
    draft.diagnostics.add(
      def.line,
      "warning",
      "unknown-annotation",
      `The annotation word "${key}" is not known and was ignored.`,
      word === null ? undefined : correctStep(draft, step, word, `Read it as ${word}`),
    );
  }
}

/** Title and remainder of a step's first text: a bold lead-in is the title (rule 5). */
function titleOf(text: InlineText): { title: string; rest: string } {
  const lead = text.lead === null ? null : stripOrnament(text.lead);
  if (lead !== null && lead.length <= 2 && text.rest.length > 2 && /^\p{Lu}/u.test(lead))
    return { title: text.rest.replace(/\n/g, " ").replace(/^[\s–—-]+/, ""), rest: "" };
  if (lead !== null && lead !== "" && ownerLabel(text.plain) === null)
    return { title: lead, rest: text.rest };
  const opening = lead === null && text.opening !== null ? completePhrase(text.opening, text.plain) : null;
  if (opening !== null) return opening;
  return { title: text.plain.replace(/\n/g, " "), rest: "" };
}

const GOES_ON =
  /^(?:of|in|on|at|to|from|into|with|without|for|by|via|using|through|during|before|after|until|while|when|if|unless|as|so|then|and|or|but|because|which|against|across|per|over|under|between|[(,;–—-])/i;
const LEFT_OPEN =
  /(?:^|\s)(?:a|an|the|of|in|on|at|to|from|with|for|by|and|or|not|no|all|any|every|each|that|whether|if|is|are|must|should)$/i;

/** A bold opening that says by itself what is done ("**Take the snapshot** of …"): what follows explains it (rule 5). */
function completePhrase(opening: string, plain: string): { title: string; rest: string } | null {
  if (!plain.startsWith(opening)) return null;
  const rest = plain.slice(opening.length).trim();
  const phrase = stripOrnament(opening).trim();
  if (rest === "" || LEFT_OPEN.test(phrase)) return null;
  if (phrase.split(/\s+/).length < 2 && !(/[.!。！]$/.test(phrase) && phrase.length > 3)) return null;
  const sentence = /[.!。！]$/.test(phrase) || /^[.;。；]/.test(rest);
  if (!sentence && !(IMPERATIVE.test(phrase) && GOES_ON.test(rest))) return null;
  return { title: phrase.replace(/[.。]$/, ""), rest: rest.replace(/^[.;。；]\s*/, "") };
}

function cleanTitle(title: string, line: number): string {
  const found = findFields(title, line);
  let clean = withoutFields(title, found);
  const file = arrowFile(clean);
  if (file !== null && file.at > 0) clean = clean.slice(0, file.at).trim();
  clean = clean
    .replace(/^(?:☐|☑|❏|□|◻|\[[ xX]\]|(?![❌🚫⛔🛑⚠❗])\p{Extended_Pictographic}\u{FE0F}?)\s*(?=\S)/u, "")
    .replace(
      /\s*[([]\s*(?:~|≈|approx\.?\s|ca\.?\s)?\d[\d.,\s–-]*\s?(?:m|mins?|minutes?|h|hrs?|hours?|s|secs?|days?|d|min\.)\s*[)\]]/gi,
      "",
    )
    .replace(/\s*(?:->|→|=>|[:：])\s*$/, "")
    .trim();
  if (clean === "") clean = title.trim();
  if (/^[^.。]+[.。]$/.test(clean)) clean = clean.slice(0, -1);
  return clean.length > MAX_TITLE ? `${clean.slice(0, MAX_TITLE - 1)}…` : clean;
}

/** Reads fields, commands, artifacts and marks out of a step's own text. */
function readOwnText(step: StepDraft, text: InlineText, rest: string, phase: PhaseDraft): void {
  const plain = text.plain.replace(/\n/g, " ");
  const found = findFields(plain, text.line);
  if (found.length > 0) step.hasBlank = true;
  addFields(
    step.def.fields,
    found.map((each) => each.field),
  );
  addInlineCommands(step, text);
  const file = arrowFile(plain);
  if (file !== null) addArtifacts(step, [file.name]);
  const arrows = plain.split(/\s(?:->|→|=>)\s/);
  if (file === null && found.length === 0 && arrows.length === 2 && step.def.commands.length > 0)
    addExpected(step, arrows[1] ?? "", text.line);
  if (/\([^()]*`?[\w.*-]+\.(?:log|json|csv|pdf|html|xml)`?[^()]*\)/.test(plain))
    addArtifacts(step, namedFiles(text.codes));
  step.def.durationMinutes = statedDuration(plain);
  step.def.condition = conditionOf(plain);
  step.def.optional = isOptional(plain);
  step.roleName = ownerInside(plain) ?? roleMention(plain);
  readDutyInside(plain, step, phase);
  const recorded = /[.;]\s+Record:\s*([^.;]{3,160})\.?$/i.exec(plain)?.[1];
  if (recorded !== undefined) addFields(step.def.fields, recordFields(recorded, text.line));
  const shown =
    /[.;,]\s+(?:it|this|that|which|the output)?\s*(should (?:show|return|print|display)\s[^.;]{2,160})\.?$/i.exec(
      plain,
    )?.[1];
  if (shown !== undefined) addExpected(step, shown, text.line);
  if (phase.def.kind === "preconditions") addArtifacts(step, namedFiles(text.codes));
  if (/^(?:record|note down|document|log)\s*$/i.test(step.def.title) && rest !== "")
    addFields(step.def.fields, recordFields(rest, text.line));
  const codeCheck = text.codes.length === 1 && text.codes[0]?.text === plain;
  if (codeCheck || statesValue(plain)) addChecks(step.def.checks, findChecks(plain, text.line));
}

/** "@handle", "[you]" or a parenthesis that names a role ("(DB Owner)"). */
export function roleMention(text: string): string | null {
  const inside =
    /[([]\s*((?:[\p{L}&/-]{1,20} ){0,3}(?:DBA|[Oo]n-?call|Owner|Lead|Engineer|SRE|Ops|DevOps|Operator|Manager|Team|Commander|Scribe|Deployer|Admin|Developer|QA|IC))\s*[)\]]/u.exec(
      text,
    )?.[1];
  if (inside !== undefined) return inside.trim();
  const handle = /(?<![\w.`/])@([A-Za-z][\w-]{1,38})(?![\w.@/])/.exec(text)?.[1];
  return handle === undefined ? null : `@${handle}`;
}

/** "02:15 Switch DNS" and "T-30: Switch DNS": the time stands before the title and is no part of it. */
function leadingTime(plain: string): { time: string; rest: string } | null {
  const offset = findOffset(plain);
  const length =
    offset?.at === 0
      ? offset.length
      : (/^\d{1,2}:\d{2}(?:\s?(?:-|–)\s?\d{1,2}:\d{2})?(?:\s?(?:UTC|CET|CEST|Uhr))?(?=[\s:–—-])/.exec(
          plain,
        )?.[0].length ?? 0);
  const rest = plain.slice(length).replace(/^[\s:：–—|-]+/, "");
  return length === 0 || rest === "" ? null : { time: plain.slice(0, length), rest };
}

/** "a. app01" below a step, written as a continuation line, is a list item all the same. */
function enumerated(line: InlineText): ListItem {
  const plain = line.plain.replace(/^\s*(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+/, "");
  return {
    text: { ...line, plain, rest: plain },
    checked: null,
    content: [],
    annotation: null,
    line: line.line,
    endLine: line.line,
  };
}

/** A shell prompt outside any fence. */
export const PROMPTED = /^\s*\$\s+(?=\S)/;

function withoutLines(text: InlineText, lines: string[]): InlineText {
  const keep = (from: string): string =>
    from
      .split("\n")
      .filter((line) => !lines.includes(line))
      .join("\n");
  return { ...text, plain: keep(text.plain), rest: keep(text.rest) };
}

/** One list item as a step; null when it is a gate or is marked as no step. */
function stepFromItem(item: ListItem, phase: PhaseDraft, draft: ImportDraft): StepDraft | null {
  const text = item.text;
  if (text === null || text.plain.trim() === "") {
    const step = item.content.length > 0 ? newStep("", item.line, item.endLine, "item") : null;
    if (step === null) return null;
    for (const block of item.content) readChild(block, step, phase);
    step.def.title = step.def.commands[0]?.text.split("\n")[0] ?? "";
    return step.def.title === "" ? null : step;
  }
  const annotation = item.annotation === null ? null : parseAnnotation(item.annotation);
  if (annotation?.notAStep === true || annotation?.reference === true) return null;
  const gated = !phase.inRollback && phase.def.kind !== "containment";
  const inside = gated ? gatesInside(text.plain) : [];
  for (const gate of inside) addGate(phase, abortCondition(gate), [], item.line);
  if (gated && inside.length === 0 && isAbortText(text.plain) && text.lead === null) {
    addGate(phase, abortCondition(text.plain.replace(/\n/g, " ")), itemTexts(item.content), item.line);
    draft.ledger.place(item.line, item.endLine, phase);
    return null;
  }
  const prompted = text.plain.split("\n").filter((line, index) => index > 0 && PROMPTED.test(line));
  const spoken = prompted.length === 0 ? text : withoutLines(text, prompted);
  const [first = spoken, ...further] = labelledLines(spoken);
  const timed = leadingTime(first.plain);
  const { title, rest } = titleOf(timed === null ? first : { ...first, plain: timed.rest });
  const step = newStep(cleanTitle(title, item.line), item.line, item.endLine, "item");
  step.commentLine = item.unmarked === true ? null : text.line;
  if (timed !== null) addNote(step, timed.time);
  readOwnText(step, first, rest, phase);
  for (const line of prompted) addCommand(step, "bash", line.replace(PROMPTED, ""), text.line);
  for (const line of further)
    readChild(
      { type: "list", ordered: true, items: [enumerated(line)], line: line.line, endLine: line.line },
      step,
      phase,
    );
  if (rest !== "") {
    const restText = withoutFields(rest, findFields(rest, text.line));
    if (restText !== "" && !step.def.commands.some((command) => command.text === restText))
      addNote(step, restText);
  } else if (title.length > MAX_TITLE) addNote(step, title);
  for (const block of item.content) readChild(block, step, phase);
  if (annotation !== null) applyAnnotation(step, annotation, draft);
  draft.ledger.place(item.line, item.endLine, phase);
  return step;
}

/** The items of a list as steps of a phase, in one group: numbered lists are ordered, the others are not (rule 7). */
export function addListSteps(
  list: ListBlock,
  phase: PhaseDraft,
  draft: ImportDraft,
  onDecision: (item: ListItem) => boolean,
): StepDraft[] {
  const last = phase.steps[phase.steps.length - 1];
  const continued = list.ordered && last?.origin === "item" && phase.groups[last.group]?.ordered === true;
  const group = continued && last !== undefined ? last.group : openGroup(phase, list.ordered);
  const added: StepDraft[] = [];
  for (const item of list.items) {
    if (onDecision(item)) continue;
    const step = stepFromItem(item, phase, draft);
    if (step === null) continue;
    step.group = group;
    phase.steps.push(step);
    added.push(step);
  }
  return added;
}
