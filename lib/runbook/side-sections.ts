import { artifactName, filesInText, isArtifactName } from "./artifacts";
import type { Block, ListItem, TableBlock } from "./blocks";
import { tableKind } from "./classify-table";
import type { ImportDraft } from "./draft";
import { isBareScript, isCommandCode } from "./inline-command";
import { findOffset } from "./offsets";
import { ownBlocks, type Section } from "./outline";
import { columnsOf } from "./table-columns";

/** One artifact however often it is named; the strictest demand on it wins. */
export function addEvidence(
  draft: ImportDraft,
  name: string,
  requiredBefore: string | null,
  line: number,
): void {
  if (name === "") return;
  const known = draft.evidence.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (known === undefined) draft.evidence.push({ name, requiredBefore, line });
  else if (known.requiredBefore !== "execution" && requiredBefore !== null)
    known.requiredBefore = requiredBefore;
}

function evidenceNames(item: ListItem): string[] {
  const text = item.text;
  if (text === null) return [];
  const codes = text.codes
    .map((code) => artifactName(code.text))
    .filter((name) => name !== "" && isArtifactName(name));
  if (codes.length > 0) return codes;
  const files = filesInText(text.plain);
  if (files.length > 0) return files;
  return [(text.lead ?? text.plain.replace(/\n/g, " ")).replace(/[.;。]$/, "").slice(0, 120)];
}

/** Evidence lists, tables and directory trees (rule 15); a tree also stays readable, for its remarks. */
export function readEvidence(section: Section, draft: ImportDraft, requiredBefore: string | null): void {
  for (const block of ownBlocks(section)) {
    if (block.type === "list") {
      for (const item of block.items) {
        for (const name of evidenceNames(item)) addEvidence(draft, name, requiredBefore, item.line);
        draft.ledger.place(item.line, item.endLine);
      }
    } else if (block.type === "code") {
      block.value.split("\n").forEach((line, index) => {
        const bare = line.replace(/#.*$/, "");
        for (const name of filesInText(bare))
          addEvidence(draft, name, requiredBefore, block.firstLine + index);
      });
    } else if (block.type === "table") {
      for (const row of block.rows) {
        const text = row.cells.map((cell) => cell.plain).join(" ");
        const names = filesInText(text);
        for (const name of names.length > 0 ? names : [(row.cells[0]?.plain ?? "").slice(0, 120)])
          addEvidence(draft, name, requiredBefore, row.line);
      }
      draft.ledger.place(block.line, block.endLine);
    }
  }
  draft.ledger.place(section.line);
}

/** "Required before execution" against "required for the decision"; null when a list demands nothing. */
export function evidenceDeadline(heading: string): string | null {
  if (/before (?:the )?(?:execution|start|first|run|mutat|cutover|deploy|go)/i.test(heading))
    return "execution";
  return /require|mandator|must|pflicht|obligat|erforderlich|必須|必需|필수|обязательн/iu.test(heading)
    ? "decision"
    : null;
}

/** "Status: PASS | BLOCKER", "Errors:" and the like: what the final record asks for. */
export function readFinalRecord(section: Section, draft: ImportDraft): void {
  const take = (plain: string, line: number): void => {
    const pair = /^([^:：\n]{2,80})[:：]\s*([\s\S]*)$/.exec(plain.trim());
    const name = (pair?.[1] ?? plain).replace(/[*_]/g, "").trim();
    if (name === "") return;
    const options = (pair?.[2] ?? "")
      .split(/\s?[|/]\s?/)
      .map((option) => option.replace(/[*_`.]/g, "").trim());
    const choice =
      options.length >= 2 &&
      options.every((option) => /^[\p{L}][\p{L} -]{1,30}$/u.test(option)) &&
      (options.some((option) => option === option.toUpperCase()) || (pair?.[2] ?? "").includes("|"));
    draft.finalRecord.push({ name, options: choice ? options : [], line });
    draft.ledger.place(line);
  };
  for (const block of ownBlocks(section)) {
    if (block.type === "list")
      for (const item of block.items) take(item.text?.plain.replace(/\n/g, " ") ?? "", item.line);
    else if (block.type === "code")
      block.value.split("\n").forEach((line, index) => {
        if (/[:：]/.test(line)) take(line, block.firstLine + index);
      });
    else if (block.type === "table")
      for (const row of block.rows)
        take(`${row.cells[0]?.plain ?? ""}: ${row.cells[1]?.plain ?? ""}`, row.line);
    else if (block.type === "paragraph")
      block.text.plain.split("\n").forEach((line, index) => {
        if (/^[^:：]{2,60}[:：]/.test(line)) take(line, block.line + index);
      });
  }
  draft.ledger.place(section.line, section.line);
}

export function readCompletion(section: Section, draft: ImportDraft): void {
  for (const block of ownBlocks(section)) {
    if (block.type === "table") {
      for (const row of block.rows) {
        const texts = row.cells.slice(0, 2).map((cell) => cell.plain.trim());
        if (texts[0] !== undefined && texts[0] !== "")
          draft.completion.push({ text: texts.filter((text) => text !== "").join(": "), line: row.line });
      }
      draft.ledger.place(block.line, block.endLine);
    }
    if (block.type !== "list") continue;
    for (const item of block.items) {
      const nested = item.content.flatMap((inner) =>
        inner.type === "list" ? inner.items.map((each) => each.text?.plain ?? "") : [],
      );
      const text = [item.text?.plain.replace(/\n/g, " ") ?? "", nested.join(", ")]
        .filter((part) => part !== "")
        .join(" ");
      if (text !== "") draft.completion.push({ text, line: item.line });
      draft.ledger.place(item.line, item.endLine);
    }
  }
  draft.ledger.place(section.line);
}

export function readTaxonomy(section: Section, draft: ImportDraft): void {
  for (const block of ownBlocks(section)) {
    if (block.type === "list")
      for (const item of block.items)
        if (item.text !== null) draft.taxonomy.push((item.text.lead ?? item.text.plain).replace(/\n/g, " "));
    if (block.type === "table") for (const row of block.rows) draft.taxonomy.push(row.cells[0]?.plain ?? "");
    if (block.type === "list" || block.type === "table") draft.ledger.place(block.line, block.endLine);
  }
  draft.ledger.place(section.line);
}

export function readContactTable(table: TableBlock, draft: ImportDraft): void {
  const columns = columnsOf(table);
  const roleAt =
    columns.role >= 0
      ? columns.role
      : columns.owner >= 0 && columns.owner !== columns.contact
        ? columns.owner
        : 0;
  const used = new Set([roleAt, columns.escalation]);
  for (const row of table.rows) {
    const contact = row.cells
      .filter((_, index) => !used.has(index))
      .map((cell) => cell.plain.trim())
      .filter((text) => text !== "")
      .join(" · ");
    draft.contacts.push({
      role: row.cells[roleAt]?.plain ?? "",
      contact,
      escalation: columns.escalation < 0 ? null : row.cells[columns.escalation]?.plain || null,
      line: row.line,
    });
  }
  draft.ledger.place(table.line, table.endLine);
}

export function readContacts(section: Section, draft: ImportDraft): void {
  for (const block of ownBlocks(section)) {
    if (block.type === "table") readContactTable(block, draft);
    if (block.type !== "list") continue;
    for (const item of block.items) {
      const text = item.text;
      if (text === null) continue;
      const pair = /^([^:：\n]{2,60}?)\s*(?:[:：]|\s[–—-]\s)\s*([\s\S]+)$/.exec(text.plain);
      if (pair === null && text.lead === null) continue;
      draft.contacts.push({
        role: text.lead ?? pair?.[1] ?? "",
        contact: (text.lead === null ? (pair?.[2] ?? "") : text.rest).replace(/\n/g, " "),
        escalation: null,
        line: item.line,
      });
      draft.ledger.place(item.line, item.endLine);
    }
  }
  draft.ledger.place(section.line);
}

/** Script references: exit codes set the mapping for `exec` (rule 16); the table stays readable as prose. */
export function readExitCodes(table: TableBlock, draft: ImportDraft): void {
  const columns = columnsOf(table);
  for (const row of table.rows) {
    const map: Record<string, string> = {};
    for (const match of (row.cells[columns.exitCodes]?.plain ?? "").matchAll(
      /(\d{1,3})\s?[=:–-]\s?([\p{L}][\p{L} _-]{0,30})/gu,
    ))
      map[match[1] ?? ""] = (match[2] ?? "").trim();
    const first = row.cells[0];
    const command = first?.codes[0]?.text ?? first?.plain ?? "";
    if (command !== "" && Object.keys(map).length > 0) draft.exitCodes.push({ command, map });
  }
}

/** Commands that a tools section only names: they are lent to the steps that mention them. */
export function readTools(blocks: Block[], draft: ImportDraft): void {
  for (const block of blocks) {
    if (block.type !== "list") continue;
    for (const item of block.items) {
      const code = item.text?.codes.find((each) => isCommandCode(each.text) || isBareScript(each.text));
      if (item.text !== null && code !== undefined)
        draft.tools.push({ label: item.text.lead ?? item.text.plain, command: code.text, line: item.line });
    }
  }
}

/** A timeline of T-offsets beside the steps: kept for the offsets of decision points. */
export function readTimeline(blocks: Block[], draft: ImportDraft): void {
  for (const block of blocks) {
    if (block.type !== "list") continue;
    for (const item of block.items) {
      const found = item.text === null ? null : findOffset(item.text.plain);
      if (item.text === null || found === null || found.at > 2) continue;
      const text = item.text.plain
        .slice(found.at + found.length)
        .replace(/^[\s:：–—-]+/, "")
        .replace(/\n/g, " ");
      draft.timeline.push({ offset: found.minutes, label: found.label, text, line: item.line });
    }
  }
}

export function isKindTable(block: Block, kind: ReturnType<typeof tableKind>): block is TableBlock {
  return block.type === "table" && tableKind(block) === kind;
}
