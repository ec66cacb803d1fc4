import type { RunState } from "../lib/run/state";
import type { StepState } from "../lib/run/step-state";
import { Failure } from "./failure";
import { knownRun, rememberRun } from "./known-run";
import { KEPT_WORDS, type Line, openLine, record, runOf } from "./record";
import { stepOf } from "./step-of";
import { must, type TargetOptions } from "./target";
import { type Context, EXIT, plain, toJson } from "./terminal";

export interface StepOptions extends TargetOptions {
  field: string[];
  reason?: string;
  note?: string;
  exception?: string;
}

interface Action {
  type: string;
  /** What takes the words of --reason. */
  words: "reason" | "note";
  /** Whether the rules want a reason, and what is said where there is none. */
  needsReason?: boolean;
  takesFields?: boolean;
  done: string;
}

const ACTIONS: Record<string, Action> = {
  start: { type: "StartStep", words: "note", done: "started" },
  pass: { type: "PassStep", words: "note", takesFields: true, done: "PASS" },
  warn: { type: "WarnStep", words: "reason", needsReason: true, takesFields: true, done: "WARN" },
  fail: { type: "FailStep", words: "reason", needsReason: true, done: "FAIL" },
  retry: { type: "RetryStep", words: "reason", needsReason: true, done: "retried, and running" },
  na: { type: "MarkNotApplicable", words: "reason", needsReason: true, done: "N/A" },
};

function usage(message: string): Failure {
  return new Failure(EXIT.unusable, { code: "usage", message });
}

/** `NAME=VALUE`, as often as it is given. */
export function readFields(given: readonly string[], option = "--field"): Record<string, string> {
  return Object.fromEntries(
    given.map((each) => {
      const sign = each.indexOf("=");
      if (sign < 1) throw usage(`${option} takes NAME=VALUE, not “${plain(each)}”.`);
      return [each.slice(0, sign).trim(), each.slice(sign + 1)];
    }),
  );
}

function bodyOf(action: Action, stepId: string, options: StepOptions): Record<string, unknown> {
  const words = options.reason ?? options.note;
  const fields = readFields(options.field);
  if (action.needsReason && !words?.trim()) throw usage("Give the reason with --reason.");
  if (!action.takesFields && options.field.length > 0) throw usage("--field goes with pass and warn.");
  if (options.exception !== undefined && action.type !== "PassStep")
    throw usage("--exception goes with pass.");
  return {
    type: action.type,
    stepId,
    ...(words === undefined ? {} : { [action.words]: words }),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(options.exception === undefined ? {} : { exception: options.exception }),
  };
}

/** The step as the server has it; while it is away, as this machine last saw it, or by its full id alone. */
export async function seenStep(
  context: Context,
  line: Line,
  runId: string,
  name: string,
): Promise<{ id: string; step: StepState | null; state: RunState | null }> {
  const answer = line.reached ? await line.api.run(runId) : null;
  if (answer && answer.kind !== "away") {
    const run = must(answer);
    rememberRun(context, runId, run);
    const { step } = stepOf(run.state, name);
    return { id: step.id, step, state: run.state };
  }
  line.reached = false;
  const known = knownRun(context, runId);
  if (!known) return { id: name, step: null, state: null };
  const { step } = stepOf(known.answer.state, name);
  return { id: step.id, step, state: known.answer.state };
}

/** `holdpoint step pass|warn|fail|start|retry|na STEP`. */
export async function step(
  verb: string,
  name: string,
  options: StepOptions,
  context: Context,
): Promise<number> {
  const action = ACTIONS[verb];
  if (!action) throw usage(`A step takes one of: ${Object.keys(ACTIONS).join(", ")}.`);
  bodyOf(action, "", options);
  const line = await openLine(context, options);
  const runId = await runOf(context, line, options);
  const seen = await seenStep(context, line, runId, name);
  const body = bodyOf(action, seen.id, options);
  const title = plain(seen.step?.title ?? seen.id);
  const kept = (at: string) => {
    const said = String(body[action.words] ?? "");
    return { ...body, [action.words]: `${said} (given at ${at}, while the server was away)`.trim() };
  };
  const about = `${action.done} of “${title}”`;
  const { answer, commandId } = await record(line, runId, { about, body, kept });
  if (options.json) {
    context.out(toJson({ kept: answer === undefined, commandId, stepId: seen.id, seq: answer?.seq ?? null }));
  } else context.out(answer ? `${action.done}: ${title}\n` : KEPT_WORDS);
  return answer ? EXIT.done : EXIT.kept;
}
