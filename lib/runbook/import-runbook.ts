import type { RunbookDefinition } from "../run/definition";
import { resolveAfter } from "./after-names";
import { findChoices, reportLoneChoices } from "./alternatives";
import { artifactKind } from "./artifacts";
import { correctSection } from "./corrections";
import { collectSignOffs, finishDecisions } from "./decision-points";
import { demandOnce, distributePhase, linkEvidence } from "./distribute";
import { ImportDraft, type PhaseDraft } from "./draft";
import {
  alignInlineShell,
  collectOwners,
  finishPhases,
  finishStep,
  lendTools,
  markForbidden,
} from "./finish-steps";
import { grantExceptions } from "./granted-exceptions";
import { stripOrnament } from "./heading-label";
import { runbookScore } from "./judge-runbook";
import { splitComment } from "./layout-lines";
import { maskCredentials, withoutDeclarations } from "./mask-credentials";
import { mergeRepeats } from "./merge-repeats";
import { type FrontMatter, readFrontMatter, readMetadata } from "./metadata";
import { markNoExceptions } from "./no-exceptions";
import { allSections, buildOutline, ownBlocks, type Section } from "./outline";
import { policyOf } from "./policy";
import { remainingProse } from "./prose";
import { readDocument } from "./read-document";
import { reportCredentials } from "./report-credentials";
import { finishRoles } from "./roles";
import { MAX_RUNBOOK_BYTES } from "./size-limit";
import { idIssuer, slug } from "./slug";
import { readSource, utf8Length } from "./source-text";
import { collectDuties, resolveDuties } from "./step-duties";
import { suggestOwners } from "./suggest-owners";
import { markTimeBound, suggestTimeBound } from "./time-bound";
import { readSentenceRules } from "./triggers";
import { unreadable } from "./unreadable";
import { titleSection, walkDocument } from "./walk";

const NOT_A_RUNBOOK_BELOW = 2;

/**
 * Markdown to definition, by the rules of the importer: pure, deterministic, and it never throws. What cannot be
 * placed stays as prose in its place, with a diagnostic. `sha256` is the hex hash of the exact bytes, taken over as given.
 */
export function importRunbook(raw: string, sha256: string): RunbookDefinition {
  const masked = maskCredentials(readSource(raw).text);
  const text = withoutDeclarations(masked.text);
  const draft = new ImportDraft({ text, lines: text.split("\n") });
  reportCredentials(masked, draft);
  if (raw.trim() === "") return unreadable(draft, sha256, "empty", "The text is empty.");
  if (utf8Length(raw) > MAX_RUNBOOK_BYTES)
    return unreadable(draft, sha256, "too-large", "The text is larger than 512 KB and was not read.");
  if (isBinary(raw)) return unreadable(draft, sha256, "not-text", "This is no text: it holds control bytes.");
  reportBytes(raw, draft);
  const blocks = readDocument(draft.source.lines, draft);
  if (blocks === null)
    return unreadable(
      draft,
      sha256,
      "too-complex",
      "The Markdown is nested or emphasised beyond reading; it is kept as text.",
    );
  const root = buildOutline(blocks);
  return build(root, draft, sha256);
}

function isBinary(raw: string): boolean {
  if (raw.includes("\u0000")) return true;
  let control = 0;
  const sample = raw.slice(0, 8192);
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i);
    if (
      (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13 && code !== 27) ||
      code === 0xfffd
    )
      control++;
  }
  return control * 20 > sample.length;
}

/** Rule 1: replaced bytes and merge-conflict markers are said, both sides of a conflict stay visible. */
function reportBytes(raw: string, draft: ImportDraft): void {
  if (raw.includes("\uFFFD"))
    draft.diagnostics.add(
      1,
      "warning",
      "replaced-bytes",
      "Some bytes were no valid UTF-8 and were replaced.",
    );
  draft.source.lines.forEach((line, index) => {
    if (/^(?:<{7}(?:\s|$)|>{7}(?:\s|$))/.test(line))
      draft.diagnostics.add(
        index + 1,
        "error",
        "merge-conflict",
        "A merge-conflict marker stands here; both sides were read.",
      );
  });
}

function titleOf(root: Section, front: FrontMatter, draft: ImportDraft): string {
  const heading = titleSection(root) ?? allSections(root).find((section) => section.source === "heading");
  const first = draft.source.lines.find(
    (line) => line.trim() !== "" && !/^(?:---|\+\+\+|```|~~~|#!|[=*_~-]{3,}$)/.test(line.trim()),
  );
  const marked =
    draft.unmarked && heading !== undefined && heading.depth > 1 ? undefined : heading?.heading.plain;
  const text = stripOrnament(
    front.title ??
      marked ??
      splitComment(first ?? "")
        .text.replace(/^\s*(?:#+|[-*+>]|\d+[.)])\s*/, "")
        .replace(/[*_`]/g, ""),
  );
  return (text === "" ? "Untitled runbook" : text).slice(0, 200);
}

function build(root: Section, draft: ImportDraft, sha256: string): RunbookDefinition {
  const frontBlock = root.content.find((node) => node.type === "frontmatter");
  const front =
    frontBlock?.type === "frontmatter"
      ? readFrontMatter(frontBlock.value, draft)
      : { title: null, policy: {}, clockMinutes: null };
  if (frontBlock !== undefined) draft.ledger.place(frontBlock.line, frontBlock.endLine);
  const title = titleOf(root, front, draft);
  draft.title = title;
  const titled = titleSection(root);
  if (titled !== null) draft.ledger.place(titled.line, titled.heading.endLine);
  readMetadata([...ownBlocks(root), ...(titled === null ? [] : ownBlocks(titled))], draft, true);
  readTrailingMetadata(root, draft);
  walkDocument(root, draft);
  draft.phases = inReadingOrder(draft.phases);
  draft.rollbackPhases = inReadingOrder(draft.rollbackPhases);
  readSentenceRules(draft.source.lines, draft);
  if (front.clockMinutes !== null) draft.clockMinutes = front.clockMinutes;

  if (runbookScore(root, title, draft) < NOT_A_RUNBOOK_BELOW && titled?.annotation?.executes !== true)
    dropSteps(draft, titled);
  mergeRepeats(draft);
  const phases = [...draft.phases, ...draft.rollbackPhases];
  spreadGates(draft);
  for (const phase of phases) distributePhase(phase);
  demandOnce(draft);
  const steps = phases.flatMap((phase) => phase.steps);
  lendTools(
    draft,
    draft.phases.flatMap((phase) => phase.steps),
  );
  markForbidden(draft.source.lines, steps);
  alignInlineShell(steps, draft);
  markNoExceptions(draft);
  for (const phase of phases) {
    for (const step of phase.steps) finishStep(step, phase);
    grantExceptions(phase);
    findChoices(phase, draft);
    markTimeBound(phase);
  }
  return assemble(root, draft, phases, title, front, sha256);
}

/** A frame whose own steps begin after a section inside it comes after that section. */
function inReadingOrder(phases: PhaseDraft[]): PhaseDraft[] {
  const start = (phase: PhaseDraft): number => phase.steps[0]?.def.line ?? phase.def.line;
  return [...phases].sort((a, b) => start(a) - start(b));
}

/** "**Document Version**: 1.0" lines at the very end are metadata as those at the top are. */
function readTrailingMetadata(root: Section, draft: ImportDraft): void {
  const last = allSections(root).findLast((section) => section.source === "heading");
  if (last === undefined) return;
  const at = last.content.findLastIndex((node) => node.type === "rule");
  if (at < 0) return;
  readMetadata(
    last.content.slice(at + 1).filter((node) => node.type === "paragraph"),
    draft,
    true,
  );
}

/** Rule 19: no step is invented for a text that is no runbook. */
function dropSteps(draft: ImportDraft, titled: Section | null): void {
  const found = draft.phases.some((phase) => phase.steps.length > 0);
  for (const phase of [...draft.phases, ...draft.rollbackPhases]) draft.ledger.release(phase);
  draft.phases = [];
  draft.rollbackPhases = [];
  draft.decisions = [];
  draft.triggers.length = 0;
  draft.diagnostics.add(
    1,
    "error",
    "not-a-runbook",
    "This does not read like a runbook: no steps were found that someone would carry out.",
    found && titled !== null
      ? correctSection(draft, titled, "executes", "Read it as a runbook all the same")
      : undefined,
  );
}

/** Gates that stood before any phase hold for the first phase that executes. */
function spreadGates(draft: ImportDraft): void {
  const first = draft.phases.find((phase) => phase.def.kind !== "preconditions") ?? draft.phases[0];
  for (const gate of draft.globalGates) first?.def.abortGates.push({ id: "", ...gate });
}

function assemble(
  root: Section,
  draft: ImportDraft,
  phases: PhaseDraft[],
  title: string,
  front: FrontMatter,
  sha256: string,
): RunbookDefinition {
  collectOwners(draft, phases);
  collectDuties(draft, phases);
  collectSignOffs(draft);
  const roles = finishRoles(draft);
  const issue = idIssuer();
  finishPhases(phases, roles, issue, draft);
  resolveAfter(
    phases.flatMap((phase) => phase.steps),
    draft,
  );
  resolveDuties(phases, roles);
  reportLoneChoices(phases, draft);
  suggestOwners(phases, roles, draft);
  suggestTimeBound(phases, draft);
  const decisionPoints = finishDecisions(draft, roles, issue);
  const links = linkEvidence(draft, phases);
  for (const trigger of draft.triggers) trigger.id = issue(`trigger-${slug(trigger.text, 48)}`);
  for (const template of draft.templates) template.id = issue(`message-${slug(template.name, 48)}`);
  if (draft.completion.length === 0) draft.completion.push(...draft.phaseCriteria);
  const headings = new Set(
    allSections(root)
      .filter((section) => section.source === "heading")
      .map((section) => section.line),
  );
  const policy = policyOf(draft, front);
  const rest = remainingProse(draft.source.lines, draft.ledger, phases, headings);
  return {
    title,
    sha256,
    metadata: draft.metadata,
    roles,
    phases: draft.phases.map((phase) => phase.def),
    decisionPoints,
    rollback: {
      triggers: draft.triggers,
      clockMinutes: draft.clockMinutes ?? 5,
      phases: draft.rollbackPhases.map((phase) => phase.def),
    },
    exitCodes: draft.exitCodes,
    policy,
    communications: { templates: draft.templates, cadence: draft.cadence, channels: draft.channels },
    hypercare: { checks: draft.checks, schedule: draft.schedule, focus: draft.focus },
    evidence: draft.evidence.map((each) => ({
      name: each.name,
      kind: artifactKind(each.name),
      requiredBefore: each.requiredBefore,
      stepIds: (links.get(each.name) ?? []).map((step) => step.def.id),
      line: each.line,
    })),
    taxonomy: draft.taxonomy,
    finalRecord: draft.finalRecord,
    completion: draft.completion.map((each) => ({ id: issue(`completion-${slug(each.text, 48)}`), ...each })),
    contacts: draft.contacts,
    variables: variablesOf(draft.source.text),
    prose: rest.prose,
    lines: rest.lines,
    diagnostics: draft.diagnostics.sorted(),
  };
}

/** Names of `{{NAME}}` variables, in the order of their first use. */
function variablesOf(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(/\{\{\s?([A-Za-z_]\w{0,60})\s?\}\}/g)) {
    const name = match[1];
    if (name !== undefined && !names.includes(name)) names.push(name);
  }
  return names;
}
