import { nextUpdateDueAt } from "./cadence";
import type { RunState } from "./state";

/** What falls due and when. `key` is stable while the same obligation runs; `dueAt` is an ISO instant. */
export interface Deadline {
  key: string;
  kind: "decision-clock" | "broadcast";
  dueAt: string;
  text: string;
}

/** Everything that falls due in this state, the earliest first. An expired clock stays until it is answered. */
export function deadlines(state: RunState): Deadline[] {
  const clocks = state.clocks.map(
    (clock): Deadline => ({
      key: `decision-clock:${clock.triggerId}`,
      kind: "decision-clock",
      dueAt: clock.dueAt,
      text: `Decide ROLLBACK or CONTINUE: ${clock.text}`,
    }),
  );
  const dueAt = nextUpdateDueAt(state);
  const update: Deadline[] = dueAt
    ? [{ key: "broadcast", kind: "broadcast", dueAt, text: "The next update is due" }]
    : [];
  return [...clocks, ...update].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}
