import { randomUUID } from "node:crypto";
import { linesOf, openExpectations } from "../../lib/run/expected-in-output";
import type { RunState } from "../../lib/run/state";
import { blanksOf, blankValue } from "../../lib/run/step-completion";
import type { StepState } from "../../lib/run/step-state";
import { ask, Cancelled } from "../ask";
import type { ExecEnd, KeptExec } from "../spool/item";
import { type Context, plain } from "../terminal";
import { judge } from "./judge";

async function yes(context: Context, question: string): Promise<boolean> {
  return /^y(?:es)?$/i.test((await ask(context, `${question} [y/N] `)).trim());
}

/** What a person has to say before the step can pass, asked at the terminal; Ctrl-C leaves the rest unanswered. */
export async function askWhatIsOpen(
  context: Context,
  { state, step }: { state: RunState; step: StepState },
  item: KeptExec & { end: ExecEnd },
  output: string,
): Promise<void> {
  const judged = () => judge(state, step, item, { output, exitCodes: [] });
  if (item.end.code !== 0 || judged().outcome.verdict !== "ran") return;
  try {
    const values = { ...step.fields, ...judged().fields };
    for (const blank of blanksOf(step)) {
      if (!blank.field.required || (blankValue(values, blank) ?? "").trim() !== "") continue;
      const options = blank.field.options?.length ? ` (${blank.field.options.join(" / ")})` : "";
      const value = await ask(context, `${plain(blank.field.name)}${plain(options)}: `);
      if (value.trim() !== "") item.fields[blank.key] = value.trim();
    }
    for (const expected of openExpectations(step, values, linesOf(output))) {
      if (item.confirmed.includes(expected)) continue;
      if (await yes(context, `Expected: ${plain(expected)}. Is it so?`)) item.confirmed.push(expected);
    }
    for (const substep of step.substeps) {
      if (substep.result !== null) continue;
      if (await yes(context, `${plain(substep.title)}: PASS?`)) {
        item.substeps.push({ id: substep.id, commandId: randomUUID() });
      }
    }
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}
