import { changed, outsideFences } from "./layout-lines";

const BOX = "(?:☐|□|⬜|❏|▢|◻|◽|🔲|⭘|◯|\\[[ _xX]?\\]|\\( \\))";
const BOXED = new RegExp(`^(\\s*)(?:[-*+]\\s+)?${BOX}(?!\\()\\s*(\\S.*)$`, "u");
const TICKED = /^(\s*)(?:✅|☑️?|✔️?|❎)\s*(\S.*)$/u;
/** Two of them beside each other draw something else: a rule, or a credential that is masked. */
const BULLET = /^(\s*)[•▪‣◦·●○■◆►▶➤➔](?![•▪‣◦·●○■◆►▶➤➔])\s*(\S.*)$/u;
const KEYCAP = /^(\s*)(?:[-*+]\s+)?([0-9])\u{FE0F}?\u{20E3}\s*(\S.*)$/u;
const CIRCLED = /^(\s*)([①-⑳])\s*(\S.*)$/u;
const CJK_NUMBER =
  /^(\s*)[(（]?([0-9０-９]{1,2})(?:[、．）]|[.)](?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af「【]))\s*(\S.*)$/u;
const STEP_LINE =
  /^(?:step|schritt|étape|etape|paso|passo|krok|шаг|bước|步骤|步驟|ステップ|手順|단계)\s*(\d{1,2})\s*[.:：)–—-]\s*(\S.*)$/iu;

const halfWidth = (digits: string): string =>
  digits.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

/** Boxes, bullets and numbers drawn with other signs than Markdown's become Markdown's. */
export function marks(lines: string[]): string[] | null {
  const ticked = lines.filter((line) => TICKED.test(line)).length;
  const stepLines = lines.filter((line) => STEP_LINE.test(line)).length;
  const lost = lostBoxes(lines);
  return changed(
    lines,
    outsideFences(lines, (line) =>
      lost && LOST.test(line) ? `- [ ] ${line.trim()}` : readLine(line, ticked >= 3, stepLines >= 2),
    ),
  );
}

/** A line that a single blank sets in: what a list looks like whose boxes got lost when it was pasted. */
const LOST = /^ (?=[\p{L}\p{N}])/u;
const MARKED = /^\s*(?:[-*+>|#•]|\d{1,3}[.)]\s|`{3}|~{3})/;

function lostBoxes(lines: string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== "");
  const lost = filled.filter((line) => LOST.test(line)).length;
  return lost >= 3 && lost * 2 >= filled.length && !filled.some((line) => MARKED.test(line));
}

function readLine(line: string, tickedLines: boolean, stepLines: boolean): string {
  if (!/[^\x20-\x7e]|^\s*[[(]|^\s*[-*+]\s+\[|^(?:step|schritt|paso|passo|krok|etape)/i.test(line))
    return line;
  const boxed = BOXED.exec(line);
  if (boxed !== null && !line.includes("|") && !/^\s*[-*+]\s+\[[ xX]\]\s/.test(line))
    return `${boxed[1] ?? ""}- [ ] ${boxed[2] ?? ""}`;
  const ticked = tickedLines ? TICKED.exec(line) : null;
  if (ticked !== null) return `${ticked[1] ?? ""}- [x] ${ticked[2] ?? ""}`;
  const bullet = BULLET.exec(line);
  if (bullet !== null) return `${bullet[1] ?? ""}- ${bullet[2] ?? ""}`;
  const keycap = KEYCAP.exec(line);
  if (keycap !== null) return `${keycap[1] ?? ""}${keycap[2] ?? ""}. ${keycap[3] ?? ""}`;
  const circled = CIRCLED.exec(line);
  if (circled !== null)
    return `${circled[1] ?? ""}${(circled[2] ?? "①").charCodeAt(0) - 0x245f}. ${circled[3] ?? ""}`;
  const number = CJK_NUMBER.exec(line);
  if (number !== null) return `${number[1] ?? ""}${halfWidth(number[2] ?? "")}. ${number[3] ?? ""}`;
  const step = stepLines ? STEP_LINE.exec(line) : null;
  if (step !== null && (step[2] ?? "").length > 2) return `${step[1] ?? ""}. ${step[2] ?? ""}`;
  return line;
}
