import type { ListBlock, ParagraphBlock } from "./blocks";

/** "2.1 Export the drivers" as a paragraph of its own. */
export const DOTTED_LINE = /^\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[.)]?\s+\p{L}|^\d{1,2}\.\d{1,2}[.)]?\s+\(/u;
/** The lines of a paragraph as the items of a list: boxes, or numbers of the form "2.1". */
export function linesAsItems(block: ParagraphBlock, boxed: boolean): ListBlock {
  const items = block.text.plain
    .trim()
    .split("\n")
    .map((line, index) => {
      const plain = boxed ? line : line.replace(/^\s*\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[.)]?\s+/, "");
      const at = block.line + index;
      const text = { ...block.text, plain, rest: plain, lead: null, opening: null, line: at, endLine: at };
      return {
        text,
        checked: boxed ? false : null,
        content: [],
        annotation: null,
        unmarked: true,
        line: at,
        endLine: at,
      };
    });
  return { type: "list", ordered: !boxed, items, line: block.line, endLine: block.endLine };
}
