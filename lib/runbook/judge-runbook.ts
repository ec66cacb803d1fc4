import { sectionKind } from "./classify-section";
import type { ImportDraft } from "./draft";
import { IMPERATIVE } from "./imperatives";
import { isOrderElsewhere } from "./orders-elsewhere";
import { isEssay, manualSigns } from "./other-documents";
import type { Section } from "./outline";
import { allSections } from "./outline";

const RUNBOOK_TITLE =
  /runbook|cut-?over|go-?live|playbook|checklist|check list|procedure|rollout|roll-out|deployment (?:plan|guide)|migration (?:plan|guide|steps)|release plan|rollback|failover|switch-?over|rehearsal|maintenance|\bsop\b|change plan|upgrade (?:guide|plan)|decommission|umstellung|inbetriebnahme|checkliste|ablaufplan|bascule|mise en production|procédure|migración|puesta en producción|procedimiento|implantação|procedimento|nasazení|postup|регламент|план|внедрен|переключен|миграц|triển khai|quy trình|切换|上线|迁移|手册|部署|方案|手順|移行|切替|切り替え|リリース|전환|배포|이관|절차/iu;
const OTHER_TITLE =
  /\b(?:design (?:doc|document|note)|rfc|adr|architecture (?:decision|overview)|proposal|essay|blog|post-?mortem|retrospective|meeting notes|minutes|changelog|release notes|tutorial|specification|white ?paper|contributing|code of conduct|api reference|how we|why we|lessons)\b/i;
const SIGNAL_KINDS = new Set([
  "preconditions",
  "rollback",
  "post-rollback",
  "triggers",
  "hypercare",
  "decision",
  "abort",
  "containment",
  "final-record",
  "evidence",
  "completion",
  "roles",
]);

/** How much a document looks like something to be carried out; below 2 it is none (rule 19). */
export function runbookScore(root: Section, title: string, draft: ImportDraft): number {
  const steps = [...draft.phases, ...draft.rollbackPhases].flatMap((phase) => phase.steps);
  if (steps.length === 0) return 0;
  let score = 0;
  const items = steps.filter((step) => step.origin === "item");
  const boxes = draft.source.lines.filter((line) =>
    /^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]\s|[☐□⬜]/u.test(line),
  ).length;
  if (boxes >= 2) score += 2;
  if (steps.some((step) => step.origin === "heading")) score += 2;
  if (steps.some((step) => step.origin === "row")) score += 2;
  const commands = steps.reduce((sum, step) => sum + step.def.commands.length, 0);
  score += commands >= 3 ? 2 : commands > 0 ? 1 : 0;
  if (draft.phases.some((phase) => phase.def.offset !== null)) score += 2;
  if (draft.phases.some((phase) => phase.section.label.phaseMark)) score += 1;
  if (steps.some((step) => step.hasBlank)) score += 1;
  const kinds = new Set(
    allSections(root)
      .map((section) => sectionKind(section))
      .filter((kind) => kind !== null && SIGNAL_KINDS.has(kind)),
  );
  score += Math.min(4, kinds.size);
  if (RUNBOOK_TITLE.test(title)) score += 2;
  const telling = new Set(
    draft.phases.filter((phase) => phase.steps.length > 0).map((phase) => phase.def.kind),
  );
  if (telling.has("execute") && (telling.has("verify") || draft.rollbackPhases.length > 0)) score += 1;
  const imperative = items.filter(
    ({ def }) => IMPERATIVE.test(def.title) || isOrderElsewhere(def.title),
  ).length;
  if (items.length >= 2 && imperative * 2 >= items.length) score += 2;
  if (/[?？]\s*$/.test(title) && !RUNBOOK_TITLE.test(title)) score -= 2;
  if (OTHER_TITLE.test(title)) score -= RUNBOOK_TITLE.test(title) ? 1 : 4;
  if (isEssay(title, draft)) return 0;
  if (!RUNBOOK_TITLE.test(title) && !kinds.has("rollback") && draft.rollbackPhases.length === 0)
    score -= manualSigns(root);
  return score;
}
