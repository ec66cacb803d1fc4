import { goBlockers } from "../blockers";
import type { CommandOf } from "../commands";
import type { DecisionPointState, DecisionRecord } from "../decision-state";
import type { EventPayloads } from "../events";
import type { RunState } from "../state";
import { awaitsVerification, locate, openPoint } from "../structure";

type CriterionResult = DecisionRecord["criteria"][number];

/** A criterion that no step proves is the decider's own statement; so is one whose step was left out with a reason. */
function criterionResult(
  state: RunState,
  criterion: { text: string; stepId: string | null },
): CriterionResult {
  const step = criterion.stepId === null ? null : locate(state, criterion.stepId)?.step;
  if (!step) return { text: criterion.text, result: "stated" };
  if (awaitsVerification(step)) return { text: criterion.text, result: "open" };
  if (step.status === "passed" && step.notComputed.length > 0) {
    return { text: criterion.text, result: "not-computed" };
  }
  const result = {
    waiting: "open",
    running: "open",
    passed: "pass",
    warned: "warn",
    failed: "fail",
    "not-applicable": "stated",
  } as const;
  return { text: criterion.text, result: result[step.status] };
}

/** PASSes that left something unknown, in the order of the run: whoever decides rests on them as they are (R9.19). */
function notComputedIn({ phases }: RunState): DecisionRecord["notComputed"] {
  return phases
    .flatMap((phase) => phase.steps)
    .filter((step) => step.status === "passed" && step.notComputed.length > 0)
    .map(({ id: stepId, title, notComputed: checks, warnAccepted: accepted }) => ({
      ...{ stepId, title, checks, accepted },
    }));
}

export function isStale(command: CommandOf<"Decide">, state: RunState): boolean {
  const { expectedSeq } = command.meta;
  return expectedSeq !== undefined && expectedSeq < state.basisSeq;
}

export interface Frozen {
  point: DecisionPointState | null;
  triggerId: string | null;
  reason: string;
  follows: "rollback" | "halt" | null;
  /** For a ROLLBACK: its phases, null for all, and whether it is a drill. */
  scope?: string[] | null;
  drill?: boolean;
}

/** Freezes a decision: everything that it was taken on, as it stands at this moment (R1.11). */
export function freeze(
  command: CommandOf<"Decide">,
  state: RunState,
  frozen: Frozen,
): EventPayloads["Decided"] {
  const { verdict } = command.payload;
  const { point } = frozen;
  const poll = point && state.poll?.decisionPointId === point.id ? state.poll : null;
  const judged = point ?? openPoint(state);
  const against =
    verdict === "go" || !judged ? [] : goBlockers(state, judged.id).map((blocker) => blocker.text);
  return {
    id: command.meta.commandId,
    number: state.decisions.length + 1,
    verdict,
    reason: frozen.reason,
    decisionPointId: point?.id ?? null,
    pollId: poll?.id ?? null,
    triggerId: frozen.triggerId,
    question: poll?.question ?? (point ? `${point.title}: GO or NO-GO?` : null),
    answers: poll?.answers ?? [],
    silent: poll ? poll.roles.filter((role) => !poll.answers.some((answer) => answer.role === role)) : [],
    criteria: (point?.criteria ?? []).map((criterion) => criterionResult(state, criterion)),
    evidence: state.evidence.map(({ name, sha256 }) => ({ name, sha256 })),
    notComputed: notComputedIn(state),
    waivers: state.waivers
      .filter((waiver) => waiver.status === "granted" && waiver.expiresAt > command.meta.at)
      .map(({ id, ticket, subjectText, expiresAt }) => ({ id, ticket, subjectText, expiresAt })),
    against,
    statement: verdict === "go" ? (point?.statement ?? null) : null,
    runbookSha256: state.runbook.sha256,
    basis: { seq: state.seq, headHash: command.meta.headHash },
    staleScreen: isStale(command, state),
    follows: frozen.follows,
    scope: frozen.scope ?? null,
    drill: frozen.drill ?? false,
  };
}
