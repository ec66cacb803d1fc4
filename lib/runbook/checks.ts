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

/** "Single head present at `70a…`", "returns only `70a…`": the subject and the revision or version that it must show. */
const AT_REVISION =
  /^([^:;,.]{2,80}?)(?:\s(?:is|are|still|remains?|stays?|present|single|pinned|set))*\s(?:at|returns? only|shows? only|only)\s["'`]?((?=[0-9a-f]*\d)[0-9a-f]{7,40}|v\d+(?:\.\d+){1,3}(?:-[\w.]{1,20})?)(?![\w])/i;
const SINGLE_HEAD =
  /\b(?:single|one|exactly one)[- ]head\b|\bheads?\b(?:\s(?:is|are|remains?|stays?|still))*\s(?:single|unique)\b/i;

/** A step's own text that says which value must come out; any other is left to the eye. */
export function statesValue(text: string): boolean {
  return (
    /==|>=|<=|≥|≤|\s[<>]\s?\d[\d.,]*\s?(?:%|ms|s|min|m|h)?\s*$|:\s(?:0|zero)\s\p{L}+\s*$|(?:length|count|rows?|version|replicas)\b[^<>=]{0,20}\s=\s/iu.test(
      text,
    ) ||
    /\b(?:returns?|shows?|with|has|have|reports?)\s(?:0|zero)\s/i.test(text) ||
    /\sequals?\s/i.test(text) ||
    AT_REVISION.test(text) ||
    SINGLE_HEAD.test(text)
  );
}

/** What a command is expected to print, where its own filter or the text names the value: `jq '.ready'` → `true`, "ready=true". */
export function printedChecks(text: string, line: number, command: string | undefined): CheckDefinition[] {
  const parts = text.trim().split(/,\s*/);
  const named = parts.map((part) => /^([A-Za-z_][\w.-]{1,60})=([\w.-]{1,80})$/.exec(part));
  if (named.every((each) => each !== null))
    return named.flatMap((each) =>
      each?.[1] === undefined || each[2] === undefined
        ? []
        : [{ left: each[1], op: "==", right: each[2], line }],
    );
  const filter = /\bjq\s+(?:-\w+\s+){0,2}["']?\.([A-Za-z_][\w.]{0,60})["']?\s*$/.exec(command ?? "")?.[1];
  const bounded = /^(==|!=|<=|>=|<|>)\s?(-?[\w.%]{1,60})$/.exec(text.trim());
  const sign = OPERATORS.find(([written]) => written === bounded?.[1])?.[1];
  if (bounded?.[2] !== undefined && sign !== undefined && command !== undefined)
    return [{ left: filter ?? "output", op: sign, right: bounded[2], line }];
  const value = /^["']?(true|false|\d{1,12}|[\w-]{1,60})["']?$/.exec(text.trim())?.[1];
  return filter === undefined || value === undefined ? [] : [{ left: filter, op: "==", right: value, line }];
}

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
  const revision = AT_REVISION.exec(text);
  if (revision?.[1] !== undefined && revision[2] !== undefined && leftSide(revision[1]) !== "")
    checks.push({ left: leftSide(revision[1]), op: "==", right: revision[2], line });
  else if (SINGLE_HEAD.test(text)) checks.push({ left: "number of heads", op: "==", right: "1", line });
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
