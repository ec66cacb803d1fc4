import { knownRun, rememberRun } from "./known-run";
import { openLine, runOf } from "./record";
import { Spool } from "./spool/spool";
import { statusFacts } from "./status-facts";
import { statusText } from "./status-text";
import { must, type TargetOptions } from "./target";
import { type Context, count, EXIT, plain, toJson } from "./terminal";

/** What is kept on this machine, in few words; empty where nothing is. */
function keptText(waiting: number, refused: number): string {
  const lines = [
    ...(waiting > 0 ? [`kept here   ${count(waiting, "thing")} not sent yet: \`holdpoint sync\``] : []),
    ...(refused > 0
      ? [`kept here   ${count(refused, "thing")} that the server refused: \`holdpoint sync\``]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** `holdpoint status`: while the server is away, the room as this machine last saw it, and said so. */
export async function status(options: TargetOptions, context: Context): Promise<number> {
  const line = await openLine(context, options);
  const runId = await runOf(context, line, options);
  const answer = await line.api.run(runId);
  const me = answer.kind === "ok" ? await line.api.me(runId) : null;
  if (answer.kind === "ok") rememberRun(context, runId, answer.value);
  const spool = new Spool(context);
  const kept = { waiting: spool.list().length, refused: spool.refused().length };
  const known = answer.kind === "away" ? knownRun(context, runId) : null;
  const run = known ? known.answer : must(answer);
  const facts = statusFacts(run, me?.kind === "ok" ? me.value : null);
  if (options.json) context.out(toJson({ ...facts, kept, seenAt: known?.seenAt ?? null }));
  else context.out(statusText(facts) + keptText(kept.waiting, kept.refused));
  if (!known) return EXIT.done;
  context.err(`THE SERVER IS AWAY: this is how this machine saw the run at ${plain(known.seenAt)}.\n`);
  return EXIT.away;
}
