import { addChecks } from "./checks";
import { correctSection, correctStep } from "./corrections";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import { addNote, openGroup } from "./draft";
import { addFields } from "./fields";
import { isBareScript } from "./inline-command";
import { offsetText } from "./offsets";
import { addArtifacts } from "./outcome-comments";
import type { Section } from "./outline";
import { tokensOf } from "./similarity";
import { lendDuties } from "./step-duties";
import { type Signature, score } from "./step-signature";

/** The phases of one outermost section that would execute, were it the only one. */
export interface Telling {
  section: Section;
  phases: PhaseDraft[];
  steps: StepDraft[];
  /** Part of the steps that leave a result to fill in. */
  blanks: number;
}

const MATCH = 0.5;

interface Match {
  step: StepDraft;
  phase: PhaseDraft;
  score: number;
}

/** True where the author has confirmed that a section only tells again what another one executes. */
export const isReference = (telling: Telling): boolean => telling.section.annotation?.reference === true;

/** Merges what a telling knows into those that execute in its place; its own phases are no phases of the run. */
export function lend(
  lender: Telling,
  targets: Telling[],
  signatures: Map<StepDraft, Signature>,
  draft: ImportDraft,
): void {
  const phases = targets.flatMap((target) => target.phases);
  if (phases.length === 0) return;
  const [only] = targets;
  const executing =
    targets.length === 1 && only !== undefined ? `"${only.section.label.name}" executes` : "others execute";
  let last: Match | null = null;
  for (const phase of lender.phases) {
    const twin =
      phases.find((each) => phase.def.offset !== null && each.def.offset === phase.def.offset) ?? null;
    const matches = phase.steps.map((step) => findMatch(step, phases, twin, signatures));
    draft.ledger.release(phase);
    phase.steps.forEach((step, index) => {
      const match = matches[index] ?? null;
      if (step.annotation?.executes === true) {
        const next = matches.slice(index + 1).find((each) => each !== null) ?? null;
        const home = matches.slice(0, index).findLast((each) => each !== null) ?? null;
        const to = homeOf(next, home ?? last, twin ?? phases[phases.length - 1] ?? null);
        moveStep(step, phase, to, draft);
        if (to !== null) matches[index] = { step, phase: to.phase, score: 0 };
      } else if (match !== null) lendStep(step, phase, match, lender, draft);
      else if (!isReference(lender)) reportUnmatched(step, phase, executing, draft);
    });
    last = matches.findLast((each) => each !== null) ?? last;
    rehome(phase, twin ?? phases[phases.length - 1] ?? null, draft);
    draft.phases = draft.phases.filter((each) => each !== phase);
  }
  if (!isReference(lender))
    draft.diagnostics.add(
      lender.section.line,
      "info",
      "repeated-telling",
      `This section tells the same steps again; ${executing}, and what this section adds was merged there.`,
      correctSection(draft, lender.section, "reference", "Confirm: it is reference only"),
    );
}

function findMatch(
  step: StepDraft,
  phases: PhaseDraft[],
  twin: PhaseDraft | null,
  signatures: Map<StepDraft, Signature>,
): Match | null {
  const mine = signatures.get(step);
  if (mine === undefined) return null;
  let best: Match | null = null;
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
  return best;
}

function reportUnmatched(step: StepDraft, from: PhaseDraft, executing: string, draft: ImportDraft): void {
  draft.diagnostics.add(
    step.def.line,
    "warning",
    "only-in-reference",
    `"${step.def.title}" stands only here, under "${from.def.title}", but ${executing} in place of this section: the run goes without it.`,
    correctStep(draft, step, "executes", "Make it a step of the run"),
  );
}

/** Merges a step into its match; rule 17: an offset that conflicts must be settled before approval. */
function lendStep(
  step: StepDraft,
  from: PhaseDraft,
  match: Match,
  lender: Telling,
  draft: ImportDraft,
): void {
  mergeStep(step, match.step);
  const said = step.annotation?.offset ?? null;
  const a = said ?? from.def.offset;
  const end = said ?? from.section.label.offsetEnd ?? a;
  const b = match.phase.def.offset;
  if (a === null || b === null || isReference(lender)) return;
  if (b >= a && b <= Math.max(a, end ?? a)) return;
  const target = offsetText(b);
  draft.diagnostics.add(
    step.def.line,
    "warning",
    "conflicting-offset",
    `"${step.def.title}" is at ${from.def.label ?? offsetText(a) ?? a} here and at ${match.phase.def.label ?? target ?? b} in the section that executes. Must be resolved by an annotation before approval.`,
    target === null ? undefined : correctStep(draft, step, `offset=${target}`, `Settle on ${target}`),
  );
}

interface Home {
  phase: PhaseDraft;
  at: number;
  group: number | null;
}

/** Before the step that the next one of its section became, else behind the previous one, else at the end of the phase. */
function homeOf(next: Match | null, previous: Match | null, fallback: PhaseDraft | null): Home | null {
  const near = next ?? previous;
  if (near !== null) {
    const at = near.phase.steps.indexOf(near.step);
    return { phase: near.phase, at: next === null ? at + 1 : at, group: near.step.group };
  }
  return fallback === null
    ? null
    : { phase: fallback, at: fallback.steps.length, group: fallback.steps.at(-1)?.group ?? null };
}

function moveStep(step: StepDraft, from: PhaseDraft, home: Home | null, draft: ImportDraft): void {
  if (home === null) return;
  step.roleName ??= from.roleName;
  step.group = home.group ?? openGroup(home.phase, false);
  home.phase.steps.splice(home.at, 0, step);
  draft.ledger.place(step.def.line, step.def.endLine ?? step.def.line, home.phase);
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
  lendDuties(from, into);
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
