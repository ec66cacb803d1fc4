/**
 * Readings of layouts that are no Markdown (rule 18). Every rewrite keeps the line count, so that a node's line
 * is the source's line; the prose always shows the source as it was written.
 */
export type Reading = "fence" | "box" | "glyphs" | "plain-headings";

interface Layout {
  lines: string[];
  /** The readings that were taken, for diagnostics; none where the text was read as it is. */
  readings: Reading[];
}

const FENCE = /^\s{0,3}(`{3,}|~{3,})\s*([\w-]*)\s*$/;
const STRUCTURE = /^\s*(?:#{1,6}\s|[-*+]\s+\[[ xX]\]\s|\d{1,3}[.)]\s|[☐□]\s)/u;

/** A line and the author's comments at its end, which never decide how the line is read. */
export function splitComment(line: string): { text: string; comment: string } {
  const at = line.indexOf("<!-- hp:");
  return at < 0 || !line.trimEnd().endsWith("-->")
    ? { text: line, comment: "" }
    : { text: line.slice(0, at).trimEnd(), comment: ` ${line.slice(at)}` };
}

/** A fence without a language (or tagged as text or markdown) that holds most of the document and has its structure. */
function unwrapFence(lines: string[]): string[] | null {
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
      inside.filter((line) => STRUCTURE.test(line)).length >= 3
    ) {
      return lines.map((line, index) => (index === start || index === end ? "" : line));
    }
    start = end;
  }
  return null;
}

/** `│ text │` inside a frame: the frame goes, the text stays. */
function unbox(lines: string[]): string[] | null {
  const framed = lines.filter((line) => {
    const { text } = splitComment(line);
    return /^\s*[│║|].{0,400}[│║|]\s*$/u.test(text) && /[│║]/u.test(text);
  }).length;
  const borders = lines.filter((line) => /^\s*[┌╔├╠└╚+][─═━┬┴┼╦╩╬+\s-]{3,}[┐╗┤╣┘╝+]?\s*$/u.test(line)).length;
  if (framed < 3 || borders < 2) return null;
  return lines.map((line) => {
    if (/^\s*[┌╔├╠└╚+][─═━┬┴┼╦╩╬+\s-]{3,}[┐╗┤╣┘╝+]?\s*$/u.test(line)) return "";
    const { text, comment } = splitComment(line);
    const match = /^\s*[│║]\s?(.*?)\s*[│║]\s*$/u.exec(text);
    return match === null ? line : `${match[1] ?? ""}${comment}`;
  });
}

/** "☐ item" lines become checkboxes; "• item" lines become bullets. */
function glyphs(lines: string[]): string[] | null {
  let any = false;
  const out = lines.map((line) => {
    const match = /^(\s*)(?:[-*+]\s+)?(?:☐|□|⬜|❏|▢)\s*(\S.*)$/u.exec(line);
    if (match !== null && !line.includes("|")) {
      any = true;
      return `${match[1] ?? ""}- [ ] ${match[2] ?? ""}`;
    }
    const bullet = /^(\s*)[•▪‣◦]\s+(\S.*)$/u.exec(line);
    return bullet === null ? line : `${bullet[1] ?? ""}- ${bullet[2] ?? ""}`;
  });
  return any || out.some((line, index) => line !== lines[index]) ? out : null;
}

/** Without a single heading: lines in capitals, "Step N …", "PHASE N …" and "A. TITLE" act as headings. */
function plainHeadings(lines: string[]): string[] | null {
  let fenced = false;
  for (const line of lines) {
    if (FENCE.test(line)) fenced = !fenced;
    if (!fenced && /^\s{0,3}#{1,6}\s|^(?:={3,}|-{3,})\s*$/.test(line)) return null;
  }
  let any = false;
  const out = lines.map((line, index) => {
    const { text: bare, comment } = splitComment(line);
    const text = bare.trim();
    if (text === "" || text.length > 90 || /^[-*+>|`~]|^\d+[.)]\s/.test(text) || /^\s/.test(line))
      return line;
    const step =
      /^(?:step|phase|stage|schritt|étape|paso|passo|阶段|步骤|ステップ|단계)\s*\d{1,3}\b/iu.test(text) &&
      !/[.;]$/.test(text);
    const capitals =
      /\p{Lu}{3}/u.test(text) && text === text.toUpperCase() && /^[\p{Lu}\p{N} /&():.,'+–—-]+$/u.test(text);
    const introduced =
      index + 1 < lines.length &&
      /^\p{Lu}[\p{L} /-]{3,40}:$/u.test(text) &&
      (lines[index - 1] ?? "").trim() === "" &&
      /^\s*(?:[-*+]|\d+[.)])\s/.test(lines.slice(index + 1).find((next) => next.trim() !== "") ?? "");
    if (!step && !capitals && !introduced) return line;
    any = true;
    return `## ${text}${comment}`;
  });
  return any ? out : null;
}

export function rewriteLayout(source: string[]): Layout {
  let lines = source;
  const readings: Reading[] = [];
  const take = (next: string[] | null, reading: Reading): void => {
    if (next === null) return;
    lines = next;
    readings.push(reading);
  };
  take(unwrapFence(lines), "fence");
  take(unbox(lines), "box");
  take(glyphs(lines), "glyphs");
  take(plainHeadings(lines), "plain-headings");
  return { lines, readings };
}
