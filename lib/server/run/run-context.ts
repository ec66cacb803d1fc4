import type { Pool } from "pg";
import type { ChainedEvent } from "../../run/events";
import type { Log } from "../log";
import type { Metrics } from "../metrics";
import type { WaitingCommand } from "./command-request";
import type { Clock } from "./database-clock";
import type { RunQueues } from "./run-queues";
import type { StateCache } from "./state-cache";

type Release = (events: readonly ChainedEvent[]) => void;

/** What the execution of commands needs; `Services` has it all. */
export interface RunContext {
  db: { pool: Pool };
  runs: { states: StateCache; queues: RunQueues<WaitingCommand> };
  /** `hold` keeps the listener from reading what is being appended here; the release hands the events over. */
  listener: { hold(runId: string): Release };
  clock: Clock;
  metrics: Metrics;
  log: Log;
}

/** Not before the next turn of the loop: the run's next append is then on its way while this one's events are sent. */
export function handOver(context: RunContext, release: Release, events: readonly ChainedEvent[]): void {
  setImmediate(() => {
    try {
      release(events);
    } catch (error) {
      context.log.error({ err: error }, "Handing events over has failed");
    }
  });
}
