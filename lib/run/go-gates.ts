import type { Blocker } from "./blocker";
import type { DecisionPointState } from "./decision-state";
import {
  askedInstead,
  isEvidenceOwed,
  preconditionBlockers,
  preExecutionEvidenceBlockers,
  progressText,
} from "./hard-gates";
import { roleName } from "./people";
import type { RunState } from "./state";
import { disownedBy, doubtWords, undoneWords } from "./step-standing";
import type { PhaseState, StepState } from "./step-state";
import { awaitsVerification, isDone, isMainLine, locate, phasesBefore } from "./structure";

/** A `decision` step in the point's own phase, or in a decide phase, is answered by the decision itself. */
function isAnsweredByGo(step: StepState, phase: PhaseState, point: DecisionPointState): boolean {
  return step.kind === "decision" && (phase.id === point.afterPhaseId || phase.kind === "decide");
}

function stepBlocker(state: RunState, step: StepState, phase: PhaseState): Blocker {
  const text = `“${step.title}” ${undoneWords(state, step)} (${progressText(phase)}).`;
  return { rule: awaitsVerification(step) ? "R12" : "R2", text, stepId: step.id };
}

function orderBlockers(state: RunState, point: DecisionPointState): Blocker[] {
  const steps = phasesBefore(state, point)
    .filter((phase) => phase.kind !== "preconditions")
    .flatMap((phase) =>
      phase.steps
        .filter((step) => !isDone(step) && !isAnsweredByGo(step, phase, point))
        .map((step) => stepBlocker(state, step, phase)),
    );
  const position = state.decisionPoints.indexOf(point);
  const earlier = state.decisionPoints
    .slice(0, position)
    .filter((other) => other.verdict !== "go")
    .map((other): Blocker => ({ rule: "R2", text: `“${other.title}” comes first and has no GO.` }));
  return [...steps, ...earlier];
}

function noExceptionsBlockers(state: RunState): Blocker[] {
  return state.phases.flatMap((phase) =>
    phase.steps
      .filter((step) => step.noExceptions && step.status === "failed" && isMainLine(phase))
      .map((step): Blocker => {
        const text = `“${step.title}” has failed, and its FAIL bars GO for the rest of the run, with no exceptions.`;
        return { rule: "R4", text, stepId: step.id };
      }),
  );
}

/** Why the step does not prove its criterion; null where it does. */
function doubtOf(state: RunState, step: StepState): string | null {
  if (step.status === "failed" || awaitsVerification(step)) return undoneWords(state, step);
  if (!isDone(step)) return "is open";
  return doubtWords(step);
}

function criterionBlockers(state: RunState, point: DecisionPointState): Blocker[] {
  return point.criteria.flatMap((criterion): Blocker[] => {
    const step = criterion.stepId === null ? null : locate(state, criterion.stepId)?.step;
    const words = step && !step.removed ? doubtOf(state, step) : null;
    if (!step || words === null) return [];
    return [
      { rule: "R9", text: `Criterion “${criterion.text}”: “${step.title}” ${words}.`, stepId: step.id },
    ];
  });
}

/** Results that this point judges, and that who recorded them takes back. */
function disownedBlockers(state: RunState, point: DecisionPointState): Blocker[] {
  return phasesBefore(state, point)
    .filter((phase) => phase.kind !== "preconditions")
    .flatMap((phase) => phase.steps)
    .flatMap((step): Blocker[] => {
      const name = step.removed ? null : disownedBy(state, step);
      if (name === null) return [];
      const text = `${name}, who recorded “${step.title}”, says that it was marked by mistake: agree to void it.`;
      return [{ rule: "R4", text, stepId: step.id }];
    });
}

function warnBlockers(state: RunState, point: DecisionPointState): Blocker[] {
  const named = new Set(point.criteria.map((criterion) => criterion.stepId));
  return phasesBefore(state, point)
    .filter((phase) => phase.kind === "verify")
    .flatMap((phase) => phase.steps)
    .filter((step) => !named.has(step.id))
    .flatMap((step): Blocker[] => {
      const words = doubtWords(step);
      if (words === null) return [];
      return step.status === "warned"
        ? [{ rule: "R7", text: `WARN of “${step.title}” is not accepted.`, stepId: step.id }]
        : [{ rule: "R9", text: `“${step.title}” ${words}.`, stepId: step.id }];
    });
}

/** Evidence that this point judges: named by a step before it, or, at the final point, by the document as a whole. */
function evidenceBlockers(state: RunState, point: DecisionPointState): Blocker[] {
  const before = new Set(phasesBefore(state, point).flatMap((phase) => phase.steps.map((step) => step.id)));
  const required = state.requiredEvidence.filter(({ requiredBefore, stepIds }) => {
    if (requiredBefore === "go" || requiredBefore === "decision") return point.final;
    if (requiredBefore !== null) return false;
    return stepIds.length === 0 ? point.final : stepIds.some((id) => before.has(id));
  });
  return required
    .filter((item) => isEvidenceOwed(state, item.name))
    .map((item) => ({
      rule: "R9",
      text: `Evidence “${item.name}” is missing.${askedInstead(state, item.name)}`,
    }));
}

function clockBlockers(state: RunState): Blocker[] {
  return state.clocks.map((clock) => ({
    rule: "R6",
    text: `Rollback trigger “${clock.text}” is unanswered: decide ROLLBACK or CONTINUE.`,
  }));
}

function signOffBlockers(state: RunState, point: DecisionPointState): Blocker[] {
  const signed = new Set((state.signOffs ?? []).filter((s) => s.subject === point.id).map((s) => s.role));
  return point.signOffs
    .filter((role) => !signed.has(role))
    .map((role) => ({ rule: "R1", text: `Sign-off by ${roleName(state, role)} is missing.` }));
}

/** Everything that stands against GO at this point, whatever the run's status. */
export function gatesAgainstGo(state: RunState, point: DecisionPointState): Blocker[] {
  return [
    ...noExceptionsBlockers(state),
    ...clockBlockers(state),
    ...preconditionBlockers(state),
    ...preExecutionEvidenceBlockers(state, null),
    ...orderBlockers(state, point),
    ...criterionBlockers(state, point),
    ...warnBlockers(state, point),
    ...disownedBlockers(state, point),
    ...evidenceBlockers(state, point),
    ...signOffBlockers(state, point),
  ];
}
