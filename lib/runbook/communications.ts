import type { Block, InlineText, ListItem } from "./blocks";
import type { ImportDraft } from "./draft";
import { frequencyMinutes } from "./offsets";
import { ownBlocks, type Section } from "./outline";

const QUOTED = /["“„«「『]([^"“”„«»「」『』]{3,600})["”“»」』]/u;

function quotedText(plain: string): string | null {
  return QUOTED.exec(plain)?.[1]?.trim() ?? null;
}

function addTemplate(draft: ImportDraft, name: string, text: string, line: number): void {
  const clean = name.replace(/[:：]\s*$/, "").trim() || text.slice(0, 60);
  draft.templates.push({ id: "", name: clean, text, line });
}

function readTemplateItem(item: ListItem, draft: ImportDraft): void {
  const text = item.text;
  if (text === null) return;
  const nested = item.content.flatMap((block) => (block.type === "list" ? block.items : []));
  const label = text.lead ?? /^([^:：\n]{2,60})[:：]/.exec(text.plain)?.[1] ?? null;
  const quote = quotedText(text.lead === null ? text.plain : text.rest);
  const block = item.content.find((inner) => inner.type === "quote" || inner.type === "code");
  if (quote !== null) addTemplate(draft, label ?? quote, quote, item.line);
  else if (block?.type === "code") addTemplate(draft, label ?? text.plain, block.value, block.line);
  else if (block?.type === "quote")
    addTemplate(draft, label ?? text.plain, quoteText(block.content), block.line);
  else if (nested.length > 0) {
    for (const each of nested) {
      const inner = quotedText(each.text?.plain ?? "");
      if (inner !== null) addTemplate(draft, inner, inner, each.line);
    }
  } else if (
    /slack|teams|#\w|e-?mail|channel|bridge|zoom|status ?page|https?:|call|telefon|kanal|canal|频道|チャンネル|채널/iu.test(
      text.plain,
    ) &&
    text.plain.length <= 160
  ) {
    draft.channels.push(text.plain.replace(/\n/g, " "));
  } else return;
  draft.ledger.place(item.line, item.endLine);
}

function quoteText(content: Block[]): string {
  return content
    .map((block) =>
      block.type === "paragraph"
        ? block.text.plain
        : block.type === "list"
          ? block.items.map((item) => `- ${item.text?.plain ?? ""}`).join("\n")
          : "",
    )
    .join("\n\n")
    .trim();
}

/** From / to of a cadence in minutes after T-0; "during" runs until GO, an open end stays open. */
function windowOf(label: string): { from: number | null; to: number | null } {
  const range =
    /(\d{1,3})\s?(?:-|–|—|to|bis|à|a)\s?(\d{1,3})\s?(h|hours?|hrs?|min|m|d|days?|std|stunden)?/iu.exec(label);
  const unit = (word: string | undefined): number =>
    word === undefined || /^(?:h|std|stund)/i.test(word) ? 60 : /^d/i.test(word) ? 1440 : 1;
  if (range !== null)
    return { from: Number(range[1]) * unit(range[3]), to: Number(range[2]) * unit(range[3]) };
  const first =
    /(?:first|next|erste[nr]?|premières?|primeras?|primeiras?)\s(\d{1,3})\s?(h|hours?|hrs?|min\w*|m|d|days?|stunden)/iu.exec(
      label,
    );
  if (first !== null) return { from: 0, to: Number(first[1]) * unit(first[2]) };
  const after = /(?:after|beyond|nach|après|>)\s?(\d{1,3})\s?(h|hours?|hrs?|d|days?)/iu.exec(label);
  if (after !== null) return { from: Number(after[1]) * unit(after[2]), to: null };
  if (/during|while|cutover|before|während|pendant|durante/iu.test(label)) return { from: null, to: 0 };
  return { from: null, to: null };
}

function cadenceItem(text: InlineText, line: number, draft: ImportDraft): boolean {
  const every = frequencyMinutes(text.lead === null ? text.plain : text.rest) ?? frequencyMinutes(text.plain);
  if (every === null || every < 1) return false;
  const label = text.lead ?? /^([^:：\n]{2,60})[:：]/.exec(text.plain)?.[1] ?? text.plain;
  draft.cadence.push({ ...windowOf(label), everyMinutes: every, text: text.plain.replace(/\n/g, " "), line });
  draft.ledger.place(line, text.endLine);
  return true;
}

/** Update cadence as list, table or sentence. */
export function readCadence(section: Section, draft: ImportDraft): void {
  for (const block of ownBlocks(section)) {
    if (block.type === "list")
      for (const item of block.items) if (item.text !== null) cadenceItem(item.text, item.line, draft);
    if (block.type === "paragraph") cadenceItem(block.text, block.line, draft);
  }
  draft.ledger.place(section.line);
}

/** Channels, message templates and, where it stands inline, the cadence of a communication section (rule 16). */
export function readCommunication(section: Section, draft: ImportDraft): void {
  let pendingName: string | null = section.source === "heading" ? section.label.name : section.heading.plain;
  for (const block of ownBlocks(section)) {
    if (block.type === "list") {
      for (const item of block.items) {
        if (
          item.text !== null &&
          quotedText(item.text.plain) === null &&
          item.content.length === 0 &&
          cadenceItem(item.text, item.line, draft)
        )
          continue;
        readTemplateItem(item, draft);
      }
    } else if (block.type === "code" || block.type === "quote") {
      const text = block.type === "code" ? block.value : quoteText(block.content);
      if (text !== "") addTemplate(draft, pendingName ?? text.slice(0, 60), text, block.line);
      draft.ledger.place(block.line, block.endLine);
    } else if (block.type === "paragraph") {
      const quote = quotedText(block.text.plain);
      if (quote !== null) {
        addTemplate(draft, block.text.lead ?? pendingName ?? quote, quote, block.line);
        draft.ledger.place(block.line, block.endLine);
      } else if (!cadenceItem(block.text, block.line, draft))
        pendingName = block.text.lead ?? block.text.plain.slice(0, 80);
    } else if (block.type === "table") readTemplateTable(block, draft);
  }
  draft.ledger.place(section.line);
}

function readTemplateTable(table: Extract<Block, { type: "table" }>, draft: ImportDraft): void {
  const at = table.header.findIndex((cell) =>
    /message|template|text|content|nachricht|mensaje|mensagem|内容|文面|메시지/iu.test(cell.plain),
  );
  for (const row of table.rows) {
    const text =
      (at < 0 ? null : row.cells[at]?.plain) ??
      row.cells.map((cell) => quotedText(cell.plain)).find((quote) => quote != null);
    if (text != null && text.trim() !== "") {
      addTemplate(draft, row.cells[0]?.plain ?? "", quotedText(text) ?? text, row.line);
      draft.ledger.place(row.line);
    }
  }
}
