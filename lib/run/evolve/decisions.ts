import type { DecisionRecord, PollAnswer, Verdict } from "../decision-state";
import type { ObservedTrigger } from "../hazard-state";
import { personOf } from "../people";
import type { CriterionState, RunState } from "../state";
import type { EventOf } from "./event-of";

export function pollOpened(state: RunState, event: EventOf<"PollOpened">): RunState {
  const { pollId, decisionPointId, question, roles } = event.payload;
  return {
    ...state,
    poll: {
      id: pollId,
      decisionPointId,
      question,
      roles,
      openedAt: event.recordedAt,
      openedSeq: event.seq,
      answers: [],
    },
  };
}

/** One answer a role, in the order of first answering; a changed answer takes the place of the old. */
export function voteCast(state: RunState, event: EventOf<"VoteCast">): RunState {
  const { poll } = state;
  if (!poll || poll.id !== event.payload.pollId) return state;
  const { role, answer, reason } = event.payload;
  const cast: PollAnswer = { role, answer, reason, by: personOf(event.actor), at: event.recordedAt };
  const index = poll.answers.findIndex((other) => other.role === role);
  const answers = index < 0 ? [...poll.answers, cast] : poll.answers.with(index, cast);
  return { ...state, poll: { ...poll, answers } };
}

function settleAborts(state: RunState, verdict: Verdict): RunState["aborts"] {
  return state.aborts.map((abort) =>
    abort.withdrawn || abort.settledBy ? abort : { ...abort, settledBy: verdict },
  );
}

function answerAll(observed: ObservedTrigger[], answered: "rollback" | "no-go"): ObservedTrigger[] {
  return observed.map((trigger) => (trigger.answered === null ? { ...trigger, answered } : trigger));
}

function withPoint(state: RunState, decision: DecisionRecord, verdict: "go" | "no-go"): RunState {
  const decisionPoints = state.decisionPoints.map((point) =>
    point.id === decision.decisionPointId ? { ...point, verdict, decisionId: decision.id } : point,
  );
  return { ...state, decisionPoints, poll: null };
}

function go(state: RunState, decision: DecisionRecord): RunState {
  const next = withPoint(state, decision, "go");
  const final = next.decisionPoints.some((point) => point.id === decision.decisionPointId && point.final);
  return final ? { ...next, goAt: decision.at } : next;
}

/** Nothing mutated: the run concludes. Else what the decider ordered; a halt follows as its own event. */
function noGo(state: RunState, decision: DecisionRecord): RunState {
  const next = {
    ...withPoint(state, decision, "no-go"),
    clocks: [],
    observed: answerAll(state.observed, "no-go"),
    heldFrom: null,
  };
  if (decision.follows === "rollback")
    return { ...next, status: "rolling-back", rollbackAt: decision.at, rollbackScope: decision.scope };
  if (decision.follows === "halt") return next;
  return { ...next, status: "concluding", outcome: "no-go" };
}

/** What was declared and signed in hypercare was about a run that had gone well (R10.7). */
const UNDECLARED = { declaredAt: null, finalRecord: null } satisfies Partial<RunState>;

function rollback(state: RunState, decision: DecisionRecord): RunState {
  return {
    ...state,
    ...UNDECLARED,
    status: "rolling-back",
    rollbackAt: decision.at,
    rollbackScope: decision.scope,
    drill: decision.drill,
    poll: null,
    clocks: [],
    observed: answerAll(state.observed, "rollback"),
    aborts: settleAborts(state, "rollback"),
    halt: null,
    heldFrom: null,
  };
}

function continued(state: RunState, decision: DecisionRecord): RunState {
  return {
    ...state,
    clocks: state.clocks.filter((clock) => clock.triggerId !== decision.triggerId),
    observed: state.observed.map((trigger) =>
      trigger.triggerId === decision.triggerId ? { ...trigger, answered: "continue" } : trigger,
    ),
  };
}

function unconfirmed(criterion: CriterionState): CriterionState {
  return { ...criterion, confirmedBy: null, confirmedAt: null };
}

function resume(state: RunState): RunState {
  if (!state.halt) return { ...state, status: "running", heldFrom: null };
  const resumed = { ...state, ...UNDECLARED, criteria: state.criteria.map(unconfirmed) };
  return { ...resumed, status: state.halt.from, aborts: settleAborts(state, "resume"), halt: null };
}

function closeBlocker(state: RunState): RunState {
  return {
    ...state,
    ...UNDECLARED,
    status: "concluding",
    outcome: "blocker",
    aborts: settleAborts(state, "close-blocker"),
    heldFrom: null,
    poll: null,
  };
}

function applied(state: RunState, decision: DecisionRecord): RunState {
  switch (decision.verdict) {
    case "go":
      return go(state, decision);
    case "no-go":
      return noGo(state, decision);
    case "rollback":
      return rollback(state, decision);
    case "hold":
      return { ...state, status: "held", heldFrom: "running", poll: null };
    case "continue":
      return continued(state, decision);
    case "resume":
      return resume(state);
    case "close-blocker":
      return closeBlocker(state);
    default:
      decision.verdict satisfies never;
      return state;
  }
}

export function decided(state: RunState, event: EventOf<"Decided">): RunState {
  const decision: DecisionRecord = {
    ...event.payload,
    decider: personOf(event.actor),
    at: event.recordedAt,
    seq: event.seq,
  };
  return applied({ ...state, decisions: [...state.decisions, decision] }, decision);
}
