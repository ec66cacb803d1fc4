import type { RunEvent } from "./events";
import { fold } from "./evolve";
import type { RunState } from "./state";

/** The state as it was when the event `seq` had been recorded; 0 is before the first. `events` in log order. */
export function stateAt(events: readonly RunEvent[], seq: number): RunState {
  return fold(events.filter((event) => event.seq <= seq));
}
