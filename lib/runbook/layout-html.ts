import { changed, outsideFences } from "./layout-lines";

const HEADING = /^\s*<h([1-6])(?:\s[^<>]{0,200})?>(.*?)(?:<\/h[1-6]>)?\s*$/i;
const ITEM = /^\s*<li(?:\s[^<>]{0,200})?>(.*)$/i;
const FRAME =
  /^\s*(?:<\/?(?:ol|ul|p|div|section|article|body|html|head|main|header|footer|details|center|span|dl|tbody|thead)(?:\s[^<>]{0,300})?>\s*)+$/i;
const SUMMARY = /^\s*(?:<details[^<>]{0,100}>\s*)?<summary(?:\s[^<>]{0,200})?>(.*?)<\/summary>\s*$/i;
const MARKED = /^\s*<(?:h[1-6]|li|ol|ul|summary|table|pre|p)[\s>]/im;

/** Lists, headings and folds that are written as HTML tags, one to a line, become Markdown; tables stay for their own reader. */
export function htmlLayout(lines: string[]): string[] | null {
  if (!lines.some((line) => MARKED.test(line))) return null;
  const open: ("ol" | "ul")[] = [];
  let waiting = "";
  let inTable = false;
  return changed(
    lines,
    outsideFences(lines, (line) => {
      if (/<table[\s>]/i.test(line)) inTable = true;
      if (inTable) {
        if (/<\/table>/i.test(line)) inTable = false;
        return line.trim() === "" ? "<!---->" : line;
      }
      const heading = HEADING.exec(line);
      if (heading !== null) return `${"#".repeat(Number(heading[1]))} ${inline(heading[2] ?? "")}`;
      const summary = SUMMARY.exec(line);
      if (summary !== null) return `**${inline(summary[1] ?? "")}**`;
      for (const tag of line.matchAll(/<(\/?)(ol|ul)(?=[\s>])/gi)) {
        if (tag[1] === "/") open.pop();
        else open.push((tag[2] ?? "ul").toLowerCase() === "ol" ? "ol" : "ul");
      }
      const item = ITEM.exec(line);
      if (item !== null) {
        const depth = Math.max(0, open.length - 1);
        const box = /<input[^<>]{0,80}checkbox/i.test(item[1] ?? "");
        const mark = `${"   ".repeat(Math.min(depth, 6))}${box ? "- [ ] " : open[open.length - 1] === "ol" ? "1. " : "- "}`;
        const text = inline(item[1] ?? "");
        waiting = text === "" ? mark : "";
        return text === "" ? "" : mark + text;
      }
      if (/^\s*<pre(?:\s[^<>]{0,100})?>\s*$/i.test(line) || /^\s*<\/pre>\s*$/i.test(line)) return "```";
      if (FRAME.test(line) || /^\s*<\/li>\s*$/i.test(line)) return "";
      const paragraph = /^\s*<p(?:\s[^<>]{0,200})?>(.*?)(?:<\/p>)?\s*$/i.exec(line);
      const text = paragraph === null ? line : inline(paragraph[1] ?? "");
      if (waiting === "" || text.trim() === "") return text;
      const marked = waiting + inline(text);
      waiting = "";
      return marked;
    }),
  );
}

/** The text of one element: closing tags, paragraphs and boxes inside it are no part of what it says. */
function inline(html: string): string {
  return html
    .replace(/<\/?(?:li|p|div|span|ol|ul|label)(?:\s[^<>]{0,200})?>/gi, " ")
    .replace(/<input[^<>]{0,200}>/gi, "")
    .replace(/<\/?(?:strong|b)>/gi, "**")
    .replace(/<code>([^<>`]{1,400})<\/code>/gi, "`$1`")
    .replace(/\*\*\s+|\s+\*\*(?=\s|$)/g, (found) => found.trim() + (found.startsWith("*") ? "" : " "))
    .replace(/\s+/g, " ")
    .trim();
}
