import { appendAll } from "./append";
import type { WaitingCommand } from "./command-request";
import { Execution, type Proposal } from "./execution";
import { handOver, type RunContext } from "./run-context";
import type { RunHead } from "./run-head";

interface Accepted {
  command: WaitingCommand;
  execution: Execution;
  proposal: Proposal;
}

/** A correction is looked up in the log first, and a plan makes its run's row: they go alone. */
function goesAlone({ request }: WaitingCommand, head: RunHead): boolean {
  return (
    request.type === "PlanRun" || request.type === "CorrectEntry" || (request.expectedSeq ?? 0) > head.headSeq
  );
}

/** The commands that the rules take one after another, each on the state that the one before leaves. */
function takenBy(context: RunContext, waiting: readonly WaitingCommand[], from: RunHead): Accepted[] {
  let head = from;
  return waiting.flatMap((command) => {
    if (goesAlone(command, from)) return [];
    const execution = new Execution(context, command.request, command.bodyHash);
    const proposal = execution.propose(head);
    if ("ok" in proposal) return [];
    head = proposal.after;
    return [{ command, execution, proposal }];
  });
}

/**
 * Appends what waits of a run in one commit, and answers it. Gives back the commands that have to go alone: refused
 * ones, whose refusal is still to be held against the head, and those behind one that the log did not take, which
 * stand on a head that never was. Never throws: who is not answered here is given back, and a command id that was
 * taken after all shows it.
 */
export async function executeTogether(
  context: RunContext,
  waiting: readonly WaitingCommand[],
): Promise<WaitingCommand[]> {
  const runId = waiting[0]?.request.runId ?? "";
  const answered = new Set<WaitingCommand>();
  const release = context.listener.hold(runId);
  const events: Proposal["append"]["batch"]["events"] = [];
  try {
    const head = await context.runs.states.load(runId);
    const taken = head ? takenBy(context, waiting, head) : [];
    const requests = taken.map(({ proposal }) => proposal.append);
    const answers = taken.length > 1 ? await appendAll(context.db.pool, requests) : [];
    for (const [index, { command, execution, proposal }] of taken.entries()) {
      if (answers[index]?.answer !== "appended") break;
      events.push(...proposal.append.batch.events);
      command.resolve(execution.accepted(proposal));
      answered.add(command);
    }
  } catch (error) {
    context.log.debug({ err: error, runId }, "Commands that waited together are executed one by one");
  } finally {
    handOver(context, release, events);
  }
  return waiting.filter((command) => !answered.has(command));
}
