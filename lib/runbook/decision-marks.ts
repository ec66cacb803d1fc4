import { parseAnnotation } from "./annotations";
import type { Block, InlineText, ListItem } from "./blocks";
import type { DecisionDraft, ImportDraft, PhaseDraft } from "./draft";
import { findFields } from "./fields";
import { ownBlocks, type Section } from "./outline";

const GO_NO_GO = /(?:^|[^\p{L}])go\s?(?:\/|or|-|\|)\s?no[- ]?go(?!\p{L})/iu;
const DECISION_TITLE =
  /^(?:final |go-live |cutover )?(?:(?:go\s?(?:\/|or|-|\|)\s?no[- ]?go)(?:\s(?:decision(?: point)?|call|poll|vote|gate))?|decision(?: point)?|hold ?point|entscheidung|décision|decisión|decisão|решение|决策|判定|결정)\s*[?!]?$/iu;

/** "Gate G1 — GO / NO-GO to freeze": a gate that the text counts and that is answered with GO or NO-GO. */
const NAMED_GATE =
  /^(?:decision |quality )?(?:gate|checkpoint)\s*#?[A-Z]?\d*\b.*(?<![\p{L}])go\s?(?:\/|or)\s?no[- ]?go(?!\p{L})/iu;

export function newDecision(
  title: string,
  origin: DecisionDraft["origin"],
  line: number,
  afterPhase: PhaseDraft | null,
): DecisionDraft {
  return {
    title,
    position: "final",
    origin,
    offset: null,
    criteria: [],
    statement: null,
    signOffNames: [],
    pollNames: [],
    afterPhase,
    line,
  };
}

/** "GO: smoke PASS + logs filed" gives the criteria of GO; "NO-GO: …" says what bars it. */
function readBranch(text: InlineText, decision: DecisionDraft): void {
  const plain = text.plain.replace(/^[^\p{L}]+/u, "");
  const go = /^GO\b[^:：\n]{0,20}[:：]\s*([\s\S]+)$/.exec(plain)?.[1];
  if (go === undefined) return;
  for (const part of go.replace(/[.。]$/, "").split(/\s\+\s|\s(?:and|AND|&)\s|;\s/))
    if (part.trim() !== "") decision.criteria.push({ text: part.trim(), step: null, line: text.line });
}

/** The words that an item is called by: its bold lead-in, else what stands before an arrow or a colon. */
function itemTitle(text: InlineText): string {
  return (text.lead ?? text.plain.replace(/\s*(?:->|→|[:：]).*$/s, "")).trim();
}

/** Whether an item is marked as a decision, by its annotation or by its words. */
export function isDecisionItem({ annotation, text }: ListItem): boolean {
  if (text === null) return false;
  return (
    (annotation !== null && parseAnnotation(annotation).decision) || DECISION_TITLE.test(itemTitle(text))
  );
}

/** A list item that is a decision, by annotation or by its title; it becomes a decision point, never a step. */
export function decisionItem(item: ListItem, phase: PhaseDraft, draft: ImportDraft): boolean {
  const annotation = item.annotation === null ? null : parseAnnotation(item.annotation);
  const text = item.text;
  if (text === null) return false;
  const title = itemTitle(text);
  if (!isDecisionItem(item)) return false;
  const decision = newDecision(
    annotation?.decisionTitle ?? title.replace(/\n/g, " "),
    annotation?.decision === true ? "annotation" : "mark",
    item.line,
    phase,
  );
  if (annotation !== null) {
    decision.pollNames.push(...annotation.poll);
    decision.signOffNames.push(...annotation.signOff);
    decision.offset = annotation.offset;
  }
  for (const block of item.content) {
    if (block.type !== "list") continue;
    for (const each of block.items) if (each.text !== null) readBranch(each.text, decision);
  }
  draft.decisions.push(decision);
  draft.ledger.place(item.line, item.endLine, phase);
  return true;
}

/** A row of a step table that is a decision. */
export function decisionRow(
  action: InlineText,
  line: number,
  phase: PhaseDraft,
  draft: ImportDraft,
): boolean {
  const title = action.plain.replace(/\n/g, " ").trim();
  if (!DECISION_TITLE.test(title)) return false;
  draft.decisions.push(newDecision(title, "mark", line, phase));
  draft.ledger.place(line, line, phase);
  return true;
}

/** "Decision: GO / NO-GO" and the lines of decider and time around it. */
export function decisionParagraph(block: Block, phase: PhaseDraft | null, draft: ImportDraft): boolean {
  if (block.type !== "paragraph") return false;
  const first = (block.text.plain.split("\n")[0] ?? "").trim();
  const title = (block.text.lead ?? block.text.opening ?? first.replace(/\s*[:：].*$/s, "")).trim();
  if (NAMED_GATE.test(title) && title.length <= 100) {
    draft.decisions.push(newDecision(title.replace(/[.。]$/, ""), "mark", block.line, phase));
    draft.ledger.place(block.line, block.endLine, phase ?? undefined);
    return true;
  }
  if (
    !DECISION_TITLE.test(title) ||
    (!GO_NO_GO.test(block.text.plain) && findFields(block.text.plain, block.line).length === 0)
  )
    return false;
  draft.decisions.push(newDecision(title, "mark", block.line, phase));
  draft.ledger.place(block.line, block.endLine, phase ?? undefined);
  return true;
}

/** A bold line that only says GO / NO-GO: a decision at that place. */
export function isCheckpoint(section: Section): boolean {
  return (
    section.source !== "heading" &&
    section.label.goNoGo &&
    section.content.every((node) => node.type === "comment" || node.type === "rule")
  );
}

const STATEMENT_HEADING = /decision statement|go statement|standard statement|go-live statement/i;

/** The sentence that the decider reads out: "… Decision Statement" and the quoted text below or beside it. */
export function readStatement(section: Section, draft: ImportDraft): boolean {
  if (!STATEMENT_HEADING.test(section.heading.plain)) return false;
  for (const block of ownBlocks(section)) {
    const text =
      block.type === "paragraph"
        ? block.text.plain
        : block.type === "quote"
          ? block.content.map((inner) => (inner.type === "paragraph" ? inner.text.plain : "")).join(" ")
          : "";
    if (text.trim() === "") continue;
    draft.statements.push({ text: text.trim().replace(/^["“]|["”]$/g, ""), line: block.line });
    draft.ledger.place(section.line, block.endLine);
    return true;
  }
  return false;
}

/** A statement whose heading and text share one paragraph. */
export function statementParagraph(block: Block, draft: ImportDraft): boolean {
  if (block.type !== "paragraph" || !STATEMENT_HEADING.test(block.text.plain)) return false;
  const lines = block.text.plain.split("\n");
  const at = lines.findIndex((line) => STATEMENT_HEADING.test(line));
  const text =
    lines
      .slice(at + 1)
      .join(" ")
      .trim() || (lines[at] ?? "").replace(/^[^"“]*/, "").trim();
  if (text === "") return false;
  draft.statements.push({ text: text.replace(/^["“]|["”]$/g, ""), line: block.line });
  draft.ledger.place(block.line, block.endLine);
  return true;
}

/** A sign-off form ("Approver: [Name]", "Sign-off: ____"): who signs, and the line above it as the statement. */
export function readSignOffForm(block: Block, decision: DecisionDraft, draft: ImportDraft): boolean {
  if (block.type !== "code" && block.type !== "paragraph") return false;
  const value = block.type === "code" ? block.value : block.text.plain;
  const lines = value.split("\n");
  const fields = lines.flatMap((line, index) => findFields(line, block.line + index));
  if (fields.length === 0) return false;
  for (const { field } of fields) {
    if (
      /approver|approved by|authori[sz]ed by|genehmig|aprobador|aprovador|approuvé par|审批人|承認者|승인자/iu.test(
        field.name,
      )
    )
      decision.signOffNames.push(field.name.replace(/\s*(?:name|signature)$/i, ""));
  }
  const head = lines.find((line) => line.trim() !== "");
  if (head !== undefined && !/[:：]/.test(head)) decision.statement = head.trim();
  draft.ledger.place(block.line, block.endLine);
  return true;
}
