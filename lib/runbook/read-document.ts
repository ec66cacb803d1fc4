import type { Block, HeadingBlock } from "./blocks";
import type { ImportDraft } from "./draft";
import { isHostile } from "./hostile-text";
import { parseMarkdown, toBlocks } from "./parse-markdown";
import { type Reading, rewriteLayout } from "./rewrite-layout";

const READINGS: Record<Reading, string> = {
  fence: "The document stands inside a code fence; its contents were read as the runbook.",
  box: "Text inside a drawn frame was read as if the frame were not there.",
  glyphs: "Box and bullet glyphs were read as checkboxes and bullets.",
  html: "Headings and lists that stand as HTML tags were read as Markdown's.",
  script: "The text is a script as a whole; its comments were read as headings and titles.",
  "pasted-code": "Lines below the name of a language alone were read as its code.",
  "plain-headings": "The text has no Markdown headings; lines that look like headings were read as such.",
};

/** Text to blocks; null where the parser must not or could not read it. Says which reading of an odd layout was taken. */
export function readDocument(lines: string[], draft: ImportDraft): (Block | HeadingBlock)[] | null {
  if (isHostile(lines)) return null;
  const layout = rewriteLayout(lines);
  for (const reading of layout.readings)
    draft.diagnostics.add(1, "info", `read-${reading}`, READINGS[reading]);
  draft.unmarked = layout.readings.includes("plain-headings");
  const tree = parseMarkdown(layout.lines.join("\n"));
  if (tree === null) return null;
  const blocks = toBlocks(tree.children, layout.lines);
  if (layout.readings.includes("script"))
    for (const block of blocks) if (block.type === "code" && block.lang === "") block.lang = "bash";
  for (const block of blocks) {
    if (block.type === "table" && block.reading !== undefined)
      draft.diagnostics.add(
        block.line,
        "info",
        `read-${block.reading}-table`,
        "This table is no Markdown table; its rows were read as one.",
      );
  }
  return blocks;
}
