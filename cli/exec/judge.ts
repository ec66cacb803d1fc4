import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { readValues } from "../../lib/run/decide/step-values";
import type { RunbookDefinition } from "../../lib/run/definition";
import { type CommandEnd, type ExecOutcome, execOutcome } from "../../lib/run/exec-outcome";
import { extractValues } from "../../lib/run/extract-values";
import type { RunState } from "../../lib/run/state";
import { completionBlockers } from "../../lib/run/step-completion";
import type { StepState } from "../../lib/run/step-state";
import type { KeptExec } from "../spool/item";

/** What of an output is read for values: its end. */
const TAIL_BYTES = 1_048_576;

export function tailOf(file: string): string {
  let fd: number;
  try {
    fd = openSync(file, "r");
  } catch {
    return "";
  }
  try {
    const { size } = fstatSync(fd);
    const length = Math.min(size, TAIL_BYTES);
    const bytes = Buffer.alloc(length);
    const read = readSync(fd, bytes, 0, length, size - length);
    return bytes.toString("utf8", 0, read);
  } finally {
    closeSync(fd);
  }
}

/** The values that the output states for the step's checks, where they have a place and nobody recorded another. */
function statedValues(step: StepState, output: string): Record<string, string> {
  const stated = Object.entries(extractValues(step, output)).filter(
    ([name, value]) => !(step.fields[name] ?? "").trim() && readValues(step, { [name]: value }, null).ok,
  );
  return Object.fromEntries(stated);
}

export interface Judged {
  outcome: ExecOutcome;
  /** What PASS or WARN record besides: given values first, then those that the output states. */
  fields: Record<string, string>;
}

type Facts = Pick<KeptExec, "command" | "fields" | "confirmed" | "substeps"> & { end: CommandEnd };

/** The result of an executed command as the rules see it in this state of the run. */
export function judge(
  state: RunState,
  step: StepState,
  facts: Facts,
  { output, exitCodes }: { output: string; exitCodes: RunbookDefinition["exitCodes"] },
): Judged {
  const fields = { ...statedValues(step, output), ...facts.fields };
  const confirmed = new Set(facts.substeps.map(({ id }) => id));
  const assumed: StepState = {
    ...step,
    substeps: step.substeps.map((each) => (confirmed.has(each.id) ? { ...each, result: "pass" } : each)),
  };
  const all = { ...step.fields, ...fields };
  const owed = completionBlockers(state, assumed, all).map(({ text }) => text);
  const executed = { ...facts, output, fields: all, owed };
  return { outcome: execOutcome(assumed, executed, exitCodes), fields };
}
