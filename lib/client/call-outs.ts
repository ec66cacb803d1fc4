import type { RunEvent } from "../run/events";
import { readySteps } from "../run/focus";
import type { RunState } from "../run/state";
import { pointById } from "../run/structure";

/** The five occasions on which the room may call somebody who looks elsewhere. */
export type CallKind = "halt" | "clock" | "decision" | "poll" | "step";

export interface CallOut {
  kind: CallKind;
  /** Names the occasion: the same in every tab and after every reconnection. */
  key: string;
  title: string;
  body: string;
}

interface Change {
  before: RunState;
  after: RunState;
  /** The loaded part of the log, ascending. */
  events: readonly RunEvent[];
  personId: string;
  /** Server time, ISO. */
  now: string;
}

/** A decision that was missed for longer than this is read on the screen; all else that calls is still so. */
const NEWS_MS = 5 * 60_000;

function isBy({ actor }: RunEvent, personId: string): boolean {
  return actor.kind === "person" && actor.personId === personId;
}

function haltCall({ before, after, personId }: Change): CallOut | null {
  if (!after.halt || after.halt.abortId === before.halt?.abortId) return null;
  const abort = after.aborts.find(({ id }) => id === after.halt?.abortId);
  if (abort?.by.personId === personId) return null;
  return {
    ...{ kind: "halt", key: after.halt.abortId, title: "HALT" },
    body: abort?.text ?? "All work has stopped.",
  };
}

function clockCall({ before, after, personId }: Change): CallOut | null {
  const known = new Set(before.clocks.map(({ triggerId, startedAt }) => `${triggerId} ${startedAt}`));
  const started = after.clocks.findLast(
    ({ triggerId, startedAt, observedBy }) =>
      !known.has(`${triggerId} ${startedAt}`) && observedBy.personId !== personId,
  );
  if (!started) return null;
  const { triggerId, startedAt, text } = started;
  return { kind: "clock", key: `${triggerId} ${startedAt}`, title: "Decision clock started", body: text };
}

const verdictWords = {
  go: "GO",
  "no-go": "NO-GO",
  rollback: "ROLLBACK",
  hold: "HOLD",
  continue: "CONTINUE",
  resume: "RESUME",
  "close-blocker": "CLOSED AS A BLOCKER",
};

function decisionCall({ before, after, personId, now }: Change): CallOut | null {
  const taken = after.decisions.at(-1);
  if (!taken || taken.number <= (before.decisions.at(-1)?.number ?? 0)) return null;
  if (taken.decider.personId === personId || Date.parse(now) - Date.parse(taken.at) > NEWS_MS) return null;
  return {
    ...{ kind: "decision", key: taken.id, title: `Decision: ${verdictWords[taken.verdict]}` },
    body: taken.reason,
  };
}

function pollCall({ before, after, events, personId }: Change): CallOut | null {
  const poll = after.poll;
  if (!poll || poll.id === before.poll?.id) return null;
  if (events.some((event) => event.seq === poll.openedSeq && isBy(event, personId))) return null;
  const point = pointById(after, poll.decisionPointId);
  return { kind: "poll", key: poll.id, title: "Poll opened", body: point?.title ?? poll.question };
}

function stepCall({ before, after, events, personId }: Change): CallOut | null {
  const news = events.filter((event) => event.seq > before.seq);
  if (news.length > 0 && news.every((event) => isBy(event, personId))) return null;
  const known = new Set(readySteps(before, personId).map(({ id, attempt }) => `${id} ${attempt}`));
  const step = readySteps(after, personId).find(({ id, attempt }) => !known.has(`${id} ${attempt}`));
  if (!step) return null;
  return { kind: "step", key: `${step.id} ${step.attempt}`, title: "Your step is next", body: step.title };
}

/**
 * What the room calls a person for when it goes from one state to another, the most urgent first: at most one of each kind, never for their
 * own act, and only for what still stands; so that a reconnection after a long silence is no storm.
 */
export function callOuts(change: Change): CallOut[] {
  const { before, after } = change;
  // The server's log is shorter than what this browser was told, or nothing is new.
  if (after.seq <= before.seq || before.runId !== after.runId) return [];
  const calls = [haltCall, clockCall, decisionCall, pollCall, stepCall];
  return calls.map((call) => call(change)).filter((call) => call !== null);
}
