import type { StepState } from "../../lib/run/step-state";
import type { Line } from "../record";
import type { KeptExec } from "../spool/item";
import type { Stored } from "../spool/spool";
import { must } from "../target";
import type { Context } from "../terminal";

/** Whether the step runs already by one's own hand: then there is nothing to start. */
async function runsByMe(line: Line, runId: string, step: StepState | null): Promise<boolean> {
  if (!line.reached || step?.status !== "running") return false;
  const me = await line.api.me(runId);
  return me.kind === "ok" && step.startedBy?.personId === me.value.personId;
}

/**
 * Starts the step before its command runs. Throws where the rules refuse, and nothing is kept then. Where the server is
 * away, the command may run, and the record says that nobody has confirmed its start.
 */
export async function confirmStart(
  context: Context,
  line: Line,
  stored: Stored & { item: KeptExec },
  step: StepState | null,
): Promise<void> {
  const { item } = stored;
  const { commandId, type, reason } = item.start;
  if (type === "StartStep" && (await runsByMe(line, item.runId, step))) item.startState = "confirmed";
  else {
    const body = { commandId, type, stepId: item.stepId, ...(reason === null ? {} : { reason }) };
    const answer = line.reached ? await line.api.command(item.runId, body) : null;
    if (answer && answer.kind !== "away") {
      try {
        must(answer);
      } catch (error) {
        line.spool.remove(stored);
        throw error;
      }
      item.startState = "confirmed";
    }
  }
  if (item.startState === "unconfirmed") {
    item.late.start = true;
    context.err(
      "THE SERVER IS AWAY: the start of this step is not confirmed. Whether the gates are open, nobody has checked. The command runs; everything is kept on this machine and sent later.\n",
    );
  }
  line.spool.save(stored);
}
