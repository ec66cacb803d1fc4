import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { moments } from "../moments";
import { conflict, notFound } from "../rejections";
import type { RunState } from "../state";

/** ReachDeadline: the timer's fact, once for each moment, and not before it (T.20). */
export function reachDeadline(command: CommandOf<"ReachDeadline">, state: RunState): Decision {
  const moment = moments(state).find(({ subject }) => subject === command.payload.subject);
  if (!moment) return reject(notFound("No such moment lies ahead of this run."));
  if (command.meta.at < moment.dueAt) return reject(conflict(`This moment comes at ${moment.dueAt}.`));
  return accept({ type: "DeadlineReached", role: null, payload: moment });
}
