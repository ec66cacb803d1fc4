import type { Change } from "../amendment-state";
import { changesOf } from "../compare-definitions";
import type { RunbookDefinition, StepDefinition } from "../definition";
import { commandText } from "./command-text";
import { isGate, type LaidOut, type LaidStep } from "./laid-out";
import { type Matched, matchDefinitions } from "./match-steps";
import { pairPoints } from "./point-changes";
import { checkText, contentOf, quoted } from "./step-changes";
import { short, spaced } from "./texts";

type Part = "command" | "gate" | "check" | "artifact";

/** A command, gate, check or artifact that both texts have. */
export interface SamePart {
  about: Part;
  /** Of the production text; null for what belongs to no step. */
  stepId: string | null;
  /** Title of the step, phase or decision point that it stands in. */
  where: string;
  text: string;
}

/** What somebody accepts who lets a rehearsal of one text count for the production run of another (R8). */
export interface CommandAndGateComparison {
  same: SamePart[];
  differs: Change[];
}

const PARTS: ReadonlySet<Change["about"]> = new Set<Part>(["command", "gate", "check", "artifact"]);

function inBoth(before: readonly string[], after: readonly string[]): string[] {
  const left = [...before];
  return after.filter((text) => {
    const index = left.indexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function gatesOf(laidStep: LaidStep, laid: LaidOut): string[] {
  const { step, at } = laidStep;
  return [
    ...(at.phase.kind === "preconditions" ? ["a precondition"] : []),
    ...(step.noExceptions ? ["a FAIL bars GO without exceptions"] : []),
    ...(laid.judged.has(step.id) ? ["proves a criterion of a decision"] : []),
    ...(step.verifier ? [`verified by ${step.verifier}`] : []),
    ...(step.signOffs ?? []).map((role) => `signed by ${role}`),
  ];
}

const STEP_PARTS: { about: Part; of(step: StepDefinition): string[] }[] = [
  { about: "command", of: (step) => step.commands.map(commandText) },
  { about: "check", of: (step) => [...step.checks.map(checkText), ...step.expected.map(spaced)] },
  { about: "artifact", of: (step) => step.artifacts },
];

function sameInSteps(matched: Matched): SamePart[] {
  return matched.steps.pairs.flatMap(({ before, after }) => {
    const place = { stepId: after.step.id, where: after.step.title };
    const parts = STEP_PARTS.flatMap(({ about, of }) =>
      inBoth(of(before.step), of(after.step)).map((text): SamePart => ({ about, ...place, text })),
    );
    const gates = inBoth(gatesOf(before, matched.before), gatesOf(after, matched.after));
    return [...parts, ...gates.map((text): SamePart => ({ about: "gate", ...place, text }))];
  });
}

function sameElsewhere(matched: Matched, before: RunbookDefinition, after: RunbookDefinition): SamePart[] {
  const conditions = matched.phases.pairs.flatMap((pair) => {
    const of = (gates: RunbookDefinition["phases"][number]["abortGates"]) =>
      gates.flatMap((gate) => (gate.conditions.length > 0 ? gate.conditions : [gate.text])).map(spaced);
    const where = pair.after.phase.title;
    return inBoth(of(pair.before.phase.abortGates), of(pair.after.phase.abortGates)).map(
      (text): SamePart => ({ about: "gate", stepId: null, where, text }),
    );
  });
  const criteria = pairPoints(before.decisionPoints, after.decisionPoints).pairs.flatMap((pair) => {
    const of = (point: (typeof after.decisionPoints)[number]) =>
      point.criteria.map(({ text }) => spaced(text));
    return inBoth(of(pair.before), of(pair.after)).map(
      (text): SamePart => ({ about: "gate", stepId: null, where: pair.after.title, text }),
    );
  });
  return [...conditions, ...criteria];
}

/** What a whole step brings or takes along, each as a difference of its own. */
function partsOfStep(laidStep: LaidStep, laid: LaidOut, kind: "added" | "removed"): Change[] {
  const { step } = laidStep;
  const parts = [
    ...contentOf(step),
    ...gatesOf(laidStep, laid).map((text) => ({ about: "gate" as const, text })),
  ];
  const only = kind === "added" ? "the production text" : "the rehearsal";
  return parts.map(({ about, text }) => ({
    kind,
    about,
    stepId: step.id,
    text: `${quoted(step.title)} stands in ${only} alone, with its ${about}: ${short(text)}`,
    before: kind === "removed" ? text : null,
    after: kind === "added" ? text : null,
    weighty: step.mutating || laidStep.at.rollback || isGate(laidStep, laid) || about !== "artifact",
  }));
}

/** A point or a gated phase that only one text has is a gate that only one has; a moved command, another command order. */
function asPart(change: Change, moves: ReadonlySet<string>): Change | null {
  if (PARTS.has(change.about)) return change;
  const whole = change.kind === "added" || change.kind === "removed";
  if (change.about === "decision" && whole) return { ...change, about: "gate" };
  if ((change.about === "phase" || change.about === "rollback") && whole && change.weighty)
    return { ...change, about: "gate" };
  const moved = change.kind === "moved" && change.stepId !== null && moves.has(change.stepId);
  return moved ? { ...change, about: "command" } : null;
}

/**
 * Compares a rehearsal's text with the production text that it rehearses, by what is executed and what gates it:
 * commands, gates, checks and artifacts, those that are the same and those that differ (R8). `before` of a difference
 * is the rehearsal's, `after` the production text's.
 */
export function commandAndGateComparison(
  rehearsal: RunbookDefinition,
  production: RunbookDefinition,
): CommandAndGateComparison {
  const matched = matchDefinitions(rehearsal, production);
  const withCommands = matched.before.steps.filter(({ step }) => step.commands.length > 0);
  const moves = new Set(withCommands.map(({ step }) => step.id));
  const changes = changesOf(matched, { before: rehearsal, after: production });
  return {
    same: [...sameInSteps(matched), ...sameElsewhere(matched, rehearsal, production)],
    differs: [
      ...matched.steps.removed.flatMap((step) => partsOfStep(step, matched.before, "removed")),
      ...matched.steps.added.flatMap((step) => partsOfStep(step, matched.after, "added")),
      ...changes.flatMap((change) => asPart(change, moves) ?? []),
    ],
  };
}
