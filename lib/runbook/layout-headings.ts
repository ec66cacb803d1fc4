import { FENCE, splitComment } from "./layout-lines";

const ITEM = /^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s/;
const STEP =
  /^(?:step|phase|stage|method|méthode|methode|option|método|способ|вариант|方法|方式|방법|schritt|étape|etapa|fase|paso|passo|krok|fáze|шаг|этап|фаза|bước|giai đoạn|阶段|步骤|階段|步驟|ステップ|フェーズ|단계)\s*\d{1,3}(?!\p{L})/iu;
const CAPITALS = /^[\p{Lu}\p{N} /&():.,'+–—|-]+$/u;
/** "一、准备", "第一步" and the like open a section where nothing is marked. */
const CJK_SECTION =
  /^(?:第?[一二三四五六七八九十]{1,3}[、.．：:]|[【「][^】」]{1,30}[】」]\s*$|[■◆●▼]\s*\S)/u;

const isHeadingLine = (line: string): boolean => /^\s{0,3}#{1,6}\s|^(?:={3,}|-{3,})\s*$/.test(line);

/** `====` above and below a line frames a heading; without Markdown's headings it reads as one. */
function isBanner(lines: string[], index: number): boolean {
  const above = /^\s*([=*#~_-])\1{3,}\s*$/.exec(lines[index - 1] ?? "")?.[1];
  const below = /^\s*([=*#~_-])\1{3,}\s*$/.exec(lines[index + 1] ?? "")?.[1];
  const text = (lines[index] ?? "").trim();
  return above !== undefined && above === below && text !== "" && text.length <= 90 && !isHeadingLine(text);
}

/** Framed headings anywhere, as long as the frame is a line of signs above and below. */
export function banners(lines: string[]): string[] | null {
  let any = false;
  const out = [...lines];
  lines.forEach((line, index) => {
    if (!isBanner(lines, index)) return;
    any = true;
    out[index - 1] = "";
    out[index] = `## ${line.trim().replace(/^[#*=\s]+|[#*=\s]+$/g, "")}`;
    out[index + 1] = "";
  });
  return any ? out : null;
}

/**
 * Without a single heading of the author's between `from` and `to`: lines in capitals, "Step N …", "PHASE N …" and short lines that a list
 * follows act as headings.
 */
export function plainHeadings(
  lines: string[],
  source: string[],
  from = 0,
  to = lines.length,
): string[] | null {
  let fenced = false;
  let framed = 0;
  for (let index = from; index < Math.min(to, lines.length); index++) {
    const line = lines[index] ?? "";
    if (FENCE.test(line)) fenced = !fenced;
    if (fenced || !isHeadingLine(line)) continue;
    if (line === source[index]) return null;
    framed++;
  }
  const depth = framed > 1 ? "###" : "##";
  let any = false;
  const out = lines.map((line, index) => {
    if (index < from || index >= to) return line;
    const { text: bare, comment } = splitComment(line);
    const text = bare.trim();
    if (text === "" || text.length > 90 || /^[-*+>|`~]|^\d+[.)]\s/.test(text) || /^\s/.test(line))
      return line;
    const step = STEP.test(text) && !/[.;]$/.test(text);
    const capitals = /\p{Lu}{3}/u.test(text) && text === text.toUpperCase() && CAPITALS.test(text);
    if (!step && !capitals && !CJK_SECTION.test(text) && !opensList(lines, index, text)) return line;
    any = true;
    return `${depth} ${text.replace(/[:：]$/, "")}${comment}`;
  });
  return any ? out : null;
}

/** A short line after an empty one, with a list right below it, names what the list is. */
function opensList(lines: string[], index: number, text: string): boolean {
  if ((index > 1 && (lines[index - 1] ?? "").trim() !== "") || text.length > 60) return false;
  if (/[.;,!?。；，]$/.test(text) || !/^[\p{L}\p{N}]/u.test(text)) return false;
  const next = lines[index + 1] ?? "";
  return ITEM.test(next) || (next.trim() === "" && ITEM.test(lines[index + 2] ?? ""));
}
