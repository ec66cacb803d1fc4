import type { RoleDefinition } from "../run/definition";
import { annotationValue } from "./annotations";
import { correctStep } from "./corrections";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import { editDistance } from "./edit-distance";
import { lendExceptions } from "./granted-exceptions";
import { addRole, roleKey, sameRole } from "./roles";

/** Labels that name a second person: nothing short of them does, because "verified" alone says what was done. */
const VERIFIER = `verifier|verified by|verification by|second pair of eyes|witness(?:ed by)?|reviewer|reviewed by|checked by|double[- ]checked by|prüfer(?:in)?|geprüft (?:von|durch)|vier[- ]augen(?:[- ]prinzip)?|vérificateur|vérifié par|témoin|verificador|verificado por|testigo|testemunha|revisado por|ověřil\\p{L}*|ověřuje|kontroloval|проверяющий|проверил\\p{L}*|người (?:kiểm tra|xác minh)|复核人?|核对人|验证人|検証者|確認者|立会人|검증자|확인자|입회자`;
const SIGN_OFF = `requires? (?:the )?(?:approval|sign-?off)(?: (?:of|from|by))?|(?:approval|sign-?off)(?: (?:is )?(?:required|needed))? (?:of|from|by)|sign-?offs?(?: required)?|approvals?(?: required)?|approved by|approvers?|freigabe(?: (?:durch|von))?|genehmigung(?: durch)?|approbation(?: (?:de|par))?|approuvé par|aprobación(?: de)?|aprobado por|aprovação(?: de)?|aprovado por|schvaluje|schválení|утверждает|согласование|审批人?|批准人|承認者|승인자`;
const NAMED = "[\\p{L}@][\\p{L}\\p{N} ._&/+,-]{1,80}";

const VERIFIER_LABEL = new RegExp(`^(?:${VERIFIER})\\s*[:：]\\s*(${NAMED})$`, "iu");
const VERIFIER_INSIDE = new RegExp(
  `[([（]\\s?(?:${VERIFIER})\\s?(?:[:：]\\s?|\\s)(${NAMED}?)\\s?[)\\]）]`,
  "iu",
);
const SIGN_OFF_LABEL = new RegExp(`^(?:${SIGN_OFF})\\s*[:：]\\s*(${NAMED})$`, "iu");
const SIGN_OFF_SENTENCE =
  /(?:^|[([（.;–—-]\s?)requires? (?:the )?(?:approval|sign-?off) (?:of|from|by) (?:the )?([\p{L}@][\p{L}\p{N} &/+,-]{1,60}?)\s?(?=$|[)\]）.;])/iu;

const rolesIn = (text: string): string[] =>
  text
    .replace(/[*_`]/g, "")
    .split(/\s*[,+&]\s*|\s(?:and|und|et|y|e|и)\s/u)
    .map((name) => name.replace(/^the\s/i, "").trim())
    .filter((name) => name !== "" && name.length <= 60 && !/^(?:tbd|n\/?a|yes|no|none|pending)$/i.test(name));

export function addSignOff(step: StepDraft, name: string): void {
  if (!step.signOffNames.some((known) => sameRole(known, name))) step.signOffNames.push(name);
}

function takeVerifier(step: StepDraft, text: string | undefined): boolean {
  const [name] = rolesIn(text ?? "");
  if (name === undefined) return false;
  step.verifierName ??= name;
  return true;
}

/** "Verified by: DB Owner" below a step; "Approval required: DBA" below a step of the way back. False for any other line. */
export function readDutyLabel(plain: string, step: StepDraft, phase: PhaseDraft): boolean {
  const verifier = VERIFIER_LABEL.exec(plain);
  if (verifier !== null) return takeVerifier(step, verifier[1]);
  if (!phase.inRollback) return false;
  const names = rolesIn((SIGN_OFF_LABEL.exec(plain) ?? SIGN_OFF_SENTENCE.exec(plain))?.[1] ?? "");
  for (const name of names) addSignOff(step, name);
  return names.length > 0;
}

/** The same in brackets behind a step's own text: "(verified by: QA Lead)", "(requires approval of the DBA)". */
export function readDutyInside(plain: string, step: StepDraft, phase: PhaseDraft): void {
  takeVerifier(step, VERIFIER_INSIDE.exec(plain)?.[1]);
  if (!phase.inRollback) return;
  for (const name of rolesIn(SIGN_OFF_SENTENCE.exec(plain)?.[1] ?? "")) addSignOff(step, name);
}

/** A cell of a "Verified by" column; an empty one is a signature to be given, and names nobody. */
export function readVerifierCell(plain: string, step: StepDraft): void {
  if (plain === "" || /^[-–—_/.?\s☐]+$/u.test(plain)) step.hasBlank = true;
  else takeVerifier(step, plain);
}

/** Those who verify and sign are roles of the run as owners are; one that nothing else in the text knows is reported. */
export function collectDuties(draft: ImportDraft, phases: PhaseDraft[]): void {
  const known = draft.roles.map((role) => role.name);
  for (const phase of phases) {
    for (const step of phase.steps) {
      const duties = [
        ...(step.verifierName === null ? [] : [{ word: "verifier", name: step.verifierName }]),
        ...step.signOffNames.map((name) => ({ word: "sign-off", name })),
      ];
      for (const { word, name } of duties) {
        if (!known.some((role) => sameRole(role, name))) reportUnknown(draft, step, word, name, known);
        addRole(draft, name, null, step.def.line, false);
      }
    }
  }
}

function reportUnknown(
  draft: ImportDraft,
  step: StepDraft,
  word: string,
  name: string,
  known: string[],
): void {
  const near = known.find((role) => editDistance(role.toLowerCase(), name.toLowerCase(), 2) <= 2);
  const value = near === undefined || word !== "verifier" ? null : annotationValue(near);
  draft.diagnostics.add(
    step.def.line,
    "warning",
    "unknown-role",
    `"${step.def.title}" names "${name}" (${word}), a role that the text mentions nowhere else; it was added to the roles.`,
    value === null || near === undefined
      ? undefined
      : correctStep(draft, step, `verifier=${value}`, `It means ${near}`),
  );
}

/** Names to keys, once the roles have theirs. */
export function resolveDuties(phases: PhaseDraft[], roles: RoleDefinition[]): void {
  for (const phase of phases) {
    for (const step of phase.steps) {
      const verifier = roleKey(roles, step.verifierName);
      if (verifier !== null) step.def.verifier = verifier;
      const signOffs = step.signOffNames
        .map((name) => roleKey(roles, name))
        .filter((key): key is string => key !== null);
      if (signOffs.length > 0) step.def.signOffs = [...new Set(signOffs)];
    }
  }
}

/** What a repeated telling says about a step holds for the step that executes in its place (rule 17). */
export function lendDuties(from: StepDraft, into: StepDraft): void {
  into.verifierName ??= from.verifierName;
  for (const name of from.signOffNames) addSignOff(into, name);
  if (from.def.timeBound === true) into.def.timeBound = true;
  if (from.def.alternative != null) into.def.alternative ??= from.def.alternative;
  lendExceptions(from, into);
}
