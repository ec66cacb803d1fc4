import { deadlines } from "./deadlines";
import { dueCommands } from "./due-commands";
import { MINUTE_MS, plusMinutes } from "./instant";
import type { TestRun } from "./test-run.test-support";

/** Sends what the timers would at this moment; a refusal throws, because `dueCommands` promised that it is due. */
export function fireTimers(run: TestRun): void {
  for (let round = 0; round < 1_000; round += 1) {
    const due = dueCommands(run.state, run.clock);
    if (due.length === 0) return;
    for (const command of due) run.given("system", command);
  }
  throw new Error("The timers find no rest");
}

/** Lets minutes pass with the timers awake: they fire at each deadline on the way, as they fall due. */
export function pass(run: TestRun, minutes: number): TestRun {
  const until = plusMinutes(run.clock, minutes);
  for (;;) {
    fireTimers(run);
    const next = deadlines(run.state).find(({ dueAt }) => dueAt > run.clock && dueAt <= until);
    if (!next) break;
    run.wait((Date.parse(next.dueAt) - Date.parse(run.clock)) / MINUTE_MS);
  }
  run.wait((Date.parse(until) - Date.parse(run.clock)) / MINUTE_MS);
  fireTimers(run);
  return run;
}
