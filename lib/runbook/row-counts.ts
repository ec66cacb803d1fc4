import type { CheckDefinition, FieldDefinition } from "../run/definition";
import type { TableBlock } from "./blocks";
import { addChecks, findChecks, negatedCheck } from "./checks";
import type { PhaseDraft, StepDraft } from "./draft";
import { addFields } from "./fields";

const ROW_COUNT =
  /row[- ]?counts?|record counts?|zeilenanzahl|zeilenzahl|datensatzanzahl|nombre de lignes|conteo de filas|recuento de filas|contagem de (?:linhas|registros)|počet (?:řádků|záznamů)|количество строк|число строк|số (?:dòng|bản ghi)|行数|件数|건수|행 수/iu;
const PARITY =
  /parit|match|equal|identical|compar|same|reconcil|agree|gleich|identisch|abgleich|vergleich|identique|compar|iguales|coincid|conferem|shod|совпад|сверк|khớp|一致|对比|比较|核对|照合|일치|비교/iu;
const MISMATCH =
  /mismatch|differ|deviat|drift|delta|discrepan|abweich|écart|desvi|diferenc|odchylk|расхожд|chênh|差/iu;
const WITHIN =
  /(?:within|tolerance(?: of| is|:)?|max(?:imum|\.)?|up to|höchstens|toleranz(?: von|:)?|tolérance(?: de|:)?|tolerancia(?: de|:)?|tolerância(?: de|:)?|±|\+\/-)\s?(?:±\s?|\+\/-\s?)?(\d{1,3}(?:[.,]\d{1,4})?)\s?%/iu;

const SIDES: [RegExp, RegExp][] = [
  [
    /\b(?:source|src|quelle|origen|origem)\b|源|ソース|원본/iu,
    /\b(?:target|destination|dest|ziel|cible|destino)\b|目标|ターゲット|대상/iu,
  ],
  [
    /\b(?:before|vorher|avant|antes|před)\b|\bpre\b|前/iu,
    /\b(?:after|nachher|après|después|depois)\b|\bpost\b|後|后/iu,
  ],
  [/\bold\b|\balt\b|\bstar[ýé]\b/iu, /\bnew\b|\bneu\b|\bnov[ýé]\b/iu],
  [/\b(?:primary|production|prod)\b/iu, /\b(?:replica|standby|clone|copy)\b/iu],
];

const sideOf = (name: string, pair: [RegExp, RegExp]): "left" | "right" | null =>
  pair[0].test(name) ? "left" : pair[1].test(name) ? "right" : null;

/** What is left of a blank's name without the word that says which side it counts. */
const subjectOf = (name: string, pair: [RegExp, RegExp]): string =>
  name
    .replace(pair[0], " ")
    .replace(pair[1], " ")
    .replace(/[^\p{L}\p{N}_.]+/gu, " ")
    .trim()
    .toLowerCase();

/** The tolerance that a text or an abort gate gives for a difference, as the check that passes; null without one. */
function tolerance(
  step: StepDraft,
  phase: PhaseDraft,
): Pick<CheckDefinition, "op" | "right" | "line"> | null {
  for (const gate of phase.def.abortGates) {
    for (const text of [gate.text, ...gate.conditions]) {
      const check = findChecks(text, gate.line).find((each) => MISMATCH.test(each.left));
      if (check !== undefined) return negatedCheck(check);
    }
  }
  const own = [step.def.title, ...step.def.expected, ...(step.def.notes ?? [])];
  const stated = [...step.def.checks, ...own.flatMap((text) => findChecks(text, step.def.line))].find(
    (each) => MISMATCH.test(each.left) && /%/.test(each.right),
  );
  if (stated !== undefined) return stated;
  const line = step.def.line;
  for (const text of own) {
    const within = WITHIN.exec(text)?.[1];
    if (within !== undefined) return { op: "<=", right: `${within.replace(",", ".")} %`, line };
  }
  return own.some((text) => PARITY.test(text)) ? { op: "<=", right: "0 %", line } : null;
}

function pairCheck(
  subject: string,
  left: FieldDefinition,
  right: FieldDefinition,
  limit: Pick<CheckDefinition, "op" | "right" | "line">,
): CheckDefinition {
  return {
    left: subject === "" ? "mismatch" : `${subject} mismatch`,
    op: limit.op,
    right: limit.right,
    ...(limit.line === undefined ? {} : { line: limit.line }),
    pair: { left: left.name, right: right.name },
  };
}

/** Two numbers for each named table below a row-count step (rule 14). */
function pairNamedTables(
  step: StepDraft,
): { subject: string; left: FieldDefinition; right: FieldDefinition }[] {
  if (!ROW_COUNT.test(step.def.title)) return [];
  return step.def.substeps.flatMap((sub) => {
    if (!/^[\p{L}\p{N}_."$-]{2,60}$/u.test(sub.title) || sub.fields.length > 0) return [];
    const [left, right] = ["source", "target"].map((side) => number(`${sub.title} rows (${side})`, sub.line));
    if (left === undefined || right === undefined) return [];
    sub.fields = [left, right];
    return [{ subject: sub.title, left, right }];
  });
}

const number = (name: string, line: number | undefined): FieldDefinition => ({
  name,
  type: "number",
  required: true,
  ...(line === undefined ? {} : { line }),
});

/** "Source rows: ____" and "Target rows: ____" of one step or sub-step, or of one table in both. */
function pairBlanks(
  fields: FieldDefinition[],
): { subject: string; left: FieldDefinition; right: FieldDefinition }[] {
  const counts = fields.filter(
    (field) =>
      (field.type === "number" || field.type === "text") &&
      /rows?|records?|counts?|lines?|zeilen|datensätze|lignes|filas|linhas|registros|řádk|строк|dòng|行|件|건/iu.test(
        field.name,
      ),
  );
  for (const sides of SIDES) {
    const found = counts.flatMap((right) => {
      if (sideOf(right.name, sides) !== "right") return [];
      const subject = subjectOf(right.name, sides);
      const left = counts.find(
        (each) => sideOf(each.name, sides) === "left" && subjectOf(each.name, sides) === subject,
      );
      return left === undefined ? [] : [{ subject: tableIn(subject), left, right }];
    });
    if (found.length > 0) return found;
    const [left, ...moreLeft] = counts.filter((each) => sideOf(each.name, sides) === "left");
    const [right, ...moreRight] = counts.filter((each) => sideOf(each.name, sides) === "right");
    if (left !== undefined && right !== undefined && moreLeft.length + moreRight.length === 0)
      return [{ subject: "", left, right }];
  }
  return [];
}

/** "orders row count" → "orders"; nothing where the blank names no table. */
const tableIn = (subject: string): string =>
  subject
    .replace(
      /(?<![\p{L}\p{N}_])(?:row|record|line)?\s?(?:rows?|records?|counts?|lines?|number of|in|of|db|database)(?![\p{L}\p{N}_])/giu,
      " ",
    )
    .replace(/\s+/g, " ")
    .trim();

/** Row counts make pairs of numbers, each held within the tolerance that the text gives (rule 14, R9). */
export function pairRowCounts(phase: PhaseDraft): void {
  for (const step of phase.steps) {
    const pairs = [
      ...pairNamedTables(step),
      ...pairBlanks(step.def.fields),
      ...step.def.substeps.flatMap((sub) =>
        sub.fields.some((field) => field.name.endsWith(" rows (source)"))
          ? []
          : pairBlanks(sub.fields).map((pair) => ({ ...pair, subject: pair.subject || sub.title })),
      ),
    ];
    if (pairs.length === 0) continue;
    for (const { left, right } of pairs) for (const field of [left, right]) field.type = "number";
    const limit = tolerance(step, phase);
    if (limit === null) continue;
    step.def.checks = step.def.checks.filter((each) => each.pair !== undefined || !MISMATCH.test(each.left));
    addChecks(
      step.def.checks,
      pairs.map((pair) => pairCheck(pair.subject, pair.left, pair.right, limit)),
    );
  }
}

/** A table to fill in ("Table | Source rows | Target rows"): two blanks per row on the step above it. False for any other. */
export function readCountTable(table: TableBlock, step: StepDraft): boolean {
  const heads = table.header.map((cell) => cell.plain.replace(/\n/g, " "));
  const sides = SIDES.find(
    (pair) =>
      heads.some((head) => sideOf(head, pair) === "left") &&
      heads.some((head) => sideOf(head, pair) === "right"),
  );
  const name = heads.findIndex((head) =>
    /^(?:table|object|entity|relation|collection|tabelle|objekt|tabla|tabela|tabulka|таблица|bảng|表|テーブル|테이블)/iu.test(
      head,
    ),
  );
  if (sides === undefined || name < 0) return false;
  const [left, right] = (["left", "right"] as const).map((side) =>
    heads.findIndex((head) => sideOf(head, sides) === side),
  );
  if (left === undefined || right === undefined) return false;
  const rows = table.rows.filter(
    (row) => isBlank(row.cells[left]?.plain) && isBlank(row.cells[right]?.plain),
  );
  if (rows.length === 0 || rows.length < table.rows.length) return false;
  for (const row of rows) {
    const table = (row.cells[name]?.plain ?? "").trim();
    if (table === "" || table.length > 60) continue;
    addFields(
      step.def.fields,
      ["source", "target"].map((side) => number(`${table} rows (${side})`, row.line)),
    );
    step.hasBlank = true;
  }
  return true;
}

const isBlank = (text: string | undefined): boolean => /^[_.…\s☐-]*$/u.test(text ?? "");
