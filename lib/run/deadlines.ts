import { nextUpdateDueAt } from "./cadence";
import type { RunState } from "./state";

/** What falls due and when. `key` is stable while the same obligation runs; `dueAt` is an ISO instant. */
export interface Deadline {
  key: string;
  kind: "decision-clock" | "broadcast" | "command-offer" | "waiver";
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

/** Everything that falls due in this state, the earliest first. An expired clock stays until it is answered. */
export function deadlines(state: RunState): Deadline[] {
  if (state.status === "closed") return [];
  const dueAt = nextUpdateDueAt(state);
  const update: Deadline[] = dueAt
    ? [{ key: "broadcast", kind: "broadcast", dueAt, text: "The next update is due" }]
    : [];
  const all = [...clockDeadlines(state), ...offerDeadlines(state), ...waiverDeadlines(state), ...update];
  return all.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}
