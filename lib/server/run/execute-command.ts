import { NotCanonicalError } from "../../pack/canonical-json";
import {
  bodyHashOf,
  type CommandRequest,
  type CommandResult,
  STORE_REFUSALS,
  type WaitingCommand,
} from "./command-request";
import { correctionRefusal } from "./corrected-entry";
import { executeTogether } from "./execute-together";
import { Execution } from "./execution";
import type { RunContext } from "./run-context";

async function executeAlone(
  context: RunContext,
  { request, bodyHash }: WaitingCommand,
): Promise<CommandResult> {
  return (await correctionRefusal(context, request)) ?? new Execution(context, request, bodyHash).run();
}

/** Those that nothing stands against go in one commit; each of the others, and whatever that commit left, takes its own way. */
async function workOff(context: RunContext, waiting: WaitingCommand[]): Promise<void> {
  const left = waiting.length > 1 ? await executeTogether(context, waiting) : waiting;
  for (const command of left) {
    try {
      command.resolve(await executeAlone(context, command));
    } catch (error) {
      command.reject(error);
    }
  }
}

/**
 * Executes one command: its turn in the run's queue, the rules on the state at the head, the append. Throws only for
 * defects and where the database is away (isDatabaseAway); then the command may have happened, and sending it again
 * with the same id shows it.
 */
export async function executeCommand(context: RunContext, request: CommandRequest): Promise<CommandResult> {
  let bodyHash: string;
  try {
    bodyHash = bodyHashOf(request);
  } catch (error) {
    if (error instanceof NotCanonicalError) return STORE_REFUSALS.malformed(error.message);
    throw error;
  }
  const { metrics, runs } = context;
  const stop = metrics.appendSeconds.startTimer();
  const result = await new Promise<CommandResult>((resolve, reject) => {
    const command = { request, bodyHash, resolve, reject };
    runs.queues.add(request.runId, command, (waiting) => workOff(context, waiting));
    metrics.queueDepth.set(runs.queues.depth);
  });
  stop();
  metrics.queueDepth.set(runs.queues.depth);
  metrics.commands.inc({ outcome: result.ok ? "accepted" : result.rejection.code });
  return result;
}
