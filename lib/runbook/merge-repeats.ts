import { addChecks } from "./checks";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import { addNote } from "./draft";
import { addFields } from "./fields";
import { isBareScript } from "./inline-command";
import { addArtifacts } from "./outcome-comments";
import type { Section } from "./outline";
import { jaccard, sharedCount, tokensOf } from "./similarity";

interface Telling {
  section: Section;
  phases: PhaseDraft[];
  steps: StepDraft[];
  /** Part of the steps that leave a result to fill in. */
  blanks: number;
}

const EXECUTING = new Set(["prepare", "execute", "verify", "decide"]);
const MATCH = 0.5;

interface Signature {
  title: Set<string>;
  all: Set<string>;
  codes: Set<string>;
}

/** Script and file names and whole commands: two steps that share one speak of the same thing. */
function codesOf(step: StepDraft): Set<string> {
  const text = [
    step.def.title,
    ...step.def.commands.map((command) => command.text),
    ...(step.def.notes ?? []),
    ...step.def.substeps.map((sub) => sub.title),
  ].join(" ");
  return new Set(text.match(/[\w-]{3,80}\.(?:sh|py|ps1|sql|js|rb|md|json|log)\b/g) ?? []);
}

function signature(step: StepDraft): Signature {
  const fields = step.def.fields.filter((field) => field.type !== "outcome").map((field) => field.name);
  const all = [
    step.def.title,
    ...fields,
    ...step.def.substeps.map((sub) => sub.title),
    ...step.def.commands.map((command) => command.text.slice(0, 200)),
    ...(step.def.notes ?? []).slice(0, 3),
  ].join(" ");
  return { title: tokensOf(step.def.title), all: tokensOf(all), codes: codesOf(step) };
}

/** 0 … 1.5: shared scripts weigh most, then the titles, then all words of the smaller step. */
function score(a: Signature, b: Signature): number {
  const code = sharedCount(a.codes, b.codes) > 0 ? 1 : 0;
  const shared = sharedCount(a.all, b.all);
  const contained =
    shared >= 2 ? shared / Math.min(a.all.size, b.all.size) + 0.05 * Math.min(shared - 2, 4) : 0;
  const titles = jaccard(a.title, b.title);
  const inside = sharedCount(a.title, b.title);
  const titleContained =
    inside > 0 && inside === Math.min(a.title.size, b.title.size) ? 0.5 + 0.1 * inside : 0;
  const overlap = inside >= 2 ? (0.8 * inside) / Math.min(a.title.size, b.title.size) : 0;
  return (
    Math.max(code + 0.3 * titles, contained * 0.95, titles, titleContained, overlap) +
    0.05 * sharedCount(a.all, b.title)
  );
}

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
  if (tellings.length < 2) return;
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
  for (const telling of tellings) {
    if (
      lenders.has(telling) ||
      telling.steps.length < 3 ||
      telling.phases.some((phase) => phase.def.kind === "decide")
    )
      continue;
    const others = tellings.filter(
      (other) =>
        other !== telling && !lenders.has(other) && tellings.indexOf(other) < tellings.indexOf(telling),
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
    if (
      telling.blanks >= 0.5 &&
      repeated.length === others.length &&
      others.every((other) => other.blanks < 0.3)
    )
      for (const other of others) lenders.set(other, [telling]);
    else lenders.set(telling, others);
  }
  for (const [lender, targets] of lenders)
    lend(
      lender,
      targets.filter((target) => !lenders.has(target)),
      signatures,
      draft,
    );
}

function pickExecuting(cluster: Telling[], fallback: Telling): Telling {
  const marked = cluster.find((telling) => telling.section.annotation?.executes === true);
  if (marked !== undefined) return marked;
  const blanks = [...cluster].sort((a, b) => b.blanks - a.blanks || b.steps.length - a.steps.length);
  const [first] = blanks;
  if (first !== undefined && first.blanks >= 0.3) return first;
  return [...cluster].sort((a, b) => b.steps.length - a.steps.length)[0] ?? fallback;
}

function lend(
  lender: Telling,
  targets: Telling[],
  signatures: Map<StepDraft, Signature>,
  draft: ImportDraft,
): void {
  const phases = targets.flatMap((target) => target.phases);
  if (phases.length === 0) return;
  for (const phase of lender.phases) {
    const twin =
      phases.find((each) => phase.def.offset !== null && each.def.offset === phase.def.offset) ?? null;
    for (const step of phase.steps) lendStep(step, phase, phases, twin, signatures, draft);
    rehome(phase, twin ?? phases[phases.length - 1] ?? null, draft);
    draft.ledger.release(phase);
    draft.phases = draft.phases.filter((each) => each !== phase);
  }
  const title =
    targets.length === 1 ? `"${targets[0]?.section.label.name ?? ""}" executes` : "other sections execute";
  draft.diagnostics.suggest(
    lender.section.line,
    "info",
    "repeated-telling",
    `This section tells the same steps again; ${title}, and what this section adds was merged there.`,
    {
      line: lender.section.line,
      annotation: "<!-- hp: executes -->",
      label: "Let this section execute instead",
    },
  );
}

function lendStep(
  step: StepDraft,
  from: PhaseDraft,
  phases: PhaseDraft[],
  twin: PhaseDraft | null,
  signatures: Map<StepDraft, Signature>,
  draft: ImportDraft,
): void {
  const mine = signatures.get(step);
  if (mine === undefined) return;
  let best: { step: StepDraft; phase: PhaseDraft; score: number } | null = null;
  for (const phase of phases) {
    for (const each of phase.steps) {
      const theirs = signatures.get(each);
      if (theirs === undefined) continue;
      const value =
        score(mine, { ...theirs, all: new Set([...theirs.all, ...tokensOf(phase.def.title)]) }) +
        (phase === twin ? 0.15 : 0);
      if (value >= MATCH && (best === null || value > best.score)) best = { step: each, phase, score: value };
    }
  }
  if (best === null) {
    draft.diagnostics.add(
      step.def.line,
      "warning",
      "only-in-reference",
      `"${step.def.title}" stands only in a section that another one replaces; it is no step of the run.`,
    );
    return;
  }
  mergeStep(step, best.step);
  const [a, b] = [from.def.offset, best.phase.def.offset];
  if (a !== null && b !== null && (b < a || b > Math.max(a, from.section.label.offsetEnd ?? a))) {
    draft.diagnostics.suggest(
      step.def.line,
      "warning",
      "conflicting-offset",
      `"${step.def.title}" is at ${from.def.label ?? a} here and at ${best.phase.def.label ?? b} in the section that executes.`,
      {
        line: from.def.line,
        annotation: "<!-- hp: reference -->",
        label: "Keep this section as reference only",
      },
    );
  }
}

function mergeStep(from: StepDraft, into: StepDraft): void {
  const def = into.def;
  for (const command of from.def.commands) {
    if (def.commands.some((known) => known.text === command.text)) continue;
    def.commands = def.commands.filter(
      (known) => !(isBareScript(known.text) && command.text.includes(known.text)),
    );
    if (isBareScript(command.text) && def.commands.some((known) => known.text.includes(command.text)))
      continue;
    def.commands.push(command);
  }
  for (const expected of from.def.expected) if (!def.expected.includes(expected)) def.expected.push(expected);
  addChecks(def.checks, from.def.checks);
  addFields(
    def.fields,
    from.def.fields.filter(
      (field) =>
        field.type !== "outcome" &&
        !def.fields.some((known) => known.name.toLowerCase().startsWith(field.name.toLowerCase())),
    ),
  );
  addArtifacts(into, from.def.artifacts);
  into.roleName ??= from.roleName;
  def.durationMinutes ??= from.def.durationMinutes;
  for (const note of from.def.notes ?? []) addNote(into, note);
  for (const sub of from.def.substeps) addNote(into, sub.title);
}

/** Gates, outcomes and decision marks of a lender move to the phase that executes in its place. */
function rehome(phase: PhaseDraft, twin: PhaseDraft | null, draft: ImportDraft): void {
  for (const decision of draft.decisions) if (decision.afterPhase === phase) decision.afterPhase = twin;
  if (twin === null) return;
  for (const gate of phase.def.abortGates)
    if (!twin.def.abortGates.some((known) => known.text === gate.text)) twin.def.abortGates.push(gate);
  twin.goNoGo ||= phase.goNoGo;
}
