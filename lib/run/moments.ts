import { plusMinutes } from "./instant";
import { pointOfNoReturn } from "./schedule";
import type { RunState, RunStatus } from "./state";
import type { DeadlineSubject } from "./time-state";

/** How long before its end a window is near, and before it passes the point of no return: minutes. */
const NEAR_MINUTES = 15;

export interface Moment {
  subject: DeadlineSubject;
  dueAt: string;
}

const IN_WINDOW = new Set<RunStatus>(["running", "held", "halted", "rolling-back"]);
const BEFORE_ROLLBACK = new Set<RunStatus>(["running", "held", "halted"]);

function nearAndThere(near: DeadlineSubject, there: DeadlineSubject, at: string): Moment[] {
  return [
    { subject: near, dueAt: plusMinutes(at, -NEAR_MINUTES) },
    { subject: there, dueAt: at },
  ];
}

/**
 * Moments that the run logs when they come (T.20): the end of the window, and the point of no return while a rollback
 * may still follow. What had passed before the start is no news.
 */
export function moments(state: RunState): Moment[] {
  const started = state.startedAt;
  if (started === null || !IN_WINDOW.has(state.status)) return [];
  const end = state.window ? nearAndThere("window-near", "window-end", state.window.end) : [];
  const last = BEFORE_ROLLBACK.has(state.status) ? pointOfNoReturn(state) : null;
  const noReturn = last ? nearAndThere("no-return-near", "no-return", last) : [];
  return [...end, ...noReturn].filter(
    ({ subject, dueAt }) =>
      dueAt > started && !state.reached.some((each) => each.subject === subject && each.dueAt === dueAt),
  );
}
