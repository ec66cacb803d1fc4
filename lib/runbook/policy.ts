import type { Policy } from "../run/definition";
import type { ImportDraft } from "./draft";
import type { FrontMatter } from "./metadata";

const FORBIDDEN =
  /(?:production|prod|produktion|producción|produção|продакшн|生产|本番)(?: (?:execution|run|use|cutover|ausführung))?\s*[:：]?\s*(?:is |are |wird |ist )?(?:strictly |explicitly )?(?:not authori[sz]ed|unauthori[sz]ed|not permitted|not allowed|prohibited|forbidden|nicht (?:autorisiert|freigegeben|erlaubt)|non autorisée?|no autorizad[ao]|não autorizad[ao]|запрещен\w*|禁止)|(?:not authori[sz]ed|not approved|do not (?:run|execute|use)) (?:for|in|on|against) production|(?:rehearsal|staging|clone)[- ]only (?:document|plan|runbook)/iu;

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
    approvals: front.policy.approvals ?? 1,
    rehearsal: front.policy.rehearsal ?? "none",
    productionForbidden: forbiddenLine > 0,
    environments,
  };
}
