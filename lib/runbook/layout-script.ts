import { isCommandLine } from "./fence-kind";

const COMMENT = /^\s*(?:#|REM\b|::|--\s|\/\/)/i;
const MARKDOWN = /^\s*(?:[-*+]\s|\d{1,3}[.)]\s|>\s|\||`{3}|~{3}|\[.\]|☐)|^\s*(?:={3,}|-{3,})\s*$/;
/** "# === PHASE 1 ===", "### Prepare" inside a script: a section of it. */
const SECTION =
  /^\s*#+\s*[=*~#-]{2,}\s*(\S.{0,80}?)\s*[=*~#-]{2,}\s*$|^\s*#{1,4}\s*((?:phase|stage|part|teil|fase|étape|阶段|フェーズ|단계)\s*[A-Z0-9一二三四五六七八九十]{1,3}(?!\p{L}).{0,80}|(?:roll ?back|verif\p{L}*|validation|pre-?(?:checks?|flight|conditions?|requisites?))\b.{0,60})$/iu;
const RULE = /^\s*#+\s*[=*~#_-]{3,}\s*$/;

/**
 * A text that is a script as a whole, with its comments for a text: commands in most lines, and none of Markdown's lists. Its
 * lines are indented, so that the parser takes them for code; the comments that open a part become headings.
 */
export function scriptLayout(lines: string[]): string[] | null {
  const filled = lines.filter((line) => line.trim() !== "");
  const code = filled.filter((line) => !COMMENT.test(line));
  const commands = code.filter(isCommandLine).length;
  const shebang = /^#!\s?\//.test(filled[0] ?? "");
  if (commands < 3 || code.some((line) => MARKDOWN.test(line)) || filled.length === code.length) return null;
  if (commands * (shebang ? 4 : 2) < code.length) return null;
  let titled = false;
  return lines.map((line, index) => {
    if (line.trim() === "" || /^#!/.test(line) || RULE.test(line)) return "";
    const section = SECTION.exec(line);
    const name = section?.[1] ?? section?.[2];
    if (name !== undefined) {
      titled = true;
      return `## ${name}`;
    }
    const title = !titled && /^#\s+(?!\d)(\S.*)$/.exec(line)?.[1];
    if (
      title &&
      lines.slice(0, index).every((each) => each.trim() === "" || /^#!/.test(each) || RULE.test(each))
    ) {
      titled = true;
      return `# ${title}`;
    }
    return `    ${line}`;
  });
}
