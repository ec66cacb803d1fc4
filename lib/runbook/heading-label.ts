import { PHASE_WORD, STEP_WORD } from "./keywords";
import { findOffset } from "./offsets";

/** A heading taken apart: enumerators, offset and remarks are no part of its name (rule 4). */
export interface HeadingLabel {
  /** What remains when all else is taken away. */
  name: string;
  /** Short label as written: "T-60", "P0", "Phase 2", "A"; null without one. */
  label: string | null;
  /** "3" of "3) …" or "2.1" of "2.1 …"; letters count too. */
  number: string | null;
  phaseMark: boolean;
  stepMark: boolean;
  /** "N.M" or "Na" numbering. */
  dotted: boolean;
  /** "C2 — …": a phase of its own, or a step where its letter is that of the phase above. */
  code: boolean;
  offset: number | null;
  /** End of a range ("T-60 -> T-0"); the offset itself without one. */
  offsetEnd: number | null;
  offsetLabel: string | null;
  /** The heading itself opens with the offset: "T-30 — Backup". */
  leadsWithOffset: boolean;
  optional: boolean;
  goNoGo: boolean;
  readOnly: boolean;
  /** Contents of parentheses that are neither offset nor duration: "(DBA)". */
  remarks: string[];
}

const PHASE = new RegExp(
  `^(?:${PHASE_WORD})s?(?:\\s+|(?=[A-Z]?\\d|[一二三四五六七八九十]))([A-Z]?\\d{1,3}[a-z]?(?:\\s?[+&–-]\\s?\\d{1,3})?|[IVX]{1,5}|[A-Z](?:\\s?[+&]\\s?[A-Z])?|[一二三四五六七八九十]{1,3})(?![\\p{L}\\p{N}])\\s*(?:阶段|フェーズ|단계|部分)?\\s*[:：.)、–—|-]*\\s*`,
  "iu",
);
const PHASE_AFTER =
  /^第?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:阶段|段階|フェーズ|단계|部分|步阶段)\s*[:：.)、–—-]*\s*/u;
const STEP = new RegExp(
  `^(?:${STEP_WORD})\\s*#?\\s*([A-Z]{0,2}\\d{1,3}(?:\\.\\d{1,3}){0,3}[a-z]?|[一二三四五六七八九十]{1,3})(?![\\p{L}\\p{N}])\\s*(?:步|步骤)?\\s*[:：.)、–—|-]*\\s*`,
  "iu",
);
const STEP_AFTER = /^(?:第\s*)?(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:步|단계)\s*[:：.)、–—-]*\s*/u;
const DOTTED = /^(\d{1,3}(?:\.\d{1,3}){1,4})[.)]?\s*[:–—-]?\s+/;
const LETTERED = /^(\d{1,3}[a-z])\s*(?:[.):：]\s*|[–—-]\s+)/;
const NUMBER = /^[(（]?(\d{1,3})[.)）、:：]\s*/;
const NUMBER_DASH = /^(\d{1,3})\s*[–—·•-]\s+/;
const NUMBER_BARE = /^(\d{1,2})\s+(?=\p{Lu}\p{L})(?!(?:Min|Hour|Day|Week|Month|Step)\p{L}*)/u;
const LETTER = /^[(（]?([A-Z]|[IVX]{1,5})[.)）:]\s+/;
const CODE = /^([A-Z]{1,3}\d{1,3})\s*[:：.)–—-]+\s*/;
const CLOCK =
  /^(\d{1,2}:\d{2})(?:\s*(?:-|–|—|→|to)\s*\d{1,2}:\d{2})?(?:\s?(?:UTC|CET|CEST|GMT|Z|Uhr))?\s*[:–—|-]*\s*/;

export function stripOrnament(text: string): string {
  return text
    .replace(/^\s*(\d{1,2})\u{FE0F}?\u{20E3}\s*[.):]?\s*(?=\S)/u, "$1. ")
    .replace(/\p{Extended_Pictographic}|\u{FE0F}|\u{200D}|\u{20E3}/gu, (c) => (/[\d#*]/.test(c) ? c : ""))
    .replace(/^[\s*_~#>|•·■□▶►→-]+(?=\S)/u, "")
    .replace(/\s+/g, " ")
    .trim();
}

export function headingLabel(raw: string): HeadingLabel {
  const out: HeadingLabel = {
    name: "",
    label: null,
    number: null,
    phaseMark: false,
    stepMark: false,
    dotted: false,
    code: false,
    offset: null,
    offsetEnd: null,
    offsetLabel: null,
    leadsWithOffset: false,
    optional: /\b(?:optional|if needed|optionnel|opcional)\b/i.test(raw),
    goNoGo: /(?:^|[^\p{L}])go\s?(?:\/|or|-|\|)\s?no[- ]?go|\bGO Decision\b/iu.test(raw),
    readOnly:
      /read[- ]?only|nur lesend|lecture seule|solo lectura|somente leitura|只读|読み取り専用|읽기 전용/iu.test(
        raw,
      ),
    remarks: [],
  };
  const found = findOffset(raw);
  if (found !== null) {
    out.offset = found.minutes;
    const rest = raw.slice(found.at + found.length);
    out.offsetEnd = /^\s*(?:->|→|–|—|-|to|bis|à)\s*T/u.test(rest)
      ? (findOffset(rest)?.minutes ?? found.minutes)
      : found.minutes;
    out.offsetLabel = found.label;
  }
  let rest = stripOrnament(raw);
  for (let round = 0; round < 5 && rest !== ""; round++) {
    const next = stripEnumerator(rest, out);
    if (next === rest) break;
    rest = next;
  }
  rest = stripRemarks(rest, out);
  out.label = out.offsetLabel ?? out.label;
  out.name = rest === "" ? stripOrnament(raw) : rest;
  return out;
}

function stripEnumerator(text: string, out: HeadingLabel): string {
  const offset = findOffset(text);
  if (offset !== null && offset.at === 0) {
    out.leadsWithOffset = true;
    return text
      .slice(offset.length)
      .replace(/^[^:–—)\]]{0,16}(?:→|->|\bto\b|–)\s*T\s?[+-]?\s?\d+\s?\p{L}{0,4}/u, "")
      .replace(/^[\s:：–—|)\]-]+/, "");
  }
  const take = (pattern: RegExp, apply: (mark: string) => void): string | null => {
    const match = pattern.exec(text);
    if (match === null) return null;
    apply(match[1] ?? "");
    return text.slice(match[0].length);
  };
  return (
    take(STEP, (mark) => {
      out.stepMark = true;
      out.number = mark;
    }) ??
    take(STEP_AFTER, (mark) => {
      out.stepMark = true;
      out.number = mark;
    }) ??
    take(PHASE_AFTER, (mark) => {
      out.phaseMark = true;
      out.label = `${mark}`;
    }) ??
    take(PHASE, (mark) => {
      out.phaseMark = true;
      out.label = /^[A-Z]+\d/i.test(mark) ? mark : `${text.split(/\s/)[0] ?? "Phase"} ${mark}`;
    }) ??
    take(DOTTED, (mark) => {
      out.number = mark;
      out.dotted = true;
      out.label ??= mark;
    }) ??
    take(LETTERED, (mark) => {
      out.number = mark;
      out.dotted = true;
      out.label ??= mark;
    }) ??
    take(NUMBER, (mark) => setNumber(out, mark)) ??
    take(NUMBER_DASH, (mark) => setNumber(out, mark)) ??
    take(NUMBER_BARE, (mark) => setNumber(out, mark)) ??
    take(LETTER, (mark) => setNumber(out, mark)) ??
    take(CODE, (mark) => {
      out.phaseMark = true;
      out.code = true;
      out.label = mark;
    }) ??
    take(CLOCK, (mark) => {
      out.label = mark;
      out.offsetLabel ??= mark;
      out.leadsWithOffset = true;
    }) ??
    text
  );
}

function setNumber(out: HeadingLabel, mark: string): void {
  out.number ??= mark;
  out.label ??= mark;
}

function stripRemarks(text: string, out: HeadingLabel): string {
  let rest = text.replace(/\s+[–—-]\s*(?:GO\s?\/\s?NO[- ]?GO|GO Decision)\s*$/i, "");
  for (let round = 0; round < 4; round++) {
    const match = /[(（[]([^()（）[\]]{1,80})[)）\]]\s*$/.exec(rest);
    if (match === null || match.index === 0) break;
    out.remarks.push((match[1] ?? "").trim());
    rest = rest.slice(0, match.index).replace(/[\s–—:-]+$/, "");
  }
  return rest
    .replace(/[\s:：]+$/, "")
    .replace(/\s+[–—-]\s*(?:GO\s?\/\s?NO[- ]?GO|GO Decision)\s*$/i, "")
    .trim();
}
