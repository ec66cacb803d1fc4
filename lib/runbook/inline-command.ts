import type { InlineText } from "./blocks";
import { COMMAND_HEADS } from "./fence-kind";

const SCRIPT_FILE = /^[\w./\\~$-]{1,160}\.(?:sh|py|ps1|rb|pl|bat|cmd|sql|js|mjs)$/i;
const RUN_WORD =
  /(?:\brun(?:s|ning)?|\bexecut\w*|\binvok\w*|\blaunch\w*|\bapply|\bissue|ausführen|führe|starten|exécut\w*|lancer|ejecut\w*|correr|execut\w*|rodar|spusti\w*|запуст\w*|выполн\w*|chạy|运行|执行|実行|실행)/iu;

/** A file that is run, named without an interpreter: it stands for a command whose full form may be elsewhere. */
export function isBareScript(code: string): boolean {
  return SCRIPT_FILE.test(code.trim());
}

/** True for inline code that is a command line with arguments, or a script given by its path. */
export function isCommandCode(code: string): boolean {
  const text = code.trim();
  if (text === "" || text.length > 600) return false;
  const head = text.split(/\s/)[0] ?? "";
  if (/^\.{1,2}\/[\w./-]+$/.test(head) && !/\.(?:md|json|log|txt|csv|ya?ml|html|pdf)$/i.test(head))
    return true;
  if (COMMAND_HEADS.has(head) && text.includes(" "))
    return !/^(?:test|set|service|date|find|make|source|watch|go|host) (?:the|a|for|up)\b/.test(text);
  if (/^\$env:\w+\s?=/.test(text)) return true;
  return (
    /^(?:select|insert into|update|delete from|alter|create|drop|truncate|vacuum|grant|revoke)\s+\S.{3,}/i.test(
      text,
    ) && /[*;()=]|from|table|database|index|role|\bset\b/i.test(text)
  );
}

/** Commands that a step's own text tells the reader to run (rule 8). */
export function inlineCommands(text: InlineText): string[] {
  const out: string[] = [];
  for (const code of text.codes) {
    if (isCommandCode(code.text)) out.push(code.text.trim());
    else if (isBareScript(code.text) && RUN_WORD.test(text.plain)) out.push(code.text.trim());
  }
  return out;
}

export function inlineLanguage(command: string): string {
  if (/^(?:select|insert|update|delete|alter|create|drop|truncate|vacuum|grant|revoke)\s/i.test(command))
    return "sql";
  return /^\$env:|^[A-Z][a-z]+-[A-Z]/.test(command) ? "powershell" : "bash";
}
