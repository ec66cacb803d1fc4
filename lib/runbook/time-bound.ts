import { correctStep } from "./corrections";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";

/** What holds for a time only: the window, the freeze, how far back a restore reaches. */
const SUBJECT =
  /(?:maintenance|change|cutover|deployment|release|downtime|rollback|recovery) window|(?:write|code|change|release|content|schema)[- ]?freeze|\bPITR\b|point[- ]in[- ]time|wartungsfenster|änderungsfenster|schreibsperre|fenêtre de (?:maintenance|changement)|gel des (?:écritures|changements)|ventana de (?:mantenimiento|cambio)|congelaci[oó]n|congelamento|janela de (?:manutenção|mudança)|okno údržby|odstávk\p{L}*|окно (?:обслуживания|работ)|заморозк\p{L}*|cửa sổ bảo trì|维护窗口|变更窗口|写冻结|メンテナンス(?:ウィンドウ|時間|枠)|書き込み停止|점검 시간|쓰기 동결/iu;
const ATTESTS =
  /\b(?:approved|confirmed|active|attested|validated|verified|agreed|scheduled|communicated|announced|booked|available|enabled|in (?:place|effect|force)|declared|granted|covers?)\b|genehmigt|bestätigt|aktiv|vereinbart|angekündigt|confirmée?|approuvée?|validée?|annoncée?|active\b|confirmad[oa]|aprobad[oa]|aprovad[oa]|activ[oa]\b|ativ[oa]\b|anunciad[oa]|potvrzen\p{L}*|schválen\p{L}*|подтвержд\p{L}*|согласован\p{L}*|утвержд\p{L}*|xác nhận|phê duyệt|确认|已批准|批准|承認|確認|合意|확인|승인/iu;
/** "backup not older than 24 h", "approval valid until …", "approved for 2026-03-01": an age or a date. */
const AGED =
  /(?:backups?|snapshots?|dumps?|sicherung|sauvegarde|respaldo|backup)\b[^.;]{0,60}\b(?:within|no(?:t)? older than|less than|younger than|at most|last|nicht älter als|moins de|menos de)\s[^.;]{0,20}\d/iu;
const DATED =
  /(?:approv(?:al|ed)|sign-?off|authori[sz](?:ation|ed)|freigabe|genehmig\w*|aprob\w*|aprov\w*)\b[^.;]{0,40}\b(?:(?:for|on|until|valid (?:for|until|through)|bis|für|am)\s)[^.;]{0,20}(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}|D-\d|T-\d|the window|the date|tonight)/iu;
const MAYBE =
  /\b(?:backups?|snapshots?|restore point|sicherung|sauvegarde|respaldo)\b[^.;]{0,60}\b(?:taken|done|completed?|verified|available|exists?|recent|fresh|current|tested|erstellt|vorhanden|effectuée?|realizad[oa])\b|\bwindow\b|(?<![- ])\bfreeze\b/iu;

/** Attestations reopen when T-0 moves; a step that does something (it has a command) is no attestation. */
export function markTimeBound(phase: PhaseDraft): void {
  const { kind } = phase.def;
  if (kind !== "preconditions" && kind !== "prepare") return;
  for (const step of phase.steps) if (attestsTime(step)) step.def.timeBound = true;
}

function attestsTime(step: StepDraft): boolean {
  const { commands, title, notes } = step.def;
  if (commands.length > 0) return false;
  const text = [title, ...(step.origin === "item" ? (notes ?? []).slice(0, 1) : [])].join(" ");
  return (SUBJECT.test(text) && ATTESTS.test(text)) || AGED.test(text) || DATED.test(text);
}

/** Offers the mark for a precondition that may age, where its words do not settle it. */
export function suggestTimeBound(phases: PhaseDraft[], draft: ImportDraft): void {
  for (const phase of phases) {
    if (phase.def.kind !== "preconditions") continue;
    for (const step of phase.steps) {
      if (step.def.timeBound === true || step.def.commands.length > 0 || !MAYBE.test(step.def.title))
        continue;
      const suggestion = correctStep(draft, step, "time-bound", "It reopens when T-0 moves");
      if (suggestion === undefined) continue;
      draft.diagnostics.add(
        step.def.line,
        "info",
        "time-bound-suggested",
        `"${step.def.title}" may hold for a time only; marked so, it must be attested again when T-0 moves.`,
        suggestion,
      );
    }
  }
}
