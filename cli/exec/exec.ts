import { randomUUID } from "node:crypto";
import { isatty } from "node:tty";
import { stepBlockers } from "../../lib/run/blockers";
import type { RunState } from "../../lib/run/state";
import type { StepState } from "../../lib/run/step-state";
import { OutputRedactor } from "../../lib/runbook/redact-output";
import { Failure, refusalJson, refusalText } from "../failure";
import { type Line, openLine, runOf } from "../record";
import type { ExecEnd, KeptExec } from "../spool/item";
import { startedTicks } from "../spool/processes";
import { sendWaiting } from "../spool/send";
import type { Stored } from "../spool/spool";
import { readFields, seenStep } from "../step";
import type { TargetOptions } from "../target";
import { type Context, plain } from "../terminal";
import { askWhatIsOpen } from "./ask-open";
import {
  type ChosenCommand,
  type CommandOptions,
  cannotRun,
  chooseCommand,
  isStepsCommand,
} from "./choose-command";
import { artifactNames, collectEvidence } from "./collect-evidence";
import { tailOf } from "./judge";
import { OutputFile } from "./output-file";
import { exitCodeOf, runCommand } from "./run-command";
import { secretsOf } from "./secrets";
import { confirmStart } from "./start";
import { reportOf, tellExec } from "./tell";
import { WatchedFiles } from "./written-files";

export interface ExecOptions extends TargetOptions, CommandOptions {
  step: string;
  field: string[];
  confirmExpected?: boolean;
  restricted?: boolean;
  retry?: string;
  name?: string;
}

/** The command was not run: refused, or not to be understood. Shells and `env` use it for the same. */
export const NOT_RUN = 125;

interface Prepared {
  line: Line;
  stored: Stored & { item: KeptExec };
  chosen: ChosenCommand;
  secrets: string[];
  state: RunState | null;
  step: StepState | null;
}

function redactedText(text: string, secrets: readonly string[]): string {
  const redactor = new OutputRedactor(secrets);
  const latin1 = Buffer.from(text, "utf8").toString("latin1");
  return Buffer.from(redactor.push(latin1) + redactor.end(), "latin1").toString("utf8");
}

function itemOf(
  { line, runId, options, command }: { line: Line; runId: string; options: ExecOptions; command: string },
  { id, step }: { id: string; step: StepState | null },
): KeptExec {
  const itemId = randomUUID();
  const at = new Date().toISOString();
  const retry = options.retry !== undefined;
  return {
    ...{
      version: 1,
      kind: "exec",
      id: itemId,
      url: line.api.server.url,
      runId,
      email: line.api.server.email,
    },
    ...{
      at,
      about: `the command of “${plain(step?.title ?? id)}”`,
      stepId: id,
      stepTitle: step?.title ?? id,
    },
    ...{ command: command.slice(0, 4_000), startedAt: at, startState: "unconfirmed", end: null },
    process: { pid: process.pid, startedTicks: startedTicks(process.pid) },
    start: {
      commandId: randomUUID(),
      type: retry ? "RetryStep" : "StartStep",
      reason: options.retry ?? null,
    },
    output: `${itemId}.out`,
    artifacts: [],
    fields: readFields(options.field),
    confirmed: options.confirmExpected ? [...(step?.expected ?? [])] : [],
    substeps: [],
    visibility: options.restricted ? "restricted" : "room",
    late: { start: false, end: false },
    clockOffsetMs: null,
    entries: { started: randomUUID(), ended: randomUUID() },
    outcome: null,
    refusals: [],
  };
}

function warnOfDifference(context: Context, { text }: ChosenCommand, step: StepState, state: RunState): void {
  if (isStepsCommand(text, step, state.variables)) return;
  context.err("Careful: this is not the step's command in the runbook, which is\n");
  for (const command of step.commands) context.err(`  ${plain(command.text)}\n`);
}

/** Everything before the command runs. Throws a Failure where it is not to be run. */
async function prepare(argv: readonly string[], options: ExecOptions, context: Context): Promise<Prepared> {
  const line = await openLine(context, options);
  const runId = await runOf(context, line, options);
  const seen = await seenStep(context, line, runId, options.step);
  const { step, state } = seen;
  const chosen = chooseCommand(argv, options, { step, variables: state?.variables ?? {} });
  const missing = cannotRun(chosen.argv[0] ?? "", context.variables.PATH);
  if (missing !== null) {
    const message = `${plain(chosen.argv[0] ?? "")} ${missing === 127 ? "is not found" : "cannot be executed"}: nothing was run.`;
    throw new Failure(missing, { code: "no-program", message });
  }
  if (step && state && !options.fromRunbook) warnOfDifference(context, chosen, step, state);
  const secrets = secretsOf(context.variables, chosen.argv);
  const command = redactedText(chosen.text, secrets);
  const item = itemOf({ line, runId, options, command }, seen);
  if (state && !line.reached && options.retry === undefined) {
    const against = stepBlockers(state, item.stepId);
    if (against.length > 0) context.err("When this machine last saw the run, this stood against the step:\n");
    for (const { rule, text } of against) context.err(`  - ${plain(text)} (${rule})\n`);
  }
  const stored = line.spool.add(item) as Stored & { item: KeptExec };
  await confirmStart(context, line, stored, step);
  return { line, stored, chosen, secrets, state, step };
}

async function afterwards(
  prepared: Prepared,
  { end, file, watched }: { end: ExecEnd; file: OutputFile; watched: WatchedFiles },
  options: ExecOptions,
  context: Context,
): Promise<void> {
  const { line, stored, secrets, state, step } = prepared;
  const { item } = stored;
  const { spool } = line;
  const output = await file.end();
  const blob = (name: string) => spool.blob(name);
  const say = (text: string) => context.err(text);
  // First of all: from here on, whatever happens to this process, the end is known.
  item.end = end;
  spool.save(stored);
  if (output.broken !== null) say(`NOT ALL OF THE OUTPUT IS KEPT: ${plain(output.broken)}\n`);
  const sources = { state, step, stepId: item.stepId, watched, output, outputBlob: item.output, secrets };
  item.artifacts = await collectEvidence({ ...sources, name: options.name, blob, say });
  spool.save(stored);
  if (state && step && isatty(0) && isatty(2) && !options.json) {
    await askWhatIsOpen(context, { state, step }, { ...item, end }, tailOf(blob(item.output)));
    spool.save(stored);
  }
  const sent = await sendWaiting(spool, line.api.server);
  const left = spool.read(stored.name);
  const gone = left === null;
  if (left?.kind === "exec") Object.assign(item, left);
  const facts = { exitCode: exitCodeOf(end), redacted: output.redacted, gone };
  tellExec(context, reportOf(item, sent, facts), options.json);
}

/** `holdpoint exec`: answers the command's own exit code, whatever becomes of its record. */
export async function exec(argv: readonly string[], options: ExecOptions, context: Context): Promise<number> {
  let prepared: Prepared;
  try {
    prepared = await prepare(argv, options, context);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const exit = error.exit === 126 || error.exit === 127 ? error.exit : NOT_RUN;
    if (options.json) context.out(refusalJson(exit, error.refusal));
    context.err(refusalText(error.refusal));
    return exit;
  }
  const { line, stored, chosen, secrets, state, step } = prepared;
  const watched = new WatchedFiles(artifactNames(state, step), chosen.text);
  const file = await OutputFile.create(line.spool.blob(stored.item.output), secrets);
  const ended = await runCommand({
    argv: chosen.argv,
    variables: context.variables,
    keep: (source, piece) => file.write(source, piece),
    show: options.json ? process.stderr : undefined,
    say: (text) => context.err(text),
  });
  const end = { at: new Date().toISOString(), ...ended };
  try {
    await afterwards(prepared, { end, file, watched }, options, context);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    context.err(
      `NOT RECORDED: ${plain(words)}. What there is, is kept on this machine: \`holdpoint sync\`.\n`,
    );
  }
  return exitCodeOf(ended);
}
