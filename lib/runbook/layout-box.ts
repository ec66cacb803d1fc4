import { FENCE, splitComment } from "./layout-lines";

const FRAMED = /^\s*[│║┃|](.{0,400})[│║┃|]\s*$/u;
const BORDER = /^\s*[┌╔┏├╠┣└╚┗+|│║┃][─═━┬┴┼╦╩╬╤╧╪+=\s-]{3,}[┐╗┓┤╣┫┘╝┛+|│║┃]?\s*$/u;
const CORNER = /^\s*[┌╔┏├╠┣└╚┗+][─═━┬┴┼╦╩╬╤╧╪+=-]{3,}/u;
const INNER = /\s[│║┃|]\s/u;

/** The text inside a frame, or null for a line that stands in none. */
export function unframed(line: string): string | null {
  const { text, comment } = splitComment(line);
  const inside = FRAMED.exec(text)?.[1];
  return inside === undefined ? null : `${inside.trimEnd()}${comment}`;
}

const isBorder = (line: string): boolean => BORDER.test(line) && /[─═━=-]{3}/u.test(line);

/** `│ text │` inside a frame: the frame goes, the text stays; a frame with columns becomes a table. */
export function unbox(lines: string[]): string[] | null {
  const corners = lines.filter((line) => CORNER.test(line)).length;
  if (corners < 2) return null;
  let framed = 0;
  let open = false;
  const inBox = lines.map((line) => {
    if (FENCE.test(line)) open = false;
    else if (CORNER.test(line)) open = true;
    else if (open && unframed(line) === null && !isBorder(line)) open = false;
    if (open && !isBorder(line)) framed++;
    return open;
  });
  if (framed < 3) return null;
  const inside = lines.map((line, index) => (inBox[index] && !isBorder(line) ? unframed(line) : null));
  const columns = inside.filter((text) => text !== null && INNER.test(text)).length * 2 > framed;
  const texts = inside.filter((text): text is string => text !== null && text.trim() !== "");
  const indent = Math.min(...texts.map((text) => text.length - text.trimStart().length));
  let header = 0;
  return lines.map((line, index) => {
    const text = inside[index];
    if (text != null) {
      if (!columns) return text.slice(Math.min(indent, text.length));
      header = header === 0 ? 1 : header;
      return `|${text.replace(/[│║┃]/gu, "|")}|`;
    }
    if (!inBox[index]) return line;
    if (!columns || header !== 1) return columns && header === 2 ? SKIPPED_ROW : "";
    header = 2;
    const count = (inside[index - 1] ?? "").split(/[│║┃|]/u).length;
    return `|${"---|".repeat(count)}`;
  });
}

/** A border between the rows of a table: an empty row, which is no step. */
const SKIPPED_ROW = "| |";
