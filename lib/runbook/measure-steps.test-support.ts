import type { PhaseDefinition, RunbookDefinition } from "../run/definition";
import type { ExpectedImport, ExpectedPhase, ExpectedStep } from "./expected-import.test-support";
import type { FoundStep } from "./found-lines.test-support";
import {
  at,
  lineIn,
  type Measure,
  matchItems,
  plain,
  sameText,
  score,
  tally,
} from "./match-items.test-support";

const allPhases = (d: RunbookDefinition) => [...d.phases, ...d.rollback.phases];
export const foundSteps = (d: RunbookDefinition): FoundStep[] =>
  allPhases(d).flatMap((phase) => phase.steps.map((step) => ({ ...step, phase })));

function samePhase(e: ExpectedPhase, index: number, want: ExpectedImport, f: PhaseDefinition): boolean {
  if (e.line !== null) return lineIn(e.line, f.line) && (e.title === null || sameText(e.title, f.title));
  const steps = want.steps.filter((step) => step.phase === index && step.optional !== true);
  const held = steps.filter((step) => f.steps.some((other) => lineIn(step.line, other.line)));
  return held.length > 0 && held.length * 2 >= steps.length;
}

function matchPhases(d: RunbookDefinition, want: ExpectedImport) {
  return matchItems(
    want.phases.map((phase, index) => ({ ...phase, index })),
    allPhases(d),
    (e, f) => samePhase(e, e.index, want, f),
  );
}

export function scoreSteps(d: RunbookDefinition, want: ExpectedImport): Measure {
  const phases = matchPhases(d, want);
  const match = matchItems(
    want.steps,
    foundSteps(d),
    (e, f) => lineIn(e.line, f.line) && sameText(e.title, f.title),
  );
  const phaseOf = new Map(phases.pairs.map(([e, f]) => [e.index, f]));
  const placed = match.pairs.filter(([e]) => phaseOf.has(e.phase));
  const name = (role: string | null) => d.roles.find((r) => r.key === role)?.name ?? role ?? "";
  const owned = want.steps.some((step) => step.owner !== undefined) ? match.pairs : [];
  return {
    phases: score(
      phases,
      (e) => at(e.line, e.title ?? "(no heading)"),
      (f) => at(f.line, f.title),
    ),
    "phase kinds": tally(phases.pairs, ([e, f]) => ({
      want: e.kind.join("/"),
      got: f.kind,
      same: e.kind.includes(f.kind),
      line: f.line,
    })),
    steps: score(
      match,
      (e) => at(e.line, e.title),
      (f) => at(f.line, f.title),
    ),
    "steps in phase": tally(placed, ([e, f]) => ({
      want: phaseOf.get(e.phase)?.title ?? "",
      got: f.phase.title,
      same: phaseOf.get(e.phase) === f.phase,
      line: f.line,
    })),
    ...scoreTimes(phases.pairs, match.pairs, want),
    owners: tally(owned, ([e, f]) => ({
      want: e.owner ?? "",
      got: name(f.role),
      same: plain(e.owner ?? "") === plain(name(f.role)),
      line: f.line,
    })),
  };
}

const shown = (value: number | null | undefined) =>
  value === null || value === undefined ? "" : String(value);

/** Offsets of phases and durations of steps, in minutes, where the document's expectation lists any. */
function scoreTimes(
  phases: readonly [ExpectedPhase, PhaseDefinition][],
  steps: readonly [ExpectedStep, FoundStep][],
  want: ExpectedImport,
): Measure {
  const judge = (expected: number | undefined, got: number | null, line: number) => ({
    want: shown(expected),
    got: shown(got),
    same: shown(expected) === shown(got),
    line,
  });
  const timed = want.steps.some((step) => step.minutes !== undefined) ? steps : [];
  const placed = want.phases.some((phase) => phase.offset !== undefined) ? phases : [];
  return {
    offsets: tally(placed, ([e, f]) => judge(e.offset, f.offset, f.line)),
    durations: tally(timed, ([e, f]) => judge(e.minutes, f.durationMinutes, f.line)),
  };
}
