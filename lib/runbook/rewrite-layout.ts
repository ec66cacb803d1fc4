import { unbox, unframed } from "./layout-box";
import { banners, plainHeadings } from "./layout-headings";
import { htmlLayout } from "./layout-html";
import { FENCE } from "./layout-lines";
import { marks } from "./layout-marks";
import { pastedCode } from "./layout-pasted";
import { scriptLayout } from "./layout-script";

/**
 * Readings of layouts that are no Markdown (rule 18). Every rewrite keeps the line count, so that a node's line
 * is the source's line; the prose always shows the source as it was written.
 */
export type Reading = "fence" | "box" | "glyphs" | "plain-headings" | "html" | "script" | "pasted-code";

interface Layout {
  lines: string[];
  /** The readings that were taken, for diagnostics; none where the text was read as it is. */
  readings: Reading[];
}

const STRUCTURE = /^\s*(?:#{1,6}\s|[-*+]\s+\[[ xX]\]\s|\[[ xX]?\]\s|\d{1,3}[.)]\s|[☐□]\s)/u;

/** A fence without a language (or tagged as text or markdown) that holds most of the document and has its structure. */
function unwrapFence(lines: string[]): { lines: string[]; from: number; to: number } | null {
  const filled = lines.filter((line) => line.trim() !== "").length;
  for (let start = 0; start < lines.length; start++) {
    const open = FENCE.exec(lines[start] ?? "");
    if (open === null) continue;
    const mark = open[1] ?? "```";
    let end = start + 1;
    while (
      end < lines.length &&
      !((lines[end] ?? "").trim().startsWith(mark) && (lines[end] ?? "").trim().replace(/[`~]/g, "") === "")
    )
      end++;
    const inside = lines.slice(start + 1, end);
    const tag = (open[2] ?? "").toLowerCase();
    const plain =
      tag === "" ||
      tag === "text" ||
      tag === "txt" ||
      tag === "markdown" ||
      tag === "md" ||
      tag === "plaintext";
    if (
      plain &&
      inside.filter((line) => line.trim() !== "").length * 10 >= filled * 6 &&
      inside.filter((line) => STRUCTURE.test(unframed(line) ?? line)).length >= 3
    ) {
      return {
        lines: lines.map((line, index) => (index === start || index === end ? "" : line)),
        from: start,
        to: end,
      };
    }
    start = end;
  }
  return null;
}

export function rewriteLayout(source: string[]): Layout {
  let lines = source;
  const readings: Reading[] = [];
  const take = (next: string[] | null, reading: Reading): boolean => {
    if (next === null) return false;
    lines = next;
    if (!readings.includes(reading)) readings.push(reading);
    return true;
  };
  if (take(scriptLayout(lines), "script")) return { lines, readings };
  const fence = unwrapFence(lines);
  if (fence !== null) take(fence.lines, "fence");
  const boxed = unbox(lines);
  if (boxed !== null) take(boxed.lines, "box");
  take(htmlLayout(lines), "html");
  take(pastedCode(lines), "pasted-code");
  take(banners(lines), "plain-headings");
  take(marks(lines), "glyphs");
  const parts = [...(fence === null ? [] : [fence]), ...(boxed?.boxes ?? [])];
  for (const { from, to } of parts) take(plainHeadings(lines, source, from, to), "plain-headings");
  if (parts.length === 0 || !readings.includes("plain-headings"))
    take(plainHeadings(lines, source), "plain-headings");
  return { lines, readings };
}
