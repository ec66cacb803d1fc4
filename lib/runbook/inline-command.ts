import type { InlineText } from "./blocks";
import { COMMAND_HEADS, isUnlistedProgram } from "./fence-kind";

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
    return head !== text || /^\.\/|\.\w{2,4}$/.test(head);
  if (COMMAND_HEADS.has(head) && text.includes(" "))
    return !/^(?:test|set|service|date|find|make|source|watch|go|host) (?:the|a|for|up)\b/.test(text);
  if (/^\$env:\w+\s?=/.test(text) || /^\S{1,160}\.(?:sh|py|ps1|rb|pl|bat|cmd|js|mjs)\s+\S/i.test(text))
    return true;
  if (/^(?:[A-Z_][A-Z0-9_]*=\S*\s+)+(\S.*)$/.test(text))
    return isCommandCode(text.replace(/^(?:[A-Z_][A-Z0-9_]*=\S*\s+)+/, ""));
  if (isUnlistedProgram(text)) return true;
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
    if (isCommandCode(code.text)) {
      if (!isMention(code, text)) out.push(code.text.replace(/\s*\n\s*/g, " ").trim());
    } else if (isBareScript(code.text) && (RUN_WORD.test(text.plain) || isMeans(code, text)))
      out.push(code.text.trim());
    else if (isOrdered(code, text)) out.push(code.text.trim());
  }
  return out;
}

/** "Deploy to green via `swap.sh`" */
const isMeans = (code: InlineText["codes"][number], text: InlineText): boolean =>
  /\b(?:via|using|with|through)\s*$/i.test(text.plain.slice(0, code.at));

/** "any remaining `claude --print` callers": a program that nobody listed, spoken of and not called. */
function isMention(code: InlineText["codes"][number], text: InlineText): boolean {
  if (COMMAND_HEADS.has(code.text.trim().split(/\s/)[0] ?? "") || !isUnlistedProgram(code.text.trim()))
    return false;
  const before = text.plain.slice(0, code.at).trimEnd();
  const after = text.plain.slice(code.at + code.text.length).trimStart();
  if (before === "" || /[:：]$/.test(before) || RUN_WORD.test(before)) return false;
  return /^(?!(?:and|or|to|from|in|on|until|again|against|for|with|as|at|before|after|then|by|if|when|prints?|returns?|shows?|reports?|is|must|should|exits?|works|succeeds?|passes)(?!\p{L}))\p{Ll}/u.test(
    after,
  );
}

/** "Run the migration: `migrate up`": words that may be anything are a command where the text says to run them. */
function isOrdered(code: InlineText["codes"][number], text: InlineText): boolean {
  const words = code.text.trim();
  if (!/^[a-z][a-z0-9_.+-]{1,30}(?: [\w.:=<>/@-]{1,60}){1,5}$/.test(words)) return false;
  if (/\s(?:[=<>/-]+)(?:\s|$)/.test(words)) return false;
  const before = text.plain.slice(0, code.at);
  const after = text.plain.slice(code.at + code.text.length);
  const alone = before.trim() === "" && (after.trim() === "" || /^\s*(?:->|→|=>)/.test(after));
  return (
    alone ||
    (/(?:\brun|\bexecute|\binvoke|\bcall|\btype|\benter|\bwith|\bvia|[:：])\s*$/i.test(before) &&
      (RUN_WORD.test(before) || /[:：]\s*$/.test(before)))
  );
}

export function inlineLanguage(command: string): string {
  if (/^(?:select|insert|update|delete|alter|create|drop|truncate|vacuum|grant|revoke)\s/i.test(command))
    return "sql";
  return /^\$env:|^[A-Z][a-z]+-[A-Z]/.test(command) ? "powershell" : "bash";
}
