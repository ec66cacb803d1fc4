import type { CheckDefinition, CheckOperator } from "../run/definition";

const OPERATORS: [string, CheckOperator][] = [
  ["==", "=="],
  ["!=", "!="],
  ["<=", "<="],
  [">=", ">="],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["<", "<"],
  [">", ">"],
  ["=", "=="],
];

interface OperatorAt {
  at: number;
  length: number;
  op: CheckOperator;
  loose: boolean;
}

/** First comparison of a text; arrows (`->`, `=>`, `<-`) and tags (`<name>`) are none. */
function findOperator(text: string, from: number): OperatorAt | null {
  for (let i = from; i < text.length; i++) {
    for (const [sign, op] of OPERATORS) {
      if (!text.startsWith(sign, i)) continue;
      const before = text.charAt(i - 1);
      const after = text.charAt(i + sign.length);
      if (
        before === "-" ||
        before === "=" ||
        before === "<" ||
        (sign === "<" && (after === "-" || /[A-Za-z/]/.test(after)))
      )
        break;
      if ((sign === "=" || sign === "<") && after === ">") break;
      if (sign === ">" && (after === ">" || after === "&")) break;
      return { at: i, length: sign.length, op, loose: sign === "=" || sign === "<" || sign === ">" };
    }
  }
  return null;
}

const EQUALS = /^([^:;,]{1,80}?)\s(?:still |must )?equals?\s(?:to\s)?["'`]?([\w.-]{1,120})["'`]?/i;

const stripMarks = (text: string): string =>
  text.replace(/^[\s"'`(*]+|[\s"'`,;)*]+$/g, "").replace(/[.。]$/, "");

/** Up to six words left of the sign, not across a colon, a comma or a clause. */
function leftSide(text: string): string {
  const clause = text.split(
    /[:;,：，、(]|\b(?:that|confirms?|if|when|where|and|or|is|are|be|verify|check|ensure|must|should)\b/i,
  );
  const last = stripMarks(clause[clause.length - 1] ?? "");
  const words = last.split(/\s+/).filter((word) => word !== "");
  return words.slice(-6).join(" ");
}

/** Comparisons that can be evaluated: `current == 70a…`, `rows >= 10`, `mismatch < 0.1 %`, "0 failures", "exit code 0". */
export function findChecks(text: string, line: number): CheckDefinition[] {
  const checks: CheckDefinition[] = [];
  let from = 0;
  for (let guard = 0; guard < 20; guard++) {
    const found = findOperator(text, from);
    if (found === null) break;
    const left = leftSide(text.slice(from, found.at));
    const right = stripMarks(
      /^\s*(["'`]?[^\s,;"'`|&]{1,120}["'`]?(?:\s?%)?)/.exec(text.slice(found.at + found.length))?.[1] ?? "",
    );
    const numeric = /^-?\d[\d.,]*\s?(?:%|ms|s|min|MB|GB|m|h)?$/i.test(right);
    if (left !== "" && right !== "" && (found.loose ? numeric : /^[\w.%*-]/.test(right))) {
      checks.push({ left, op: found.op, right, line });
    }
    from = found.at + found.length;
  }
  const equals = EQUALS.exec(text);
  if (equals?.[1] !== undefined && equals[2] !== undefined && /[\d_]/.test(equals[2]))
    checks.push({
      left: leftSide(equals[1]).replace(/\s(?:still|must)$/, ""),
      op: "==",
      right: stripMarks(equals[2]),
      line,
    });
  const counted =
    /(?<![\p{L}\p{N}.])(0|zero|no|keine|aucune?|sin|nenhum\w*)\s+(failures?|errors?|mismatch\w*|fehler|erreurs?|errores|erros|failed (?:tests?|checks?|rows?))(?![\p{L}])/iu.exec(
      text,
    );
  if (counted?.[2] !== undefined && /^(?:0|zero)$/i.test(counted[1] ?? ""))
    checks.push({ left: counted[2].toLowerCase(), op: "==", right: "0", line });
  const exit = /(?:exit|return) (?:code|status)\s*(?:is|=|==|:|of)?\s*(\d{1,3})(?!\d)/i.exec(text);
  if (exit?.[1] !== undefined && !checks.some((check) => /exit|return/i.test(check.left)))
    checks.push({ left: "exit code", op: "==", right: exit[1], line });
  return checks;
}

/** The tolerance that an abort condition sets ("mismatch > 0.1 %" aborts, so `mismatch <= 0.1 %` passes). */
export function negatedCheck(check: CheckDefinition): CheckDefinition {
  const opposite: Record<CheckOperator, CheckOperator> = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
  };
  return { ...check, op: opposite[check.op] };
}

export function addChecks(into: CheckDefinition[], checks: CheckDefinition[]): void {
  for (const check of checks) {
    if (
      !into.some((known) => known.left === check.left && known.op === check.op && known.right === check.right)
    )
      into.push(check);
  }
}
