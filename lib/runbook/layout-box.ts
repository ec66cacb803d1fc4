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
const STRUCTURE = /^\s*(?:\[[ xX]?\]|[☐□⬜]|\d{1,2}[.)]\s|[-*•]\s)/u;

interface Box {
  from: number;
  /** Behind the last line. */
  to: number;
}

/** Runs of lines that a border opens and in which every line is framed. */
function boxesOf(lines: string[]): Box[] {
  const boxes: Box[] = [];
  for (let from = 0; from < lines.length; from++) {
    if (!CORNER.test(lines[from] ?? "")) continue;
    let to = from + 1;
    while (to < lines.length && (isBorder(lines[to] ?? "") || unframed(lines[to] ?? "") !== null)) to++;
    if (to - from >= 4) boxes.push({ from, to });
    from = to - 1;
  }
  return boxes;
}

/** `│ text │` inside a frame: the frame goes, the text stays; a frame with columns becomes a table. */
export function unbox(lines: string[]): { lines: string[]; boxes: Box[] } | null {
  const boxes = boxesOf(lines);
  if (boxes.length === 0) return null;
  const out = [...lines];
  for (const box of boxes) openBox(lines, box, out);
  return { lines: out, boxes };
}

function openBox(lines: string[], { from, to }: Box, out: string[]): void {
  const texts = lines.slice(from, to).map((line) => (isBorder(line) ? null : unframed(line)));
  const told = texts.filter((text): text is string => text !== null && text.trim() !== "");
  const columns = told.filter((text) => INNER.test(text)).length * 2 > told.length;
  const fenced = FENCE.test(lines[from - 1] ?? "") && FENCE.test(lines[to] ?? "");
  if (fenced) {
    if (!columns && told.filter((text) => STRUCTURE.test(text)).length < 2) return;
    out[from - 1] = "";
    out[to] = "";
  }
  const indent = Math.min(...told.map((text) => text.length - text.trimStart().length));
  let rows = 0;
  texts.forEach((text, index) => {
    const at = from + index;
    if (text !== null) rows++;
    if (!columns) out[at] = text === null ? "" : text.slice(Math.min(indent, text.length));
    else if (text !== null) out[at] = `|${text.replace(/[│║┃]/gu, "|")}|`;
    else if (rows === 1) out[at] = `|${"---|".repeat((texts[index - 1] ?? "").split(/[│║┃|]/u).length)}`;
    else out[at] = rows === 0 || index === texts.length - 1 ? "" : EMPTY_ROW;
  });
}

/** A border between the rows of a table: an empty row, which is no step. */
const EMPTY_ROW = "| |";
