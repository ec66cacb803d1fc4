import { numberedSteps } from "../lib/run/name-step";
import { roleName } from "../lib/run/people";
import { rememberRun } from "./known-run";
import { openLine, runOf } from "./record";
import { must, type TargetOptions } from "./target";
import { type Context, EXIT, plain, short, toJson } from "./terminal";

/** `holdpoint steps`: all steps with the numbers and ids that they are called by. */
export async function steps(options: TargetOptions, context: Context): Promise<number> {
  const line = await openLine(context, options);
  const runId = await runOf(context, line, options);
  const answer = must(await line.api.run(runId));
  rememberRun(context, runId, answer);
  const { state } = answer;
  const all = numberedSteps(state);
  if (options.json) {
    const shown = all.map(({ number, label, phase, step }) => {
      const { id, title, status, role, kind, commands, expected, artifacts, fields, mutating } = step;
      return {
        ...{ number, label, phaseId: phase.id, id, title, status, role, kind },
        ...{ commands, expected, artifacts, fields, mutating },
      };
    });
    context.out(toJson({ steps: shown }));
    return EXIT.done;
  }
  let phaseId = "";
  for (const { number, label, phase, step } of all) {
    if (phase.id !== phaseId)
      context.out(
        `${short(phase.label ? `${phase.label} ${phase.title}` : phase.title)}  [${phase.status}]\n`,
      );
    phaseId = phase.id;
    const owner = step.role === null ? "any operator" : roleName(state, step.role);
    context.out(
      `${String(number).padStart(4)}  ${label.padEnd(5)} ${step.status.padEnd(14)} ${short(step.title, 70)}  (${short(owner, 30)})  ${plain(step.id)}\n`,
    );
  }
  return EXIT.done;
}
