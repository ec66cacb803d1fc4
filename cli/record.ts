import { randomUUID } from "node:crypto";
import type { CommandAnswer } from "../lib/protocol/http";
import { Api } from "./connection/api";
import { Failure, refusalText } from "./failure";
import { type SendReport, sendWaiting } from "./spool/send";
import { Spool } from "./spool/spool";
import { must, runIdOf, serverOf, type TargetOptions } from "./target";
import { type Context, count, EXIT, plain } from "./terminal";

/** A signed-in line to a server, and what is kept for it. */
export interface Line {
  api: Api;
  spool: Spool;
  /** False once a call has found the server away. */
  reached: boolean;
}

/** Says what came of what was waiting. Nothing is said where nothing was. */
function tellSent(context: Context, { sent, refused, left, stopped, busy }: SendReport): void {
  if (sent > 0) context.err(`Sent ${count(sent, "thing")} that had been kept on this machine.\n`);
  for (const { about, refusal } of refused) {
    context.err(`Kept earlier, and refused now: ${plain(about)}. ${refusalText(refusal)}`);
  }
  if (refused.length > 0) context.err("`holdpoint sync` says what to do with what was refused.\n");
  if (busy) context.err("Another holdpoint is sending what was kept.\n");
  else if (stopped && left > 0)
    context.err(`Still waiting on this machine: ${count(left, "thing")}. ${plain(stopped.message)}\n`);
}

/** Opens the line, and sends what waits for this server first: the order in which things were recorded is kept. */
export async function openLine(context: Context, options: TargetOptions): Promise<Line> {
  const server = serverOf(context, options);
  const spool = new Spool(context);
  const report = await sendWaiting(spool, server);
  tellSent(context, report);
  return { api: new Api(server), spool, reached: report.stopped?.kind !== "away" };
}

interface Recording {
  /** What it is, for whoever looks at what is waiting. */
  about: string;
  body: Record<string, unknown>;
  /** The body where it is sent later: it says when it happened. */
  kept?(at: string): Record<string, unknown>;
}

interface Recorded {
  /** Undefined where the server was away, and the command is kept. */
  answer?: CommandAnswer;
  commandId: string;
}

/**
 * Records one command: on the server, or where it is away on this machine, to be sent later, once. Throws where it is
 * refused. Behind something that waits nothing is sent directly, so that the order is kept.
 */
export async function record(
  line: Line,
  runId: string,
  { about, body, kept = (at) => ({ ...body, occurredAt: at }) }: Recording,
): Promise<Recorded> {
  const { api, spool } = line;
  const commandId = randomUUID();
  const full = { commandId, ...body };
  const answer = line.reached ? await api.command(runId, full) : null;
  if (answer && answer.kind !== "away") return { answer: must(answer), commandId };
  const at = new Date().toISOString();
  spool.add({
    ...{ version: 1, kind: "command", id: commandId, url: api.server.url, runId },
    ...{ email: api.server.email, at, about, body: { commandId, ...kept(at) } },
  });
  return { commandId };
}

/** The run's id; where the server is away, only one that is named in full or kept by `holdpoint use` is known. */
export async function runOf(context: Context, line: Line, options: TargetOptions): Promise<string> {
  try {
    return await runIdOf(context, line.api, options);
  } catch (error) {
    if (error instanceof Failure && error.exit === EXIT.away) {
      const message = `${error.message} While it is, name the run by its full id: --run, HOLDPOINT_RUN or \`holdpoint use\`.`;
      throw new Failure(EXIT.away, { code: "away", message });
    }
    throw error;
  }
}

export const KEPT_WORDS =
  "The server is away: this is kept on this machine, and the next holdpoint that reaches it sends it, once.\n";
