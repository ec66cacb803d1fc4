import type { Policy } from "../run/definition";
import type { Block, InlineText, TableBlock } from "./blocks";
import { tableKind } from "./classify-table";
import type { ImportDraft } from "./draft";
import { durationMinutes, frequencyMinutes } from "./offsets";

/** Settings that front matter may make (annotations chapter); null where it says nothing. */
export interface FrontMatter {
  title: string | null;
  policy: Partial<Policy>;
  clockMinutes: number | null;
}

const NAMES: [string, RegExp][] = [
  [
    "window",
    /^(?:maintenance |change |cutover |deployment )?window$|^wartungsfenster$|^fenêtre|^ventana|^janela|^维护窗口|^メンテナンス|^окно/iu,
  ],
  ["releaseTag", /^(?:rc |release |git )?tag$|^release$|^release (?:tag|version|candidate)$/i],
  ["rollbackTarget", /^(?:rollback|back-?out) (?:target|version|tag)$|^previous (?:version|release)$/i],
  [
    "environment",
    /^(?:target )?environment$|^env$|^umgebung$|^environnement$|^entorno$|^ambiente$|^环境$|^環境$|^환경$/iu,
  ],
  [
    "owner",
    /^(?:document |runbook )?(?:owner|author)$|^verantwortlich|^responsable$|^autor\w*$|^负责人$|^作成者$|^владелец$/iu,
  ],
  ["version", /^(?:document )?version$|^版本$|^バージョン$|^версия$/iu],
  ["date", /^(?:date|last updated|updated|datum|fecha|data|日期|日付|дата)$/iu],
];

/** A key under the name by which it is recognised, or as it is written. */
function metadataKey(key: string): string {
  const clean = key
    .replace(/[*_`]/g, "")
    .replace(/[:：]\s*$/, "")
    .trim();
  return NAMES.find(([, pattern]) => pattern.test(clean))?.[0] ?? clean;
}

function addMetadata(draft: ImportDraft, key: string, value: string): void {
  const name = metadataKey(key);
  const text = value.trim();
  if (
    name === "" ||
    name.length > 60 ||
    text === "" ||
    text.length > 400 ||
    Object.hasOwn(draft.metadata, name) ||
    name === "__proto__"
  )
    return;
  draft.metadata[name] = text;
}

/** "**Key**: value" lines and "A: x | B: y" pairs; true when every line was one. */
function readKeyLines(text: InlineText, draft: ImportDraft, needsLead: boolean): boolean {
  const lines = text.plain.split("\n");
  const pairs: [string, string][] = [];
  for (const line of lines) {
    const parts = line.split(/\s[|·•]\s/);
    let matched = 0;
    for (const part of parts) {
      const pair = /^\s*([\p{L}][\p{L}\p{N} /_.()-]{0,40}?)\s*[:：]\s*(\S[\s\S]{0,300})$/u.exec(part);
      if (pair?.[1] === undefined || pair[2] === undefined) continue;
      pairs.push([pair[1], pair[2]]);
      matched++;
    }
    if (matched === 0 || matched < parts.length) return false;
  }
  if (needsLead && text.lead === null && lines.length < 2 && pairs.length < 2) return false;
  for (const [key, value] of pairs) addMetadata(draft, key, value);
  return true;
}

function readMetadataTable(table: TableBlock, draft: ImportDraft): void {
  const header = table.header.map((cell) => cell.plain);
  const named =
    /^(?:item|field|key|property|name|value|details?|parameter|feld|wert|champ|valeur|campo|valor|attribute|)$/iu;
  if (!header.every((cell) => named.test(cell.trim()))) addMetadata(draft, header[0] ?? "", header[1] ?? "");
  for (const row of table.rows) addMetadata(draft, row.cells[0]?.plain ?? "", row.cells[1]?.plain ?? "");
  draft.ledger.place(table.line, table.endLine);
}

/** Metadata in the blocks near the top (or of a quick reference): key lines, quotes of them, lists, tables. */
export function readMetadata(blocks: Block[], draft: ImportDraft, needsLead: boolean): void {
  for (const block of blocks) {
    if (block.type === "paragraph") {
      if (readKeyLines(block.text, draft, needsLead)) draft.ledger.place(block.line, block.endLine);
    } else if (block.type === "quote") readMetadata(block.content, draft, false);
    else if (block.type === "table" && tableKind(block) === "metadata") readMetadataTable(block, draft);
    else if (block.type === "list" && !block.ordered && block.items.every((item) => item.checked === null)) {
      for (const item of block.items) {
        if (
          item.text !== null &&
          item.content.length === 0 &&
          (item.text.lead !== null || !needsLead) &&
          readKeyLines(item.text, draft, false)
        )
          draft.ledger.place(item.line, item.endLine);
      }
    }
  }
}

const unquote = (value: string): string => value.trim().replace(/^(["'])([\s\S]*)\1$/, "$2");

/** Flat `key: value` front matter with one level of lists; anything deeper stays text. */
export function readFrontMatter(value: string, draft: ImportDraft): FrontMatter {
  const out: FrontMatter = { title: null, policy: {}, clockMinutes: null };
  const entries: [string, string][] = [];
  for (const line of value.split("\n")) {
    const pair = /^([A-Za-z][\w -]{0,40}?)\s*[:=]\s*(.*)$/.exec(line);
    const item = /^\s+-\s+(.*)$|^-\s+(.*)$/.exec(line);
    const last = entries[entries.length - 1];
    if (pair?.[1] !== undefined) entries.push([pair[1], pair[2] ?? ""]);
    else if (item !== null && last !== undefined)
      last[1] = last[1] === "" ? (item[1] ?? item[2] ?? "") : `${last[1]}, ${item[1] ?? item[2] ?? ""}`;
  }
  for (const [key, raw] of entries) {
    const text = unquote(raw.replace(/^\[|\]$/g, ""));
    const name = key.toLowerCase().replace(/[ _]/g, "-");
    if (name === "title") out.title = text;
    else if (name === "approvals" && /^\d{1,2}$/.test(text)) out.policy.approvals = Number(text);
    else if (name === "rehearsal" && (text === "required" || text === "recommended" || text === "none"))
      out.policy.rehearsal = text;
    else if (name === "environments")
      out.policy.environments = text
        .split(",")
        .map((part) => unquote(part))
        .filter((part) => part !== "");
    else if (name === "decision-clock") out.clockMinutes = durationMinutes(text);
    else if (name === "cadence") {
      const every = frequencyMinutes(text) ?? durationMinutes(text);
      if (every !== null) draft.cadence.push({ from: null, to: null, everyMinutes: every, text, line: 1 });
    } else addMetadata(draft, key, text);
  }
  return out;
}
