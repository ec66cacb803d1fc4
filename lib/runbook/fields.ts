import type { FieldDefinition, FieldType } from "../run/definition";

const BLANK = /_{3,}|\.{5,}|…{2,}|＿{2,}/g;
const BRACKET = /[:=：]\s*\[([^\]\n[]{2,40})\](?!\()/g;
/** "[ISO timestamp]" with no label before it. */
const BARE =
  /\[((?:ISO |UTC )?(?:timestamp|date\/time|date and time)|your name|ticket (?:id|number))\](?!\()/gi;
const CHOICE =
  /(?<![\p{L}\p{N}/|])([A-Z][A-Z-]{1,15}(?: [A-Z]{2,8})?(?:\s?[/|]\s?[A-Z][A-Z-]{1,15}(?: [A-Z]{2,8})?){1,3}|(?:[Yy]es|YES|[Jj]a|[Oo]ui|[Ss]í|[Oo]k|OK|[Aa]pproved|[Pp]ass)\s?[/|]\s?(?:[Nn]o|NO|[Nn]ein|[Nn]on|[Nn]ok|[Rr]ejected|[Ff]ail|[Nn]ot ok))(?![\p{L}\p{N}/|])/u;
const OUTCOMES = new Set(["PASS", "FAIL", "OK", "NOK", "NOT OK", "WARN", "SUCCESS", "FAILURE"]);

/** A blank or a choice found in a text, and where: [start, end) includes its label. */
interface FoundField {
  field: FieldDefinition;
  start: number;
  end: number;
}

function fieldType(name: string): FieldType {
  if (
    /time|date|timestamp|(?<![\p{L}])when|uhrzeit|datum|heure|fecha|hora(?!\p{L})|data\/hora|čas|время|дата|时间|日期|日時|時刻|시간|일시/iu.test(
      name,
    )
  )
    return "timestamp";
  if (
    /(?:row|record|line|error|failure|item|user|order)s? count|count$|^(?:number of|anzahl|nombre de|cantidad|# of)|rows?$|件数|行数|数量|건수/iu.test(
      name,
    )
  )
    return "number";
  return "text";
}

/** Start of the label that ends at `end`: after the last blank, bracket, arrow or separator. */
function labelStart(text: string, from: number, end: number): number {
  let start = from;
  let closed = 0;
  for (let i = end - 1; i >= from; i--) {
    const char = text.charAt(i);
    if (char === ")") closed++;
    if (char === "(" && closed > 0) {
      closed--;
      continue;
    }
    if ("([{;|,\n•·".includes(char) || (char === ">" && "-=".includes(text.charAt(i - 1))) || char === "→") {
      start = i + 1;
      break;
    }
  }
  return start;
}

const cleanLabel = (label: string): string =>
  label
    .replace(/^[\s*_\-–—:>→]+/, "")
    .replace(/[\s*_:：=\-–—>→([]+$/, "")
    .trim();

function field(name: string, type: FieldType, line: number, options?: string[]): FieldDefinition {
  return { name, type, ...(options === undefined ? {} : { options }), required: type !== "outcome", line };
}

/** "PASS / FAIL" is the step's own outcome; other choices ("GO / NO-GO", "Yes / No") are fields with options. */
function choiceField(text: string, line: number): FoundField | null {
  const match = CHOICE.exec(text);
  if (match === null) return null;
  const options = (match[1] ?? "").split(/[/|]/).map((option) => option.trim());
  const outcome = options.every((option) => OUTCOMES.has(option.toUpperCase()));
  const upper = options.every((option) => option === option.toUpperCase() && option.length > 1);
  if (!outcome && !upper && !/^(?:yes|ja|oui|sí|approved)$/i.test(options[0] ?? "")) return null;
  const before = text.slice(0, match.index);
  const placed =
    /(?:->|→|=>|[:：]|[([])\s*$/.test(before) ||
    before.trim() === "" ||
    text.slice(match.index + match[0].length).trim() === "";
  if (!placed || (!outcome && !/[:：]\s*$|->\s*$|→\s*$|[([]\s*$/.test(before))) return null;
  const start = labelStart(text, 0, match.index);
  const label = cleanLabel(text.slice(start, match.index));
  const name = outcome ? (start > 0 && label !== "" ? label : "Result") : label || "Choice";
  return {
    field: field(name, outcome ? "outcome" : "choice", line, options),
    start: outcome && start === 0 ? match.index : start,
    end: match.index + match[0].length,
  };
}

/** The blanks of one line of text (rule 14). A secret's placeholder (`<PASSWORD>`) is none. */
export function findFields(text: string, line: number): FoundField[] {
  const found: FoundField[] = [];
  const choice = choiceField(text, line);
  if (choice !== null) found.push(choice);
  let from = 0;
  for (const match of text.matchAll(BLANK)) {
    const at = match.index ?? 0;
    const start = labelStart(text, Math.max(from, choice !== null && choice.end <= at ? choice.end : 0), at);
    const name = cleanLabel(text.slice(start, at));
    const end = at + match[0].length;
    from = end;
    if (name !== "" && name.length <= 120)
      found.push({ field: field(name, fieldType(name), line), start, end });
    else if (name === "" && at > 0) found.push({ field: field("Value", "text", line), start: at, end });
  }
  for (const match of text.matchAll(BRACKET)) {
    const at = match.index ?? 0;
    const inner = (match[1] ?? "").trim();
    if (!/^\p{L}/u.test(inner)) continue;
    const start = labelStart(text, 0, at);
    const name = cleanLabel(text.slice(start, at)) || inner;
    const type = fieldType(inner) === "timestamp" ? "timestamp" : fieldType(name);
    found.push({ field: field(name, type, line), start, end: at + match[0].length });
  }
  for (const match of text.matchAll(BARE)) {
    const at = match.index ?? 0;
    const inner = (match[1] ?? "").trim();
    if (found.some((each) => at >= each.start && at < each.end)) continue;
    found.push({ field: field(inner, fieldType(inner), line), start: at, end: at + match[0].length });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** "Record: Snapshot ID/Path + Timestamp" makes one field of each part. */
export function recordFields(text: string, line: number): FieldDefinition[] {
  return text
    .split(/\s\+\s|,\s|;\s|\s(?:and|und|et|y|e)\s/)
    .map((part) => cleanLabel(part.replace(/\.$/, "").replace(/^(?:and|the|und)\s/i, "")))
    .filter((part) => part !== "" && part.length <= 60)
    .map((name) => field(name, fieldType(name), line));
}

/** The text without its blanks, choices and trailing arrows: what is left names the step. */
export function withoutFields(text: string, found: FoundField[]): string {
  if (found.length === 0) return text.replace(/(?:\s*(?:->|→|=>|[:：])\s*)+$/, "").trim();
  let out = "";
  let at = 0;
  for (const each of found) {
    const start = Math.max(each.start, at);
    if (each.start === 0 && out === "")
      out += text.slice(
        0,
        Math.max(0, text.slice(0, each.end).search(/\s*(?:[:：=]|->|→)?\s*(?:_{3,}|\.{5,}|…{2,}|＿{2,}|\[)/)),
      );
    else out += text.slice(at, start);
    at = Math.max(at, each.end);
  }
  out += text.slice(at);
  return out
    .replace(/\(\s*\)/g, " ")
    .replace(/\(\s*$/, "")
    .replace(/\s+\)/g, ")")
    .replace(/^\s*\)|(?<=\s)\)\s*$/g, "")
    .replace(/\s{2,}/g, " ")
    .replace(/(?:\s*(?:->|→|=>|[:：=–—-])\s*)+$/, "")
    .trim();
}

export function addFields(into: FieldDefinition[], fields: FieldDefinition[]): void {
  for (const each of fields) {
    if (!into.some((known) => known.name.toLowerCase() === each.name.toLowerCase())) into.push(each);
  }
}
