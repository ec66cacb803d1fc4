import { owedUpdate } from "./cadence";
import { owedReports, owedRounds } from "./hypercare-rounds";
import { moments } from "./moments";
import type { RunState } from "./state";

/** What falls due and when. `key` is stable while the same obligation runs; `dueAt` is an ISO instant. */
export interface Deadline {
  key: string;
  kind:
    | "decision-clock"
    | "broadcast"
    | "broadcast-missed"
    | "check"
    | "check-missed"
    | "report"
    | "moment"
    | "command-offer"
    | "waiver";
  dueAt: string;
  text: string;
}

function clockDeadlines(state: RunState): Deadline[] {
  return state.clocks.map((clock) => ({
    key: `decision-clock:${clock.triggerId}`,
    kind: "decision-clock",
    dueAt: clock.dueAt,
    text: `Decide ROLLBACK or CONTINUE: ${clock.text}`,
  }));
}

function offerDeadlines({ commandOffer }: RunState): Deadline[] {
  if (!commandOffer) return [];
  const { id, lapsesAt, to } = commandOffer;
  return [
    {
      key: `command-offer:${id}`,
      kind: "command-offer",
      dueAt: lapsesAt,
      text: `The offer of command to ${to.name} lapses`,
    },
  ];
}

/** A waiver that is asked for or granted runs out; the others have nothing left to lose (R11). */
function waiverDeadlines(state: RunState): Deadline[] {
  return state.waivers
    .filter((waiver) => waiver.status === "requested" || waiver.status === "granted")
    .map((waiver) => ({
      key: `waiver:${waiver.id}`,
      kind: "waiver",
      dueAt: waiver.expiresAt,
      text: `Waiver ${waiver.ticket} expires: ${waiver.subjectText}`,
    }));
}

function updateDeadlines(state: RunState): Deadline[] {
  const owed = owedUpdate(state);
  if (!owed) return [];
  return [
    { key: "broadcast", kind: "broadcast", dueAt: owed.dueAt, text: "The next update is due" },
    { key: "broadcast-missed", kind: "broadcast-missed", dueAt: owed.missedAt, text: "The update is missed" },
  ];
}

function hypercareDeadlines(state: RunState): Deadline[] {
  const rounds = owedRounds(state).flatMap(({ series, dueAt, missedAt }): Deadline[] => [
    { key: `check:${series.id}`, kind: "check", dueAt, text: series.title },
    { key: `check-missed:${series.id}`, kind: "check-missed", dueAt: missedAt, text: series.title },
  ]);
  const reports = owedReports(state)
    .filter(({ filed }) => !filed)
    .map(
      ({ id, dueAt }): Deadline => ({
        key: `report:${id}`,
        kind: "report",
        dueAt,
        text: `The report at ${id}`,
      }),
    );
  return [...rounds, ...reports];
}

const MOMENT_WORDS = {
  "window-near": "The window ends in a quarter of an hour",
  "window-end": "The window ends",
  "no-return-near": "The point of no return is a quarter of an hour away",
  "no-return": "The point of no return passes",
} as const;

function momentDeadlines(state: RunState): Deadline[] {
  return moments(state).map(({ subject, dueAt }) => ({
    ...{ key: `moment:${subject}`, kind: "moment", dueAt },
    text: MOMENT_WORDS[subject],
  }));
}

/** Everything that falls due in this state, the earliest first. An expired clock stays until it is answered. */
export function deadlines(state: RunState): Deadline[] {
  if (state.status === "closed") return [];
  const all = [
    ...clockDeadlines(state),
    ...offerDeadlines(state),
    ...waiverDeadlines(state),
    ...updateDeadlines(state),
    ...hypercareDeadlines(state),
    ...momentDeadlines(state),
  ];
  return all.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}
