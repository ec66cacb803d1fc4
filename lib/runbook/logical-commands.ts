/** One command of a block, with the comments directly above it and those that follow it. */
export interface LogicalCommand {
  text: string;
  line: number;
  endLine: number;
  before: { text: string; line: number }[];
  after: { text: string; line: number }[];
  /** Lines without a prompt in a console transcript: what the command printed. */
  output: string[];
}

interface Scan {
  quote: string;
  heredoc: string[];
  depth: number;
}

const BLOCK_OPEN = /(?:^|[;&|]\s*)(?:if|for|while|until|case|do|then)\b(?=\s|$)/;
const PROMPT = /^(?:\$|PS [^>]{0,60}>|[\w.@:~/-]{1,40}[$#]|mysql>|postgres=[#>]|\w{1,20}=[#>]|SQL>)\s+(?=\S)/;

/** "Runtime check:", "Type: A", "[new address] example.org": words between the commands of a block. */
const SPOKEN = /^[A-Z][A-Za-z /-]{1,40}:(?:\s|$)(?!.*\|)|^\[[A-Z][^\]$]{2,60}\](?:\s|$)/;

function commentText(line: string, sql: boolean): string | null {
  const text = line.trim();
  if (sql && text.startsWith("--")) return text.replace(/^-+\s?/, "");
  if (sql) return null;
  if (text.startsWith("#") && !text.startsWith("#!")) return text.replace(/^#+\s?/, "");
  if (/^(?:REM\s|::)/i.test(text)) return text.replace(/^(?:REM|::)\s*/i, "");
  return SPOKEN.test(text) ? text.replace(/:$/, "") : null;
}

/** Follows quotes and here-documents through one line; returns whether the command goes on. */
function continues(line: string, scan: Scan, powershell: boolean): boolean {
  let escaped = false;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (escaped) {
      escaped = false;
      continue;
    }
    if (scan.quote !== "") {
      if (char === "\\" && scan.quote === '"' && !powershell) escaped = true;
      else if (char === scan.quote) scan.quote = "";
      continue;
    }
    if (char === "\\" && !powershell) escaped = true;
    else if (char === "'" || char === '"') scan.quote = char;
    else if (char === "#" && (i === 0 || /\s/.test(line.charAt(i - 1)))) break;
    else if (char === "{" || char === "(") scan.depth++;
    else if ((char === "}" || char === ")") && scan.depth > 0) scan.depth--;
    else if (char === "<" && line.startsWith("<<", i) && line.charAt(i + 2) !== "<") {
      const match = /^<<-?\s?["']?([A-Za-z_]\w{0,30})["']?/.exec(line.slice(i, i + 50));
      if (match?.[1] !== undefined) {
        scan.heredoc.push(match[1]);
        i += match[0].length - 1;
      }
    }
  }
  if (scan.quote !== "" || scan.heredoc.length > 0 || scan.depth > 0) return true;
  const end = line.trimEnd();
  if (powershell) return /[`|,]$/.test(end);
  return /(?:\\|\||&&|\^)$/.test(end) && !/\\\\$/.test(end);
}

/**
 * The logical commands of a block (rule 8): continuation lines, quotes, pipelines, here-documents and shell
 * blocks stay whole; SQL runs to its semicolon, and a transaction to its COMMIT.
 */
export function logicalCommands(value: string, firstLine: number, language: string): LogicalCommand[] {
  if (/^\s*#!/.test(value)) return [wholeScript(value, firstLine)];
  const sql = language === "sql";
  const powershell = language === "powershell";
  const lines = value.split("\n");
  const prompted = lines.filter((line) => PROMPT.test(line)).length;
  const transcript =
    prompted > 0 &&
    !sql &&
    PROMPT.test(lines.find((line) => line.trim() !== "" && !line.startsWith("# ")) ?? "");
  const out: LogicalCommand[] = [];
  let before: LogicalCommand["before"] = [];
  let current: LogicalCommand | null = null;
  let scan: Scan = { quote: "", heredoc: [], depth: 0 };
  let blocks = 0;
  let transaction = false;

  lines.forEach((source, index) => {
    const line = firstLine + index;
    if (current === null) {
      if (
        source.trim() === "" ||
        /^#!\s?\//.test(source.trim()) ||
        (sql && /^\s*go\s*;?\s*$/i.test(source))
      ) {
        return;
      }
      const comment = commentText(source, sql);
      if (comment !== null) {
        before.push({ text: comment.trim(), line });
        return;
      }
      if (transcript && !PROMPT.test(source)) {
        const last = out[out.length - 1];
        if (last !== undefined) last.output.push(source.trim());
        return;
      }
    }
    const text = current === null && transcript ? source.replace(PROMPT, "") : source;
    if (current === null) {
      const previous = out[out.length - 1];
      const split = previous === undefined ? 0 : trailingCount(before, previous.endLine, line);
      if (previous !== undefined) previous.after.push(...before.slice(0, split));
      current = { text: "", line, endLine: line, before: before.slice(split), after: [], output: [] };
      before = [];
      scan = { quote: "", heredoc: [], depth: 0 };
      blocks = 0;
    }
    const open: LogicalCommand = current;
    open.text = open.text === "" ? text.trimStart() : `${open.text}\n${text}`;
    open.endLine = line;
    const done = scan.heredoc[0];
    if (done !== undefined) {
      if (text.trim() === done) scan.heredoc.shift();
      if (scan.heredoc.length > 0) return;
    } else if (sql) {
      if (/^\s*(?:begin|start transaction)\s*;?\s*$/i.test(text) && open.line === line) transaction = true;
      const ended = /;\s*(?:--.*)?$/.test(text) || /^\s*\\/.test(text) || /^\s*go\s*$/i.test(text);
      if (transaction ? /^\s*(?:commit|rollback|end)\b/i.test(text) : ended) transaction = false;
      else return;
    } else {
      const more = continues(text, scan, powershell);
      if (!powershell) blocks += blockBalance(text);
      if (more || blocks > 0) return;
    }
    open.text = open.text.trimEnd();
    out.push(open);
    current = null;
  });
  if (current !== null) out.push(current);
  const last = out[out.length - 1];
  if (last !== undefined) last.after.push(...before);
  return out;
}

/** "curl … # → 200": the comment behind the last line of a command, and the command without it. */
export function trailingComment(text: string): { bare: string; comment: string } | null {
  const from = text.lastIndexOf("\n") + 1;
  let quote = "";
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote !== "") {
      if (char === quote && text.charAt(i - 1) !== "\\") quote = "";
    } else if (char === "'" || char === '"') quote = char;
    else if (char === "#" && i > from && /\s/.test(text.charAt(i - 1)))
      return {
        bare: text.slice(0, i).trimEnd(),
        comment: text
          .slice(i)
          .replace(/^#+\s*/, "")
          .trim(),
      };
  }
  return null;
}

/** A block that opens with "#!" is one script, however many lines it has. */
function wholeScript(value: string, firstLine: number): LogicalCommand {
  const endLine = firstLine + value.trimEnd().split("\n").length - 1;
  return { text: value.trim(), line: firstLine, endLine, before: [], after: [], output: [] };
}

function blockBalance(line: string): number {
  const code = line.replace(/(["'])(?:(?!\1)[^\\])*\1/g, "");
  let balance = 0;
  if (BLOCK_OPEN.test(code)) {
    for (const word of code.split(/[\s;&|]+/)) {
      if (word === "if" || word === "for" || word === "while" || word === "until" || word === "case")
        balance++;
    }
  }
  for (const word of code.split(/[\s;&|)]+/))
    if (word === "fi" || word === "done" || word === "esac") balance--;
  return balance;
}

const OUTCOME =
  /^(?:expected|expect|should|acceptance|exit code|output|artifacts?|result|if any|stop|abort|erwart|attendu|esperado|expected output|→|->|=>)/i;

/** How many of the comments between two commands still speak of the first: outcome lines and what joins them. */
function trailingCount(
  comments: { text: string; line: number }[],
  endLine: number,
  nextLine: number,
): number {
  let count = 0;
  comments.forEach((comment, index) => {
    if (OUTCOME.test(comment.text)) count = index + 1;
  });
  const first = comments[0];
  if (
    first !== undefined &&
    first.line === endLine + 1 &&
    comments[comments.length - 1]?.line !== nextLine - 1
  )
    return comments.length;
  return count;
}
