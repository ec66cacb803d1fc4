import type { ListBlock, ParagraphBlock } from "./blocks";

/** "2.1 Export the drivers" as a paragraph of its own. */
const DOTTED_LINE = /^\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[.)]?\s+\p{L}|^\d{1,2}\.\d{1,2}[.)]?\s+\(/u;
const COMMAND_LABEL =
  /\S[\s.:：]\s*(?:commands?|befehl|commande|comando|команда|lệnh|příkaz|命令|コマンド|명령어?)\s*[:：]\s*$/iu;

/** "Stop the database. Command: `systemctl stop db`" as a paragraph of its own is one step; null for any other. */
function commandParagraph(block: ParagraphBlock): ListBlock | null {
  const { text } = block;
  const [code, ...more] = text.codes;
  if (code === undefined || more.length > 0 || text.plain.includes("\n")) return null;
  const ends = text.plain.slice(code.at + code.text.length).trim() === "";
  if (!ends || !COMMAND_LABEL.test(text.plain.slice(0, code.at))) return null;
  const { line, endLine } = block;
  const item = {
    text,
    checked: null,
    content: [],
    annotation: text.annotation,
    unmarked: true,
    line,
    endLine,
  };
  return { type: "list", ordered: true, items: [item], line, endLine };
}

/** The lines of a paragraph as the items of a list: boxes, or numbers of the form "2.1". */
function linesAsItems(block: ParagraphBlock, boxed: boolean): ListBlock {
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

/** The list that a paragraph stands for: lines with boxes or numbers, or one order with its command; null for any other. */
export function paragraphList(block: ParagraphBlock): ListBlock | null {
  const plain = block.text.plain.trim();
  const boxed = /^[☐□⬜◻❏]/u.test(plain);
  return boxed || DOTTED_LINE.test(plain) ? linesAsItems(block, boxed) : commandParagraph(block);
}
