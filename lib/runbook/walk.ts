import type { PhaseKind } from "../run/definition";
import type { Block } from "./blocks";
import { isHeadingStep } from "./classify-heading";
import { holdsOrders, holdsSteps, PHASE_WORDS, phaseKindOf, sectionKind } from "./classify-section";
import { criteriaRows, readCriteria, stripBlocks } from "./decision-criteria";
import { newDecision, readSignOffForm, readStatement } from "./decision-marks";
import { type ImportDraft, newPhase, type PhaseDraft } from "./draft";
import { readHypercareBlock } from "./hypercare";
import type { SectionKind } from "./keywords";
import { kindWithin } from "./kind-within";
import { isBareName, isSequence, soleStep } from "./numbered-sections";
import { childSections, ownBlocks, type Section } from "./outline";
import { readPhase } from "./phase-content";
import { phaseTitle } from "./phase-title";
import { readCompletion } from "./side-sections";
import { roleMention } from "./steps";
import { readSide, sideBlock } from "./walk-side";

/** Kinds that a section passes on to the parts of it that have no word of their own. */
const INHERITED = new Set<PhaseKind>(["prepare", "execute", "verify"]);

interface Scope {
  /** Outermost section below the title. */
  telling: Section | null;
  rollback: boolean;
  hypercare: boolean;
  /** Side sections pass their kind on to sub-sections without a word of their own. */
  inherited: SectionKind | null;
  parentTitle: string | null;
  /** Kind of the phase that this section stands in; null at the top. */
  parentKind: PhaseKind | null;
  /** The sections beside this one are numbered, and most of them hold steps: one without any is a step itself. */
  inSequence: boolean;
}

export function walkDocument(root: Section, draft: ImportDraft): void {
  const scope: Scope = {
    telling: null,
    rollback: false,
    hypercare: false,
    inherited: null,
    parentTitle: null,
    parentKind: null,
    inSequence: false,
  };
  const title = titleSection(root);
  walkContainer(root, scope, draft, title);
}

/** The first H1 (or first heading above all others) holds the document; its words do not classify it. */
export function titleSection(root: Section): Section | null {
  const first = childSections(root)[0];
  if (first === undefined || first.source !== "heading") return null;
  const others = childSections(root).filter((child) => child !== first && child.source === "heading");
  const alone = others.length === 0 && first.depth === 1 && childSections(first).length > 1;
  const marked = first.label.phaseMark || first.label.stepMark || first.label.leadsWithOffset;
  if (marked && !alone) return null;
  if (others.some((other) => other.depth === 1) && sectionKind(first) === "preconditions") return null;
  if (first.depth === 1) return first;
  return others.length === 0 && childSections(first).length > 1 ? first : null;
}

/** A section that is only the frame of others: its own steps, if any, form one phase, its children are read one by one. */
function walkContainer(section: Section, scope: Scope, draft: ImportDraft, title: Section | null): void {
  const steps = childSections(section).filter((child) => child.source === "heading" && child !== title);
  const stepHeadings = steps.filter((child) => isHeadingStep(child, child.label.stepMark));
  const ownSteps =
    ownBlocks(section).length > 0 &&
    (section === title || title === null) &&
    holdsSteps({
      ...section,
      content: section.content.filter((node) => node.type !== "section" || node.source !== "heading"),
    });
  if (
    stepHeadings.length > 0 ||
    (ownSteps && section.source !== "root") ||
    (section.source === "root" && title === null && ownSteps)
  ) {
    buildPhase(section, phaseKindOf(section.label.name, null), scope, draft, false);
    return;
  }
  const inSequence = isSequence(steps);
  for (const node of section.content) {
    if (node.type !== "section") sideBlock(node, draft);
    else if (node === title) walkContainer(node, { ...scope, telling: null }, draft, title);
    else walkSection(node, { ...scope, inSequence }, draft);
  }
}

function walkSection(section: Section, parentScope: Scope, draft: ImportDraft): void {
  const telling = parentScope.telling ?? section;
  const scope: Scope = { ...parentScope, telling };
  if (section.annotation?.notAStep === true) return;
  const kind = kindWithin(section, scope);
  if (section.annotation?.reference === true && !mayLend(kind, parentScope)) return;
  if (readStatement(section, draft)) return;
  if (
    kind !== null &&
    readSide(kind, section, draft, (child, inherited) => walkSection(child, { ...scope, inherited }, draft))
  )
    return;
  if (kind === "expected" && section.source === "heading" && !holdsSteps(section))
    readCompletion(section, draft);
  if (scope.hypercare || kind === "hypercare")
    walkHypercare(section, { ...scope, hypercare: true, inherited: null }, draft);
  else if (kind === "rollback")
    walkPhases(section, { ...scope, rollback: true, inherited: null }, draft, "rollback", true);
  else if (kind === "post-rollback")
    walkPhases(section, { ...scope, rollback: true, inherited: null }, draft, "post-rollback", true);
  else if (scope.rollback) walkPhases(section, scope, draft, "rollback", true);
  else if (kind === "containment") walkPhases(section, scope, draft, "containment", true);
  else if (kind === "preconditions" && section.label.goNoGo && hasExecuted(draft))
    walkDecision(section, scope, draft);
  else if (kind === "preconditions") walkPreconditions(section, scope, draft);
  else if (kind === "decision" && opensTheRun(section, draft)) walkPreconditions(section, scope, draft);
  else if (kind === "decision") walkDecision(section, scope, draft);
  else {
    const strong =
      (kind !== null && PHASE_WORDS.has(kind)) ||
      section.label.phaseMark ||
      section.label.leadsWithOffset ||
      section.label.offset !== null ||
      (section.source === "heading" && holdsOrders(section));
    const byName = phaseKindOf(section.label.name, section.label.offset, scope.parentKind);
    walkPhases(
      section,
      { ...scope, inherited: null },
      draft,
      byName === "execute" && kind === "verification" && section.label.offset === null ? "verify" : byName,
      strong,
    );
  }
}

/** Criteria of GO / NO-GO behind what executes decide on it; before it they bar its start. */
const hasExecuted = (draft: ImportDraft): boolean =>
  draft.phases.some((phase) => phase.def.kind === "execute");

/** A reference that tells steps again may still lend them what it knows (rule 17); any other is only read by people. */
function mayLend(kind: SectionKind | null, parentScope: Scope): boolean {
  return parentScope.telling === null && (kind === null || PHASE_WORDS.has(kind));
}

/** Builds the phase of a section, or, where only its sub-sections hold steps, a phase of each of these. */
function walkPhases(
  section: Section,
  scope: Scope,
  draft: ImportDraft,
  kind: PhaseKind,
  bulletsAreSteps: boolean,
): void {
  buildPhase(section, kind, scope, draft, bulletsAreSteps);
}

function buildPhase(
  section: Section,
  kind: PhaseKind,
  scope: Scope,
  draft: ImportDraft,
  bulletsAreSteps: boolean,
): PhaseDraft | null {
  const phase = newPhase(
    section,
    scope.telling ?? section,
    phaseTitle(section, scope.parentTitle, draft.title),
    kind,
  );
  phase.inRollback = scope.rollback;
  phase.roleName ??= roleMention(section.heading.plain);
  const list = scope.rollback ? draft.rollbackPhases : draft.phases;
  list.push(phase);
  let children = 0;
  readPhase(section, phase, draft, bulletsAreSteps, (child) => {
    children++;
    walkSection(
      child,
      {
        ...scope,
        inSequence: false,
        parentTitle: scope.telling === null ? null : phase.def.title,
        parentKind: scope.telling === null || !INHERITED.has(kind) ? null : kind,
        telling: scope.telling ?? child,
      },
      draft,
    );
  });
  if (scope.inSequence && phase.steps.length === 0 && children === 0 && phase.outcomes.every(isBareName)) {
    const step = soleStep(section, phase, draft);
    if (step !== null) phase.steps.push(step);
  }
  const explicit =
    section.source === "heading" &&
    (section.label.phaseMark || section.label.leadsWithOffset || section.annotation?.decision === true) &&
    children === 0;
  if (phase.steps.length === 0 && phase.outcomes.length === 0 && !explicit) {
    list.splice(list.indexOf(phase), 1);
    draft.ledger.release(phase);
    draft.globalGates.push(...phase.def.abortGates);
    for (const gate of phase.def.abortGates) draft.ledger.place(gate.line);
    for (const decision of draft.decisions)
      if (decision.afterPhase === phase) decision.afterPhase = list[list.length - 1] ?? null;
    for (const node of section.content) if (node.type !== "section") sideBlock(node, draft);
    return null;
  }
  if (phase.steps.length === 0 && section.annotation?.decision === true) phase.def.kind = "decide";
  draft.ledger.place(section.line, section.heading.endLine, phase);
  return phase;
}

/** A GO / NO-GO checklist before anything else is the gate to the start. */
function opensTheRun(section: Section, draft: ImportDraft): boolean {
  return section.label.goNoGo && draft.phases.length === 0 && holdsSteps(section);
}

/** Preconditions are hard gates; a Go/No-Go section among them is the start point of decision. */
function walkPreconditions(section: Section, scope: Scope, draft: ImportDraft): void {
  const phase = buildPhase(section, "preconditions", { ...scope, inherited: null }, draft, true);
  if (!section.label.goNoGo) return;
  const before = phase ?? draft.phases.at(-1) ?? null;
  const decision = newDecision(phase?.def.title ?? section.label.name, "gate", section.line, before);
  if (phase === null) decision.criteria.push(...criteriaRows(section));
  else decision.position = "start";
  if (before === null) decision.position = "start";
  draft.decisions.push(decision);
}

/** An approval gate or decision section: its checklist is a phase, its form says who signs. */
function walkDecision(section: Section, scope: Scope, draft: ImportDraft): void {
  const decision = newDecision(section.label.name, "gate", section.line, null);
  const forms = [section, ...childSections(section)].flatMap((each) =>
    each.content.filter((node): node is Block => node.type !== "section"),
  );
  const read = forms.filter((block) =>
    block.type === "code" ? readSignOffForm(block, decision, draft) : false,
  );
  read.push(...readCriteria(section, decision, draft));
  const without = stripBlocks(section, new Set(read));
  const phase = buildPhase(without, "decide", { ...scope, inherited: null }, draft, true);
  const previous = draft.phases[draft.phases.length - 1] ?? null;
  decision.afterPhase = phase ?? previous;
  decision.offset = section.label.offset;
  if (section.annotation !== null) {
    decision.pollNames.push(...section.annotation.poll);
    decision.signOffNames.push(...section.annotation.signOff);
  }
  if (phase !== null)
    for (const step of phase.steps)
      decision.criteria.push({ text: step.def.title, step, line: step.def.line });
  draft.ledger.place(section.line);
  for (const child of childSections(section))
    if (
      child.content.every((node) => node.type !== "section" && read.includes(node)) &&
      child.content.length > 0
    )
      draft.ledger.place(child.line);
  draft.decisions.push(decision);
}

function walkHypercare(section: Section, scope: Scope, draft: ImportDraft): void {
  const left = readHypercare(section, draft);
  const before = draft.checks.length + draft.schedule.length + draft.focus.length;
  const phase = buildPhase(left, "hypercare", scope, draft, before === 0 || holdsOrders(left));
  if (phase === null && before > 0) draft.ledger.place(section.line);
}

/** Takes checks, windows and focus out of a hypercare section; what is left may be a checklist. */
function readHypercare(section: Section, draft: ImportDraft): Section {
  return {
    ...section,
    content: section.content.flatMap((node): Section["content"] => {
      if (node.type !== "section") return readHypercareBlock(node, draft) ? [] : [node];
      if (
        node.source === "heading" &&
        sectionKind(node) !== null &&
        sectionKind(node) !== "hypercare" &&
        !PHASE_WORDS.has(sectionKind(node) ?? "procedure")
      )
        return [node];
      const inner = readHypercare(node, draft);
      if (inner.content.length === 0) {
        draft.ledger.place(node.line, node.heading.endLine);
        return [];
      }
      return [inner];
    }),
  };
}
