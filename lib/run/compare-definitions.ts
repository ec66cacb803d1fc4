import type { Change } from "./amendment-state";
import { type Matched, matchDefinitions } from "./compare/match-steps";
import { movedSteps, phaseChanges } from "./compare/place-changes";
import { pointChanges } from "./compare/point-changes";
import { sideChanges } from "./compare/side-changes";
import { stepChanges, wholeStep } from "./compare/step-changes";
import type { RunbookDefinition } from "./definition";

/** The changes of definitions whose phases and steps are matched already. */
export function changesOf(
  matched: Matched,
  definitions: { before: RunbookDefinition; after: RunbookDefinition },
): Change[] {
  const { before, after, steps } = matched;
  return [
    ...steps.removed.map((step) => wholeStep(step, before, "removed")),
    ...steps.added.map((step) => wholeStep(step, after, "added")),
    ...movedSteps(matched),
    ...steps.pairs.flatMap((pair) => stepChanges(pair, matched)),
    ...phaseChanges(matched),
    ...pointChanges(matched, definitions.before, definitions.after),
    ...sideChanges(definitions.before, definitions.after),
  ];
}

/**
 * What differs in meaning between two versions: steps, commands, gates, artifacts, blanks, checks, roles, triggers,
 * decision points, rollback, phases, policy. Lines, prose, notes and diagnostics never count. A step keeps its
 * identity by id, else by likeness; `stepId` is its id before, or after where it is new. Total and deterministic (R8).
 */
export function compareDefinitions(before: RunbookDefinition, after: RunbookDefinition): Change[] {
  return changesOf(matchDefinitions(before, after), { before, after });
}
