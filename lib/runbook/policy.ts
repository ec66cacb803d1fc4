import type { Policy } from "../run/definition";
import type { ImportDraft } from "./draft";
import type { FrontMatter } from "./metadata";

const FORBIDDEN =
  /(?:production|prod|produktion|producción|produção|продакшн|生产|本番)(?: (?:execution|run|use|cutover|ausführung))?\s*[:：]?\s*(?:is |are |wird |ist )?(?:strictly |explicitly )?(?:not authori[sz]ed|unauthori[sz]ed|not permitted|not allowed|prohibited|forbidden|nicht (?:autorisiert|freigegeben|erlaubt)|non autorisée?|no autorizad[ao]|não autorizad[ao]|запрещен\w*|禁止)|(?:not authori[sz]ed|not approved|do not (?:run|execute|use)) (?:for|in|on|against) production|(?:rehearsal|staging|clone)[- ]only (?:document|plan|runbook)/iu;

const REHEARSAL = "(?:dress |clone |staging )?(?:rehearsal|dry[- ]run|generalprobe|répétition|ensayo|ensaio)";
const REHEARSAL_REQUIRED = new RegExp(
  `requires? (?:a |an |the )?(?:successful |passed |completed |prior )*${REHEARSAL}|${REHEARSAL}(?:\\sPASS)? (?:is )?(?:required|mandatory|must (?:have )?(?:pass|be completed))|(?:no|not|never)\\s[^.;]{0,60}(?:without|before) (?:a |an |the )?(?:successful |passed |completed |prior )*${REHEARSAL}|must (?:have been|be) rehearsed`,
  "i",
);
const REHEARSAL_NAMED = new RegExp(
  `(?:basis|based on|validated (?:in|by|during)|proven (?:in|by)|as tested in)[:\\s][^.;]{0,40}${REHEARSAL}|(?:clone|dress|staging)? ?rehearsal PASS\\b`,
  "i",
);
const APPROVALS =
  /(?:requires?|needs?|at least|minimum(?: of)?)\s(?:at least\s)?(two|three|[2-5])\s(?:independent\s|separate\s)?(?:approvals|approvers|sign-?offs)(?![\p{L}])|\b(two|three|[2-5])\s(?:independent\s|separate\s)?(?:approvals|approvers|sign-?offs)\s(?:are\s)?(?:required|needed)/iu;
const WORDS: Record<string, number> = { two: 2, three: 3 };

/** How many must approve, where a sentence gives a number; one otherwise. */
function approvalsIn(lines: string[]): number {
  let most = 1;
  for (const line of lines) {
    const found = line.length > 1000 ? null : APPROVALS.exec(line.replace(/[*_`]/g, ""));
    const word = (found?.[1] ?? found?.[2] ?? "").toLowerCase();
    most = Math.max(most, WORDS[word] ?? (Number(word) || 1));
  }
  return most;
}

/** `required` only where a sentence demands the rehearsal; a text that rests on one recommends it. */
function rehearsalIn(lines: string[]): Policy["rehearsal"] {
  const short = lines.filter((line) => line.length <= 1000).map((line) => line.replace(/[*_`]/g, ""));
  if (short.some((line) => REHEARSAL_REQUIRED.test(line))) return "required";
  return short.some((line) => REHEARSAL_NAMED.test(line)) ? "recommended" : "none";
}

/** What the document itself demands; front matter outranks the text, and nothing lifts a production ban but the text. */
export function policyOf(draft: ImportDraft, front: FrontMatter): Policy {
  let forbiddenLine = 0;
  draft.source.lines.some((line, index) => {
    if (line.length > 1000 || !FORBIDDEN.test(line.replace(/[*_`]/g, ""))) return false;
    if (/^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]/.test(line)) return false;
    if (
      draft.phases.some((phase) =>
        phase.steps.some((step) => step.def.line <= index + 1 && (step.def.endLine ?? 0) >= index + 1),
      )
    )
      return false;
    forbiddenLine = index + 1;
    return true;
  });
  if (forbiddenLine > 0)
    draft.diagnostics.add(
      forbiddenLine,
      "info",
      "production-forbidden",
      "The text forbids production execution: it can only be planned as a rehearsal.",
    );
  const environments =
    front.policy.environments ?? (forbiddenLine > 0 ? ["rehearsal"] : ["rehearsal", "production"]);
  return {
    approvals: front.policy.approvals ?? approvalsIn(draft.source.lines),
    rehearsal: front.policy.rehearsal ?? (forbiddenLine > 0 ? "none" : rehearsalIn(draft.source.lines)),
    productionForbidden: forbiddenLine > 0,
    environments,
  };
}
