import { type InlineText, plainInline, type TableBlock } from "./blocks";

interface At {
  line: number;
  endLine: number;
}

/** A table pasted from a spreadsheet: three lines or more with the same number of tabs. */
export function tabTable(text: InlineText, at: At): TableBlock | null {
  if (!text.plain.includes("\t")) return null;
  const lines = text.plain.split("\n");
  const count = (lines[0] ?? "").trim().split("\t").length;
  if (lines.length < 3 || count < 2 || lines.some((line) => line.trim().split("\t").length !== count))
    return null;
  const rows = lines.map((line, index) => ({
    cells: line
      .trim()
      .split("\t")
      .map((cell) => plainInline(cell, at.line + index)),
    line: at.line + index,
  }));
  const [head, ...rest] = rows;
  return head === undefined
    ? null
    : { type: "table", header: head.cells, rows: rest, reading: "tabs", ...at };
}

function cellText(html: string): string {
  return html
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/<[^<>]{0,300}>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&nbsp;/g, " ")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** An HTML table as rows of text; attributes and nested markup are dropped, never rendered. */
export function htmlTable(html: string, at: At): TableBlock | null {
  if (!/<table[\s>]/i.test(html)) return null;
  const rows: TableBlock["rows"] = [];
  const lower = html.toLowerCase();
  let from = lower.indexOf("<tr");
  while (from >= 0) {
    const next = lower.indexOf("<tr", from + 3);
    const row = html.slice(from, next < 0 ? html.length : next);
    const line = at.line + newlines(html, from);
    const cells = row
      .split(/<t[dh][\s>]/i)
      .slice(1)
      .map((part) => {
        const start = part.indexOf(">");
        const opened =
          /^[^<]{0,300}>/.test(part) && /=/.test(part.slice(0, Math.max(0, start)))
            ? part.slice(start + 1)
            : part;
        const end = opened.search(/<\/t[dh]>/i);
        return plainInline(cellText(end < 0 ? opened : opened.slice(0, end)), line);
      });
    if (cells.length > 0) rows.push({ cells, line });
    from = next;
  }
  const [head, ...rest] = rows;
  return head === undefined || rest.length === 0
    ? null
    : { type: "table", header: head.cells, rows: rest, reading: "html", ...at };
}

function newlines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
