import { isCommandLine } from "./fence-kind";
import { FENCE } from "./layout-lines";

const LANGUAGE = /^(?:bash|sh|shell|zsh|console|sql|powershell|cmd)(?: ?copy(?: code)?)?$/i;
const isCode = (line: string): boolean => /^(?:#|--)\s/.test(line) || isCommandLine(line);

/**
 * A text copied off a screen keeps the label of a code block as a line of its own ("bash") and loses its fence: the
 * commands and comments below it are indented, which makes them code. Null where no line is such a label.
 */
export function pastedCode(lines: string[]): string[] | null {
  if (lines.some((line) => FENCE.test(line))) return null;
  const out = [...lines];
  let any = false;
  lines.forEach((line, index) => {
    if (!LANGUAGE.test(line.trim()) || !isCode(lines[index + 1] ?? "")) return;
    any = true;
    out[index] = "";
    for (let at = index + 1; at < lines.length; at++) {
      const text = lines[at] ?? "";
      const goesOn = isCode(text) || /\\$/.test((lines[at - 1] ?? "").trim());
      if (text.trim() !== "" && !goesOn) break;
      if (goesOn) out[at] = `    ${text}`;
    }
  });
  return any ? out : null;
}
