import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import { isReference, lend, type Telling } from "./lend-steps";
import type { Section } from "./outline";
import { type Signature, score, signature } from "./step-signature";

const EXECUTING = new Set(["prepare", "execute", "verify", "decide"]);

function tellingsOf(draft: ImportDraft): Telling[] {
  const groups = new Map<Section, Telling>();
  for (const phase of draft.phases) {
    if (!EXECUTING.has(phase.def.kind)) continue;
    const telling = groups.get(phase.telling) ?? { section: phase.telling, phases: [], steps: [], blanks: 0 };
    telling.phases.push(phase);
    telling.steps.push(...phase.steps);
    groups.set(phase.telling, telling);
  }
  const all = [...groups.values()].filter((telling) => telling.steps.length > 0);
  for (const telling of all)
    telling.blanks = telling.steps.filter((step) => step.hasBlank).length / telling.steps.length;
  return all;
}

const offsetsOf = (telling: Telling): number[] =>
  telling.phases.map((phase) => phase.def.offset).filter((offset): offset is number => offset !== null);

/** Two sections with a clock of their own that covers the same hour before T-0 tell the same cutover. */
function sameClock(a: Telling, b: Telling): boolean {
  const [left, right] = [offsetsOf(a), offsetsOf(b)];
  if (new Set(left).size < 2 || new Set(right).size < 2) return false;
  const from = Math.max(Math.min(...left), Math.min(...right));
  const to = Math.min(Math.max(...left), Math.max(...right));
  return to > from;
}

function coverage(part: Telling, whole: StepDraft[], signatures: Map<StepDraft, Signature>): number {
  const others = whole
    .map((step) => signatures.get(step))
    .filter((each): each is Signature => each !== undefined);
  const hits = part.steps.filter((step) => {
    const mine = signatures.get(step);
    return mine !== undefined && others.some((other) => score(mine, other) >= 0.6);
  });
  return hits.length / part.steps.length;
}

const SUMMARY =
  /summary|one-?pag|checklist|quick|recap|at a glance|sign-?off|zusammenfassung|checkliste|résumé|liste de contrôle|resumen|lista de|resumo|清单|检查表|チェックリスト|一覧|체크리스트|요약|чек-?лист|kontrolní seznam/iu;

/**
 * Where several sections tell the same cutover, one executes and the others lend it what they know (rule 17).
 * The lenders stay readable as prose; nothing in them becomes a second step.
 */
export function mergeRepeats(draft: ImportDraft): void {
  const tellings = tellingsOf(draft);
  const lenders = tellings.length < 2 ? new Map<Telling, Telling[]>() : mergeTellings(tellings, draft);
  const lent = new Set([...lenders.keys()].map((telling) => telling.section));
  const drop = (phase: PhaseDraft): boolean =>
    phase.telling.annotation?.reference === true && !lent.has(phase.telling);
  for (const phase of [...draft.phases, ...draft.rollbackPhases].filter(drop)) {
    draft.ledger.release(phase);
    draft.decisions = draft.decisions.filter((decision) => decision.afterPhase !== phase);
  }
  draft.phases = draft.phases.filter((phase) => !drop(phase));
  draft.rollbackPhases = draft.rollbackPhases.filter((phase) => !drop(phase));
}

/** Who lends to whom, once the lending is done; without those that found nobody to lend to. */
function mergeTellings(tellings: Telling[], draft: ImportDraft): Map<Telling, Telling[]> {
  const signatures = new Map<StepDraft, Signature>();
  for (const telling of tellings) for (const step of telling.steps) signatures.set(step, signature(step));
  const lenders = new Map<Telling, Telling[]>();
  for (const telling of tellings) {
    if (lenders.has(telling)) continue;
    const cluster = tellings.filter((other) => other === telling || sameClock(telling, other));
    if (cluster.length < 2) continue;
    const executes = pickExecuting(cluster, telling);
    for (const other of cluster) if (other !== executes) lenders.set(other, [executes]);
  }
  const candidates = tellings.filter((telling) => !isReference(telling));
  for (const telling of tellings)
    if (isReference(telling) && !lenders.has(telling)) lenders.set(telling, candidates);
  for (const telling of tellings) {
    if (
      lenders.has(telling) ||
      telling.steps.length < 3 ||
      telling.phases.some((phase) => phase.def.kind === "decide")
    )
      continue;
    const others = tellings.filter(
      (other, at) => other !== telling && !lenders.has(other) && at < tellings.indexOf(telling),
    );
    if (others.length === 0) continue;
    const covered = coverage(
      telling,
      others.flatMap((other) => other.steps),
      signatures,
    );
    if (covered < (SUMMARY.test(telling.section.heading.plain) ? 0.55 : 0.75)) continue;
    if (
      telling.steps.some((step) => step.def.commands.length > 0) &&
      !SUMMARY.test(telling.section.heading.plain)
    )
      continue;
    const repeated = others.filter((other) => coverage(other, telling.steps, signatures) >= 0.6);
    const filledIn =
      telling.blanks >= 0.5 &&
      repeated.length === others.length &&
      others.every((other) => other.blanks < 0.3);
    if (filledIn || (telling.section.annotation?.executes === true && repeated.length > 0))
      for (const other of repeated) lenders.set(other, [telling]);
    else lenders.set(telling, others);
  }
  for (const [lender, all] of lenders) {
    const targets = all.filter((target) => !lenders.has(target));
    lend(lender, targets, signatures, draft);
    lenders.set(lender, targets);
  }
  return new Map([...lenders].filter(([, targets]) => targets.length > 0));
}

function pickExecuting(all: Telling[], fallback: Telling): Telling {
  const open = all.filter((telling) => !isReference(telling));
  const cluster = open.length > 0 ? open : all;
  const marked = cluster.find((telling) => telling.section.annotation?.executes === true);
  if (marked !== undefined) return marked;
  const blanks = [...cluster].sort((a, b) => b.blanks - a.blanks || b.steps.length - a.steps.length);
  const [first] = blanks;
  if (first !== undefined && first.blanks >= 0.3) return first;
  return [...cluster].sort((a, b) => b.steps.length - a.steps.length)[0] ?? fallback;
}
