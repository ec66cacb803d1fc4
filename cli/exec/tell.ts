import type { ExecOutcome } from "../../lib/run/exec-outcome";
import { refusalText } from "../failure";
import type { KeptExec } from "../spool/item";
import type { SendReport } from "../spool/send";
import { bytesInWords, type Context, count, plain, short, toJson } from "../terminal";

/** What was done about an executed command, for people on `err` and for scripts on `out`. */
export interface ExecReport {
  item: KeptExec;
  exitCode: number;
  outcome: ExecOutcome | null;
  refusals: KeptExec["refusals"];
  /** Nothing of it, or not all of it, is on the server. */
  kept: boolean;
  /** Why that is so. */
  why: string;
  redacted: number;
}

export function reportOf(
  item: KeptExec,
  sent: SendReport,
  { exitCode, redacted, gone }: { exitCode: number; redacted: number; gone: boolean },
): ExecReport {
  const done = sent.outcomes.get(item.id);
  return {
    ...{ item: done?.item ?? item, exitCode, redacted },
    outcome: done?.outcome ?? null,
    refusals: done?.item.refusals ?? [],
    kept: !gone,
    why: sent.stopped?.message ?? "another holdpoint is sending.",
  };
}

const VERDICT = { pass: "PASS", warn: "WARN", fail: "FAIL", ran: "RAN" } as const;

function outcomeText(item: KeptExec, outcome: ExecOutcome): string {
  const title = short(item.stepTitle, 80);
  if (outcome.verdict === "pass") return `PASS: ${title}\n`;
  if (outcome.verdict !== "ran") return `${VERDICT[outcome.verdict]}: ${title}. ${plain(outcome.reason)}\n`;
  const open = outcome.open.map((each) => `  - ${plain(each)}\n`).join("");
  return `The command ran, and “${title}” has no result yet:\n${open}Then: holdpoint step pass|warn|fail ${item.stepId}\n`;
}

export function tellExec(context: Context, report: ExecReport, json: boolean | undefined): void {
  const { item, exitCode, outcome, refusals, kept, why, redacted } = report;
  const { err } = context;
  if (redacted > 0)
    err(`Taken out of the output before it leaves this machine: ${count(redacted, "credential")}.\n`);
  for (const { name, size, sha256, sent } of item.artifacts) {
    err(`${sent ? "evidence" : "kept here"}  ${plain(name)}  ${bytesInWords(size)}  SHA-256 ${sha256}\n`);
  }
  for (const { about, refusal } of refusals) err(`Refused: ${plain(about)}. ${refusalText(refusal)}`);
  if (refusals.length > 0)
    err("All of it is kept on this machine: `holdpoint sync` lists it, and can try again.\n");
  if (kept) {
    err(
      `NOT YET RECORDED: ${plain(why)} Output and result are kept on this machine, and the next holdpoint that reaches it sends them, once.\n`,
    );
  }
  if (outcome) err(outcomeText(item, outcome));
  if (!json) return;
  context.out(
    toJson({
      ...{
        runId: item.runId,
        stepId: item.stepId,
        exitCode,
        signal: item.end?.signal ?? null,
        kept,
        redacted,
      },
      verdict: outcome?.verdict ?? null,
      open: outcome?.verdict === "ran" ? outcome.open : [],
      reason: outcome && "reason" in outcome ? outcome.reason : null,
      startConfirmed: item.startState === "confirmed",
      artifacts: item.artifacts.map(({ name, sha256, size, sent }) => ({ name, sha256, size, sent })),
      refusals,
    }),
  );
}
