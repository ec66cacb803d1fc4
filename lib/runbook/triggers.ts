import type { TriggerAction } from "../run/definition";
import type { Block, InlineText, ListItem, TableBlock } from "./blocks";
import type { ImportDraft } from "./draft";
import { stripOrnament } from "./heading-label";
import type { Section } from "./outline";
import { addRole } from "./roles";
import { jaccard, sharedCount, tokensOf } from "./similarity";
import { columnsOf } from "./table-columns";

const IMMEDIATE =
  /^(?:immediate(?:ly)?|at once|automatic(?:ally)?|without discussion|no discussion)(?![\p{L}-])/iu;

function triggerAction(text: string): TriggerAction {
  if (IMMEDIATE.test(text)) return "rollback";
  if (
    /investigat|analy[sz]e|untersuch|examiner|investigar|调查|調査|조사|исследов/iu.test(text) &&
    !/roll ?back/i.test(text)
  )
    return "investigate";
  if (
    /roll ?-?back|revert|back ?out|fail ?back|zurückrollen|rückfall|rückschwenk|zurückschwenk|rückbau|repli|revertir|volver a|reverter|ripristin|tornare|návrat|vrátit|возврат|вернуть|quay lui|hoàn tác|還原|回復|回滾|戻す|원복|retour arrière|reversión|回滚|回退|切り戻|ロールバック|롤백|откат/iu.test(
      text,
    )
  )
    return /consider|evaluate|decide|discuss|prüfen|assess/i.test(text) ? "decide" : "rollback";
  if (
    /monitor|watch|observe|hypercare|beobacht|weiter prüfen|abwarten|osservare|monitorare|sledovat|theo dõi|观察|觀察|関注|überwach|surveiller|monitorear|observar|监控|観察|監視|모니터|наблюд/iu.test(
      text,
    )
  )
    return "monitor";
  if (/alert|notify|page\b|escalat|inform|alarm|avertir|alertar|通知|告警|알림|оповест/iu.test(text))
    return "alert";
  return "decide";
}

const SEVERITY =
  /(?<![\p{L}\p{N}])(S[0-4]|SEV-?[0-5]|P[0-4])(?![\p{L}\p{N}])|[([](critical|high|medium|low|kritisch|critique|crítico)[)\]]/iu;

/** Adds a trigger, or sharpens the one that says the same ("Invariant Violation" / "Invariant Breach"). */
function addTrigger(
  draft: ImportDraft,
  text: string,
  severity: string | null,
  actionText: string | null,
  line: number,
): void {
  const clean = stripOrnament(text)
    .replace(/[.。]$/, "")
    .trim();
  if (clean === "") return;
  const action = actionText === null ? "decide" : triggerAction(actionText);
  const tokens = tokensOf(clean);
  const known = draft.triggers.find((trigger) => {
    const other = tokensOf(trigger.text);
    return (
      trigger.text.toLowerCase() === clean.toLowerCase() ||
      (sharedCount(tokens, other) >= 2 &&
        jaccard(tokens, other) >= 0.5 &&
        digits(trigger.text) === digits(clean))
    );
  });
  if (known === undefined) {
    draft.triggers.push({ id: "", text: clean, severity, action, actionText, line });
    return;
  }
  known.severity ??= severity;
  if (known.actionText === null && actionText !== null) {
    known.action = action;
    known.actionText = actionText;
  }
}

const digits = (text: string): string => (text.match(/\d+/g) ?? []).join(" ");

export function readTriggerTable(table: TableBlock, draft: ImportDraft): void {
  const columns = columnsOf(table);
  const triggerAt = Math.max(columns.trigger, 0);
  const response = columns.response;
  const other = table.header.findIndex((_, index) => index !== triggerAt && index !== columns.severity);
  const actionAt = response < 0 ? other : response;
  for (const row of table.rows) {
    const severity = columns.severity < 0 ? null : row.cells[columns.severity]?.plain.trim() || null;
    const several = row.cells.filter(
      (cell, index) => index !== actionAt && index !== columns.severity && cell.plain.trim() !== "",
    );
    addTrigger(
      draft,
      columns.trigger < 0 && response >= 0 && several.length > 1
        ? several.map((cell) => cell.plain.trim()).join(" · ")
        : (row.cells[triggerAt]?.plain ?? ""),
      severity,
      row.cells[actionAt]?.plain.trim() || null,
      row.line,
    );
  }
  draft.ledger.place(table.line, table.endLine);
}

/** Lists, tables and sentences under a trigger heading (rule 11); a label above a list says what all of it asks for. */
export function readTriggers(section: Section, draft: ImportDraft, blocks?: Block[]): void {
  if (blocks !== undefined) for (const block of blocks) readTriggerBlock(block, null, section, draft);
  else readTriggerContent(section, null, section, draft);
  draft.ledger.place(section.line);
}

function readTriggerContent(part: Section, asked: string | null, section: Section, draft: ImportDraft): void {
  for (const node of part.content) {
    if (node.type !== "section") readTriggerBlock(node, asked, section, draft);
    else if (node.source !== "heading") readTriggerContent(node, askedBy(node) ?? asked, section, draft);
  }
}

/** "Immediately, without discussion:" asks to roll back, "Only watch:" to watch; "Any of these:" asks for nothing of its own. */
function askedBy(label: Section): string | null {
  const text = label.heading.plain.replace(/\s*[:：]\s*$/, "");
  return IMMEDIATE.test(text) ||
    triggerAction(text) !== "decide" ||
    /decid|decision|discuss|consider/i.test(text)
    ? text
    : null;
}

function readTriggerBlock(block: Block, asked: string | null, section: Section, draft: ImportDraft): void {
  if (block.type === "table") readTriggerTable(block, draft);
  if (block.type === "list")
    for (const item of block.items)
      if (item.text !== null) readTriggerItem(item, item.text, asked, section, draft);
}

function readTriggerItem(
  item: ListItem,
  text: InlineText,
  asked: string | null,
  section: Section,
  draft: ImportDraft,
): void {
  const arrow = /^([\s\S]{3,200}?)\s*(?:->|→|=>|⇒)\s*([\s\S]{3,120})$/.exec(text.plain);
  const found = SEVERITY.exec(text.plain);
  const severity = found?.[1] ?? found?.[2] ?? null;
  const nested = item.content.flatMap((inner) =>
    inner.type === "list" ? inner.items.map((each) => each.text?.plain ?? "") : [],
  );
  const title = arrow?.[1] ?? text.plain.replace(/\n/g, " ");
  draft.ledger.place(item.line, item.endLine);
  if (text.lead !== null && /^(?:rollback )?(?:action|procedure|response)s?$/i.test(text.lead.trim()))
    askOfAll(text.rest.replace(/\n/g, " "), section, draft);
  else if (nested.length > 0 && /[:：]$/.test(title.trim()))
    for (const each of nested) addTrigger(draft, each, severity, asked, item.line);
  else addTrigger(draft, title, severity, arrow?.[2]?.trim() ?? asked, item.line);
}

/** "**Rollback action:** …" in a list of triggers is what each of them asks for. */
function askOfAll(actionText: string, section: Section, draft: ImportDraft): void {
  for (const trigger of draft.triggers) {
    if (trigger.actionText !== null || trigger.line < section.line) continue;
    trigger.actionText = actionText;
    trigger.action = "rollback";
  }
}

const CLOCK =
  /(?:decid\w*|decision|rollback|call|entscheid\w*|décid\w*|decid\w*)[^.\n]{0,40}?(?:within|in under|in less than|no later than|innerhalb von|binnen|sous|en menos de|dentro de)\s+(\d{1,3})\s?(?:m\b|min)/iu;
const CLOCK_BEFORE = /within\s+(\d{1,3})\s?(?:m\b|min\w*)[^.\n]{0,40}?(?:decid|decision)/i;
const NO_EXCEPTION =
  /([\p{L}][\p{L}\p{N} /_-]{1,60}?)\s+(?:FAIL(?:S|ED|URE)?|fails?|failed|failure|fehlgeschlagen|échoue|falla|falha|失敗|失败|실패)\s*(?:=>|==?|→|->|means|is|bedeutet|ergibt)\s*(?:automatic |immediate |an? )?NO[- ]?GO/u;

/** A word without which none of the sentences below can stand; most lines have none. */
const SENTENCE_RULE =
  /no[- ]?go|within|in under|in less than|no later than|innerhalb von|binnen|sous|en menos de|dentro de|decider|decision|entscheider|décideur|decisor/i;

/** Rules that sentences set anywhere in the text: the decision clock, and what is a no-go without exception. */
export function readSentenceRules(lines: string[], draft: ImportDraft): void {
  lines.forEach((source, index) => {
    if (source.length > 1000 || !SENTENCE_RULE.test(source)) return;
    const text = source.replace(/[*_`]/g, "");
    const clock = CLOCK.exec(text)?.[1] ?? CLOCK_BEFORE.exec(text)?.[1];
    if (clock !== undefined && draft.clockMinutes === null) {
      draft.clockMinutes = Number(clock);
    }
    const subject = NO_EXCEPTION.exec(text)?.[1]
      ?.replace(/^(?:any|each|a|the|if)\s/i, "")
      .trim();
    if (subject !== undefined && subject !== "") {
      draft.noExceptionSubjects.push({ subject, line: index + 1 });
    }
    const maker =
      /^\W{0,6}(?:decision[- ]maker|decider|decision owner|go\/no-go (?:owner|authority)|entscheider|décideur|decisor)\s*[:：]\s*(\p{L}[\p{L} .@/-]{1,40}?)\s*$/iu.exec(
        text,
      )?.[1];
    if (maker !== undefined && !/date/i.test(maker)) addRole(draft, maker, "decision maker", index + 1, true);
    const after = /NO[- ]?GO[^:\n]{0,20}[:：]\s*([\p{L} ]{2,40}?)\s+FAIL(?:S|ED)?[.\s]*$/u.exec(text)?.[1];
    if (after !== undefined) draft.noExceptionSubjects.push({ subject: after.trim(), line: index + 1 });
  });
}
