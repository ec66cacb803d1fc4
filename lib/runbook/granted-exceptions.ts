import type { PhaseDraft, StepDraft } from "./draft";
import { tokensOf } from "./similarity";

/** "X allowed if Y": the text itself says under which condition a deviation passes (R11). */
const GRANTS =
  /(?<!not )(?<!never )\b(?:allowed|acceptable|permitted|tolerated|tolerable)\b,?(?: only)?,? (?:if|when|where|provided|as long as)\b|(?<!nicht )(?:erlaubt|zulässig|akzeptabel|toleriert),? (?:nur )?(?:wenn|falls|sofern)|(?:acceptable|autorisée?|tolérée?|admise?)s? (?:seulement )?(?:si|lorsque)\b|(?:permitid[oa]|aceptable|tolerad[oa]|aceitável)s? (?:solo |somente )?(?:si|se|cuando|quando)\b|(?:povolen\p{L}*|přípustn\p{L}*),? (?:jen )?pokud|(?:допускается|допустим\p{L}*),? (?:только )?(?:если|при)|(?:chấp nhận|cho phép) (?:nếu|khi)|(?:则|時は|なら|場合は?|경우|면)\s?(?:可接受|允许|许可|許容|可とする|허용)|(?:可接受|允许|許容|허용)[^)）]{0,20}(?:如果|若|当|場合|경우)/iu;
const EXCEPT =
  /^(?:(?:with the )?exceptions?(?: of)?[:：]?|except(?: for)?|apart from|außer|mit ausnahme von|ausnahme[:：]?|sauf|à l'exception de|excepto|salvo|exceto|kromě|výjimka[:：]?|кроме|исключение[:：]?|ngoại trừ|例外[:：]?)\s+(?=\S)/iu;
/** A waiver needs a ticket and an approver of its own (R11): the text cannot grant it beforehand. */
const WAIVER = /waive|waiver|ticket/i;
const MAX_TEXT = 200;

export function addException(step: StepDraft, text: string): void {
  const clean = text
    .replace(/\s+/g, " ")
    .replace(/[.;,。]$/, "")
    .trim();
  if (clean === "" || clean.length > MAX_TEXT) return;
  step.def.exceptions ??= [];
  if (!step.def.exceptions.includes(clean)) step.def.exceptions.push(clean);
}

export function lendExceptions(from: StepDraft, into: StepDraft): void {
  for (const text of from.def.exceptions ?? []) addException(into, text);
}

/** Clauses that grant an exception: what stands in brackets first, else a part of the sentence. */
export function grantedExceptions(text: string, isOutcome: boolean): string[] {
  const found: string[] = [];
  let rest = text.replace(/\s+/g, " ");
  for (const match of rest.matchAll(/[(（[]([^()（）[\]]{5,200})[)）\]]/g)) {
    const inside = (match[1] ?? "").trim();
    const except = EXCEPT.exec(inside);
    if (GRANTS.test(inside)) found.push(inside);
    else if (except !== null) found.push(inside.slice(except[0].length));
  }
  rest = rest.replace(/[(（[][^()（）[\]]{5,200}[)）\]]/g, " ");
  for (const clause of rest.split(/[;；。]|\.\s|,\s(?=except|apart|außer|sauf|salvo|exc|kromě|кроме)/iu)) {
    const part = clause.trim();
    if (part.length > MAX_TEXT) continue;
    const except = EXCEPT.exec(part);
    if (GRANTS.test(part)) found.push(part);
    else if (isOutcome && except !== null) found.push(part.slice(except[0].length));
  }
  return found.filter((each) => !WAIVER.test(each));
}

/** The steps of a phase get the exceptions that their own outcomes grant; a no-exceptions step knows none (R4). */
export function grantExceptions(phase: PhaseDraft): void {
  const granted: { step: StepDraft; text: string }[] = [];
  for (const step of phase.steps) {
    if (step.def.noExceptions) {
      delete step.def.exceptions;
      continue;
    }
    const found = [
      ...(step.def.kind === "check" ? grantedExceptions(step.def.title, false) : []),
      ...step.def.expected.flatMap((text) => grantedExceptions(text, true)),
      ...step.def.substeps.flatMap((sub) => grantedExceptions(sub.title, false)),
    ];
    for (const text of found) {
      addException(step, text);
      granted.push({ step, text });
    }
  }
  for (const { step, text } of granted) shareException(step, text, phase);
}

/** An abbreviation that opens the exception ("FK names may differ …") names the other checks that will meet it. */
function shareException(step: StepDraft, text: string, phase: PhaseDraft): void {
  const subject = /^\p{Lu}{2,6}(?![\p{L}\p{N}])/u.exec(text)?.[0]?.toLowerCase();
  if (subject === undefined) return;
  for (const other of phase.steps) {
    if (other === step || other.def.kind !== "check" || other.def.noExceptions) continue;
    const words = tokensOf(other.def.title);
    if (words.has(subject) || words.has(`${subject}s`)) addException(other, text);
  }
}
