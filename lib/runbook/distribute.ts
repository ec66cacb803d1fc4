import { isArtifactName, writtenFiles } from "./artifacts";
import { addChecks } from "./checks";
import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";
import { newStep } from "./draft";
import { once } from "./once";
import { addArtifacts } from "./outcome-comments";
import { pairRowCounts } from "./row-counts";
import { addEvidence } from "./side-sections";
import { bestByTokens, sharedCount, tokensOf } from "./similarity";

function stepTokens(step: StepDraft): Set<string> {
  return tokensOf(
    [
      step.def.title,
      ...step.def.commands.map((command) => command.text),
      ...step.def.artifacts,
      ...step.def.expected,
    ].join(" "),
  );
}

/** Gives the outcomes of a phase to the steps above that they speak of, else to the last one (rule 9). */
function placeOutcomes(phase: PhaseDraft): void {
  if (phase.steps.length === 0) {
    for (const outcome of phase.outcomes) {
      const step = newStep(outcome.text, outcome.line, outcome.line, "item");
      step.def.kind = "check";
      step.def.checks.push(...outcome.checks);
      phase.steps.push(step);
    }
    if (phase.steps.length > 0) phase.groups = [{ ordered: false }];
    phase.outcomes = [];
    return;
  }
  const own = phase.steps.map((step) => ({ title: tokensOf(step.def.title), all: stepTokens(step) }));
  for (const outcome of phase.outcomes) {
    const above = outcome.stepsAbove > 0 ? outcome.stepsAbove : phase.steps.length;
    const step = phase.steps[outcomeOwner(outcome.text, own.slice(0, above)) ?? above - 1];
    if (step === undefined) continue;
    if (!step.def.expected.includes(outcome.text)) step.def.expected.push(outcome.text);
    const command = step.def.commands[step.def.commands.length - 1];
    addChecks(
      step.def.checks,
      outcome.checks.map((check) => (command === undefined ? check : { ...check, command: command.text })),
    );
  }
}

/** The step that an outcome speaks of: its subject ("Current equals …") counts most, the step's title more than its command. */
function outcomeOwner(text: string, own: { title: Set<string>; all: Set<string> }[]): number | null {
  const subject = tokensOf(
    text.split(/\s(?:equals?|is|are|remains?|exists?|succeeds?|returns?|shows?|present)\b|[=:<>≥≤]/)[0] ??
      text,
  );
  const all = tokensOf(text);
  let best: number | null = null;
  let bestScore = 0;
  own.forEach((step, index) => {
    const score =
      10 * sharedCount(subject, step.title) +
      3 * sharedCount(subject, step.all) +
      sharedCount(all, step.title) +
      sharedCount(all, step.all);
    if (score > 0 && score >= bestScore) {
      best = index;
      bestScore = score;
    }
  });
  return best;
}

/** Evidence named for a phase as a whole: one each in order where the counts agree, else to the step it names. */
function placeArtifacts(phase: PhaseDraft): void {
  const files = phase.artifacts;
  if (files.length === 0 || phase.steps.length === 0) return;
  const gates = phase.def.kind === "preconditions";
  if (!gates && files.length > 1 && files.length === phase.steps.length) {
    files.forEach((file, index) => {
      const step = phase.steps[index];
      if (step !== undefined) addArtifacts(step, [file.name]);
    });
    return;
  }
  const own = phase.steps.map((step) => tokensOf([step.def.title, ...step.def.expected].join(" ")));
  for (const file of files) {
    const wanted = tokensOf(file.name.replace(/\.\w+$/, ""));
    const best = bestByTokens(wanted, own);
    const shared = best === null ? 0 : sharedCount(wanted, own[best] ?? new Set());
    const at = gates ? (shared >= 2 ? best : null) : (best ?? phase.steps.length - 1);
    const step = at === null ? undefined : phase.steps[at];
    if (step !== undefined) addArtifacts(step, [file.name]);
  }
}

export function distributePhase(phase: PhaseDraft): void {
  placeOutcomes(phase);
  pairRowCounts(phase);
  placeArtifacts(phase);
}

/**
 * A way back that runs a command of the way forward again does not demand the file again that the forward step
 * already yields (R9): it may never have run. What an author's `requires` names stays demanded.
 */
export function demandOnce(draft: ImportDraft): void {
  const forward = new Set(
    draft.phases.flatMap((phase) =>
      phase.steps.flatMap((step) => step.def.artifacts.map((name) => name.toLowerCase())),
    ),
  );
  for (const phase of draft.rollbackPhases) {
    for (const step of phase.steps) {
      const written = step.def.commands.flatMap((command) => writtenFiles(command.text));
      step.def.artifacts = step.def.artifacts.filter(
        (name) =>
          !forward.has(name.toLowerCase()) ||
          !written.includes(name) ||
          step.annotation?.requires.includes(name) === true,
      );
    }
  }
}

/** Registers what the steps require as evidence, and links listed evidence to the step that yields it. */
export function linkEvidence(draft: ImportDraft, phases: PhaseDraft[]): Map<string, StepDraft[]> {
  const steps = phases.flatMap((phase) => phase.steps.map((step) => ({ step, phase })));
  for (const { step, phase } of steps) {
    for (const name of step.def.artifacts)
      if (isArtifactName(name))
        addEvidence(draft, name, phase.def.kind === "preconditions" ? "execution" : null, step.def.line);
  }
  const links = new Map<string, StepDraft[]>();
  const words = once((step: StepDraft) => ({ all: stepTokens(step), title: tokensOf(step.def.title) }));
  for (const each of draft.evidence) {
    const naming = steps
      .filter(({ step }) => step.def.artifacts.some((name) => name.toLowerCase() === each.name.toLowerCase()))
      .map(({ step }) => step);
    if (naming.length > 0) {
      links.set(each.name, naming);
      continue;
    }
    const wanted = tokensOf(each.name.replace(/\.\w+$/, ""));
    const best = steps
      .map(({ step }) => ({
        step,
        shared: sharedCount(wanted, words(step).all) + 0.5 * sharedCount(wanted, words(step).title),
      }))
      .sort((a, b) => b.shared - a.shared)[0];
    if (best !== undefined && best.shared >= 1.5 && best.shared >= wanted.size * 0.75)
      links.set(each.name, [best.step]);
  }
  return links;
}
