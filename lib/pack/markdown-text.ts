/** What Markdown or an HTML parser inside it would read as anything but text. */
const SPECIAL = /[\\`*_{}[\]()<>#+\-!|~&=:@$^"']/g;
/** Marks that turn the reading direction or hide letters, which a text may not do to the line around it. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Characters that open something only at a line's beginning or in an address are left readable inside of words. */
function escapeOne(mark: string, offset: number, whole: string): string {
  const inside =
    /[\p{L}\p{N}]/u.test(whole[offset - 1] ?? "") && /[\p{L}\p{N}]/u.test(whole[offset + 1] ?? "");
  if (inside && (mark === "-" || mark === "'")) return mark;
  if (mark === ":" && !whole.startsWith("://", offset)) return mark;
  if (mark === '"' || mark === "'" || mark === "=" || mark === "(" || mark === ")") {
    return offset === 0 ? `\\${mark}` : mark;
  }
  return `\\${mark}`;
}

/**
 * Somebody's words as one line of Markdown text: every construct of CommonMark and GFM in it is escaped, so that it
 * reads as it was typed and neither links, tables, headings nor HTML come out of it.
 */
export function markdownText(text: string): string {
  const line = text.replace(INVISIBLE, " ").replace(/ {2,}/g, " ").trim();
  return line
    .replace(SPECIAL, escapeOne)
    .replace(/^(\d{1,9})\./, "$1\\.")
    .replace(/\b(www)\./gi, "$1\\.");
}

/** Text between backticks: a fence longer than any inside of it. */
export function markdownCode(text: string): string {
  const line = text.replace(INVISIBLE, " ").trim();
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return line === "" ? "" : `${fence}${pad}${line}${pad}${fence}`.replaceAll("|", "\\|");
}

/** A table of texts that were escaped already; nothing for no rows. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)];
}
