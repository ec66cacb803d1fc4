import type { RoleDefinition } from "../run/definition";
import { annotationValue } from "./annotations";
import { correctStep } from "./corrections";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import { standsIn } from "./no-exceptions";
import { tokensOf } from "./similarity";

/** With more roles than this the text lists people, and likeness of words says nothing. */
const MAX_ROLES = 40;
/** A word of a step's own title counts twice, a word of its phase once; less than this is no sign. */
const CLEAR = 2;

/** Words of roles and of steps that say nothing about the subject, as `tokensOf` gives them. */
const EMPTY = tokensOf(
  `owner lead leader manager manage manages management engineer team teams operator operators operation operations
   admin administrator responsible responsibility responsibilities person expert member staff support production prod
   execute executes perform performs handle handles own owns carry carries verify verifies validate validates
   verification validation monitor monitors monitoring review reviews approve approves prepare prepares ensure ensures
   coordinate coordinates script scripts task tasks step steps phase procedure process plan system systems service
   services server servers application release cutover change start stop enable disable restart report reports status
   after before during every first last they them their what which when where whom with from into this that then other
   owned works work proves proof sends writes signs plus only also back both never someone
   verantwortlich verantwortliche leitung leiter führt führen prüft prüfen durch aus eine einen einer eines dem den
   und oder der die das mit für über nach vor beim zum zur wird werden nicht alle
   responsable équipe exécute vérifie les des une dans avec pour sur par aux qui que
   encargado equipo ejecuta verifica los las una para por con del que como todos
   equipe executa verifica uma dos das com não pelo pela
   выполняет проверяет отвечает для при или что все
   zodpovídá provádí kontroluje pro při nebo`,
);
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const CJK_EMPTY =
  /负责|執行|执行|実施|担当|責任|步骤|手順|作業|确认|確認|検証|验证|完成|操作|进行|します|する|담당|확인|실행|완료|작업|절차/u;

/** The telling words of a text; of scripts without spaces each pair of characters. Short words count only in capitals. */
function words(text: string): Set<string> {
  const plain = text.replace(/[([（][^()[\]（）]*[)\]）]/g, " ");
  const capitals = new Set(
    (plain.match(/(?<![\p{L}\p{N}])\p{Lu}{2,4}(?![\p{L}\p{N}])/gu) ?? []).map((w) => w.toLowerCase()),
  );
  const out = new Set<string>();
  for (const token of tokensOf(plain)) {
    if (CJK.test(token)) {
      for (let i = 0; i + 2 <= token.length; i++) {
        const pair = token.slice(i, i + 2);
        if (!CJK_EMPTY.test(pair)) out.add(pair);
      }
    } else if (!EMPTY.has(token) && /\p{L}/u.test(token) && (token.length > 3 || capitals.has(token)))
      out.add(token);
  }
  return out;
}

/** The same word but for its ending ("deploy", "deployer"); short words and pairs of characters must agree. */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const short = Math.min(a.length, b.length);
  if (short < 5 || Math.abs(a.length - b.length) > 3) return false;
  let common = 0;
  while (common < short && a.charAt(common) === b.charAt(common)) common++;
  return common >= Math.max(5, short - 1);
}

interface Candidate {
  role: RoleDefinition;
  words: string[];
}

/** For each role whether its words cover a word; remembered, because titles repeat their words. */
function coverage(candidates: Candidate[]): (word: string) => boolean[] {
  const known = new Map<string, boolean[]>();
  return (word) => {
    const found = known.get(word) ?? candidates.map((each) => each.words.some((own) => alike(word, own)));
    known.set(word, found);
    return found;
  };
}

/** How many words of a text the role at an index covers; two pairs of characters make a word. */
function covered(text: Set<string>, at: number, covers: (word: string) => boolean[]): number {
  let full = 0;
  let pairs = 0;
  for (const word of text) {
    if (covers(word)[at] !== true) continue;
    if (CJK.test(word)) pairs++;
    else full++;
  }
  return full + Math.floor(pairs / 2);
}

/** The one role that clearly covers a step; null where none does, or another comes near. */
function clearOwner(
  title: Set<string>,
  phase: Set<string>,
  candidates: Candidate[],
  covers: (word: string) => boolean[],
): RoleDefinition | null {
  const scored = candidates
    .map(({ role }, at) => ({ role, score: 2 * covered(title, at, covers) + covered(phase, at, covers) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (best === undefined || best.score < CLEAR) return null;
  return second !== undefined && second.score * 2 > best.score ? null : best.role;
}

const ownerless = (step: StepDraft): boolean =>
  step.def.role === null &&
  step.roleName === null &&
  step.def.kind !== "broadcast" &&
  step.def.kind !== "record" &&
  step.def.kind !== "decision";

/** Offers an owner for steps that name none, where the roles' own words tell whose they are; it never sets one (R2). */
export function suggestOwners(phases: PhaseDraft[], roles: RoleDefinition[], draft: ImportDraft): void {
  const candidates = roles
    .filter((role) => role.capability === "operator" && role.line !== undefined)
    .map((role) => ({ role, words: [...words(`${role.name} ${role.description ?? ""}`)] }));
  if (candidates.length === 0 || candidates.length > MAX_ROLES) return;
  const covers = coverage(candidates);
  for (const phase of phases) {
    const around = words(phase.def.title);
    for (const step of phase.steps) {
      if (!ownerless(step)) continue;
      const role = clearOwner(
        words(step.def.title),
        standsIn(step, phase) ? around : new Set<string>(),
        candidates,
        covers,
      );
      const name = role === null ? null : annotationValue(role.name);
      if (role === null || name === null) continue;
      const suggestion = correctStep(draft, step, `role=${name}`, `Owner: ${role.name}`);
      if (suggestion === undefined) continue;
      draft.diagnostics.add(
        step.def.line,
        "info",
        "owner-suggested",
        `"${step.def.title}" names no owner; by what the roles are for, it may be the ${role.name}'s.`,
        suggestion,
      );
    }
  }
}
