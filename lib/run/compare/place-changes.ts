import type { Change } from "../amendment-state";
import { isWeighty, type LaidPhase, type LaidStep } from "./laid-out";
import type { Matched } from "./match-steps";
import { movedOf, type Pair } from "./pair-up";
import { quoted } from "./step-changes";
import { listChanges, spaced, valueChange } from "./texts";

function moved(pair: Pair<LaidStep>, matched: Matched, text: string): Change {
  const { before, after } = pair;
  return {
    kind: "moved",
    about: "step",
    stepId: before.step.id,
    text,
    before: `${spaced(before.at.phase.title)}, ${before.index + 1}`,
    after: `${spaced(after.at.phase.title)}, ${after.index + 1}`,
    weighty: isWeighty(before, matched.before) || isWeighty(after, matched.after),
  };
}

/** Steps that went to another phase, or to another place in an ordered one. */
export function movedSteps(matched: Matched): Change[] {
  const heirs = new Map(matched.phases.pairs.map((pair) => [pair.before, pair.after]));
  const staying = new Map<LaidPhase, Pair<LaidStep>[]>();
  const changes: Change[] = [];
  for (const pair of matched.steps.pairs) {
    const { before, after } = pair;
    if (heirs.get(before.at) !== after.at) {
      const text = `${quoted(after.step.title)} has moved from ${quoted(before.at.phase.title)} to ${quoted(after.at.phase.title)}.`;
      changes.push(moved(pair, matched, text));
    } else if (before.at.phase.ordered && after.at.phase.ordered) {
      staying.set(after.at, [...(staying.get(after.at) ?? []), pair]);
    }
  }
  for (const pairs of staying.values()) {
    for (const pair of movedOf(pairs, ({ after }) => after.index)) {
      const text = `${quoted(pair.after.step.title)} has another place in ${quoted(pair.after.at.phase.title)}.`;
      changes.push(moved(pair, matched, text));
    }
  }
  return changes;
}

function conditionsOf({ phase }: LaidPhase): string[] {
  return phase.abortGates.flatMap((gate) =>
    gate.conditions.length > 0 ? gate.conditions.map(spaced) : [spaced(gate.text)],
  );
}

/** Whether a phase, as a whole, is a gate or the rollback, or changes production. */
function phaseWeighs({ phase, rollback }: LaidPhase): boolean {
  return (
    rollback ||
    phase.kind === "preconditions" ||
    phase.abortGates.length > 0 ||
    phase.steps.some((step) => step.mutating || step.noExceptions)
  );
}

const aboutOf = (phase: LaidPhase) => (phase.rollback ? ("rollback" as const) : ("phase" as const));

const yes = (value: boolean) => (value ? "yes" : "no");

function withinPhase({ before, after }: Pair<LaidPhase>): Change[] {
  const [old, next] = [before.phase, after.phase];
  const weighty = phaseWeighs(before) || phaseWeighs(after);
  const where = quoted(next.title);
  const about = aboutOf(after);
  const plainly = { about, stepId: null, where, weighty: before.rollback || after.rollback };
  const gate = { ...plainly, about: "gate" as const, weighty: true, one: "an abort gate" };
  const name = (label: string | null, title: string) => spaced(`${label ?? ""} ${title}`);
  const [oldName, nextName] = [name(old.label, old.title), name(next.label, next.title)];
  const reworded: Change[] =
    oldName === nextName
      ? []
      : [
          {
            kind: "reworded",
            about,
            stepId: null,
            text: `The phase ${quoted(oldName)} is now called ${quoted(nextName)}.`,
            before: oldName,
            after: nextName,
            weighty: plainly.weighty,
          },
        ];
  const minutes = (value: number | null) => value?.toString() ?? null;
  return [
    ...reworded,
    ...listChanges(gate, conditionsOf(before), conditionsOf(after)),
    ...valueChange({ ...plainly, weighty }, "what kind of phase it is has changed", old.kind, next.kind),
    ...valueChange(gate, "whether its steps go in order has changed", yes(old.ordered), yes(next.ordered)),
    ...valueChange(gate, "whether it may be left out has changed", yes(old.optional), yes(next.optional)),
    ...valueChange(plainly, "its offset from T-0 has changed", minutes(old.offset), minutes(next.offset)),
    ...valueChange(
      plainly,
      "how many minutes it takes has changed",
      minutes(old.durationMinutes),
      minutes(next.durationMinutes),
    ),
  ];
}

function wholePhase(phase: LaidPhase, kind: "added" | "removed"): Change {
  const { title } = phase.phase;
  return {
    kind,
    about: aboutOf(phase),
    stepId: null,
    text: `The phase ${quoted(title)} is ${kind === "added" ? "new" : "gone"}.`,
    before: kind === "removed" ? title : null,
    after: kind === "added" ? title : null,
    weighty: phaseWeighs(phase),
  };
}

/** Phases that came, went, moved or changed. */
export function phaseChanges({ phases }: Matched): Change[] {
  const shifted = [...movedOf(phases.pairs, ({ after }) => after.index)].map(
    ({ before, after }): Change => ({
      kind: "moved",
      about: aboutOf(after),
      stepId: null,
      text: `The phase ${quoted(after.phase.title)} has another place.`,
      before: `${before.index + 1}`,
      after: `${after.index + 1}`,
      weighty: phaseWeighs(before) || phaseWeighs(after),
    }),
  );
  return [
    ...phases.removed.map((phase) => wholePhase(phase, "removed")),
    ...phases.added.map((phase) => wholePhase(phase, "added")),
    ...shifted,
    ...phases.pairs.flatMap(withinPhase),
  ];
}
