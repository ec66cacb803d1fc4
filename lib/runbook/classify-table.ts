import type { TableBlock } from "./blocks";
import { once } from "./once";
import { columnsOf } from "./table-columns";

/** A first column of these says what the rows are about; what stands beside it is no step. */
const THINGS =
  /^(?:risks?|issues?|services?|components?|systems?|modules?|endpoints?|variables?|parameters?|settings?|flags?|secrets?|metrics?|alerts?|environments?|documents?|files?|names?|tables?|scenarios?|errors?|problems?|causes?|features?|areas?|resources?|hosts?|servers?|repos?|repositor\w+|milestones?|terms?|versions?|tools?|scripts?|concern|decisions?|findings?|lessons?|questions?)$/i;
const WEAK_ACTION = /^(?:description|what|item|work|内容|项目|事项|項目|내용|описание)/iu;

type TableKind =
  | "exit-codes"
  | "monitoring"
  | "triggers"
  | "contacts"
  | "raci"
  | "roles"
  | "steps"
  | "metadata"
  | "other";

/** What a table is, by its header row first and the words around it second. */
export const tableKind = once(kindOf);

function kindOf(table: TableBlock): TableKind {
  const c = columnsOf(table);
  if (c.exitCodes >= 0 && table.rows.some((row) => /\d\s?[=:]/.test(row.cells[c.exitCodes]?.plain ?? "")))
    return "exit-codes";
  if (c.contact >= 0 && (c.role >= 0 || c.owner >= 0 || c.escalation >= 0)) return "contacts";
  if (isRaci(table)) return "raci";
  if (c.frequency >= 0) return "monitoring";
  if (c.trigger >= 0 && (c.response >= 0 || c.severity >= 0)) return "triggers";
  const first = table.header[0]?.plain.trim() ?? "";
  const action =
    c.action >= 0 &&
    c.action !== c.number &&
    !(c.action > 0 && THINGS.test(first)) &&
    !(
      c.action > 0 &&
      WEAK_ACTION.test(table.header[c.action]?.plain.trim() ?? "") &&
      c.number !== 0 &&
      c.time !== 0 &&
      first !== ""
    );
  const support = [c.number, c.owner, c.time, c.duration, c.status, c.command, c.expected].some(
    (index) => index >= 0 && index !== c.action,
  );
  if (action && support && !(c.key === c.action && c.value >= 0)) return "steps";
  if (c.number >= 0 && c.command >= 0) return "steps";
  if (c.role === 0 || (c.role >= 0 && table.header.length <= 4)) return "roles";
  if (
    table.header.length === 2 &&
    (c.value >= 0 || c.key >= 0 || table.header.every((cell) => cell.plain === ""))
  )
    return "metadata";
  return "other";
}

/** At least half of the cells right of the first column are nothing but R, A, C, I. */
function isRaci(table: TableBlock): boolean {
  let marks = 0;
  let cells = 0;
  for (const row of table.rows) {
    for (const cell of row.cells.slice(1)) {
      cells++;
      if (/^\s*[RACI](?:\s?[/,]\s?[RACI])*\s*$/.test(cell.plain)) marks++;
    }
  }
  return cells >= 4 && marks * 2 >= cells && table.header.length >= 3;
}
