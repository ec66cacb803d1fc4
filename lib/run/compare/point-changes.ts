import type { Change } from "../amendment-state";
import type { DecisionPointDefinition } from "../definition";
import type { Structure } from "./laid-out";
import type { Matched } from "./match-steps";
import { type Pair, type Pairing, pairUp } from "./pair-up";
import { quoted } from "./step-changes";
import { likeness, listChanges, plain, type Subject, spaced, valueChange } from "./texts";

type Point = DecisionPointDefinition;

function whole(point: Point, kind: "added" | "removed"): Change {
  return {
    kind,
    about: "decision",
    stepId: null,
    text: `The decision point ${quoted(point.title)} is ${kind === "added" ? "new" : "gone"}.`,
    before: kind === "removed" ? point.title : null,
    after: kind === "added" ? point.title : null,
    weighty: true,
  };
}

function titleOf(matched: Matched, side: "before" | "after", stepId: string | null): string {
  const title = stepId === null ? null : matched[side].titles.get(stepId);
  return title === undefined || title === null ? "nobody's step" : quoted(title);
}

/**
 * A criterion with the step that proves it. The step of the earlier version is named by its later self, so that
 * another id or another wording of the step is no other criterion.
 */
function criteriaOf(point: Point, matched: Matched, side: "before" | "after"): string[] {
  return point.criteria.map(({ text, stepId }) => {
    const heir = side === "before" && stepId !== null ? matched.stepIds.get(stepId) : stepId;
    const proof = heir ? titleOf(matched, "after", heir) : titleOf(matched, side, stepId);
    return stepId === null ? spaced(text) : `${spaced(text)} (proved by ${proof})`;
  });
}

function phaseOf(point: Point, matched: Matched, side: "before" | "after"): string | null {
  const { afterPhaseId } = point;
  if (afterPhaseId === null) return null;
  const heir = side === "before" ? (matched.phaseIds.get(afterPhaseId) ?? afterPhaseId) : afterPhaseId;
  return matched.after.phases.find(({ phase }) => phase.id === heir)?.phase.title ?? heir;
}

function within({ before, after }: Pair<Point>, matched: Matched): Change[] {
  const where = quoted(after.title);
  const point: Subject = { about: "decision", stepId: null, weighty: true, where, one: "a polled role" };
  const light = { ...point, weighty: false };
  const gate = { ...point, about: "gate" as const };
  const sorted = (keys: string[]) => [...keys].sort();
  return [
    ...(spaced(before.title) === spaced(after.title)
      ? []
      : [
          {
            kind: "reworded" as const,
            about: "decision" as const,
            stepId: null,
            text: `The decision point ${quoted(before.title)} is now called ${where}.`,
            before: before.title,
            after: after.title,
            weighty: false,
          },
        ]),
    ...listChanges(
      { ...gate, one: "a criterion" },
      criteriaOf(before, matched, "before"),
      criteriaOf(after, matched, "after"),
    ),
    ...listChanges({ ...gate, one: "a sign-off" }, sorted(before.signOffs), sorted(after.signOffs)),
    ...listChanges(point, sorted(before.polledRoles), sorted(after.polledRoles)),
    ...valueChange(point, "its place in the run has changed", before.position, after.position),
    ...valueChange(
      point,
      "the phase that it follows has changed",
      phaseOf(before, matched, "before"),
      phaseOf(after, matched, "after"),
    ),
    ...valueChange(point, "its statement has changed", before.statement, after.statement),
    ...valueChange(
      light,
      "its offset from T-0 has changed",
      before.offset?.toString() ?? null,
      after.offset?.toString() ?? null,
    ),
  ];
}

/** What changed in the decision points: their criteria and sign-offs are gates. */
export function pointChanges(matched: Matched, before: Structure, after: Structure): Change[] {
  const pairing = pairPoints(before.decisionPoints, after.decisionPoints);
  return [
    ...pairing.removed.map((point) => whole(point, "removed")),
    ...pairing.added.map((point) => whole(point, "added")),
    ...pairing.pairs.flatMap((pair) => within(pair, matched)),
  ];
}

/** Which decision point is which: by id, by title, else the one of the same position whose title is alike. */
export function pairPoints<T extends Pick<Point, "id" | "title" | "position" | "final">>(
  before: readonly T[],
  after: readonly T[],
): Pairing<T> {
  return pairUp<T>(before, after, [
    (point) => point.id,
    (point) => plain(point.title) || null,
    (point, side) => {
      const others = side === "before" ? after : before;
      const near = others.some((other) => likeness(point.title, other.title) >= 0.5);
      return near || point.final ? `${point.position} ${point.final}` : null;
    },
  ]);
}
