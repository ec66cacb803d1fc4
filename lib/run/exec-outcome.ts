import type { RunbookDefinition } from "./definition";
import { linesOf, openExpectations } from "./expected-in-output";
import { checkBlockers } from "./step-checks";
import type { StepState } from "./step-state";

/** How a command ended. Both are null where nobody saw it end. */
export interface CommandEnd {
  code: number | null;
  /** Name of the signal that killed it: "SIGKILL". */
  signal: string | null;
}

export interface ExecutedCommand {
  end: CommandEnd;
  /** As it was run. */
  command: string;
  /** The last part of what it printed, credentials taken out. */
  output: string;
  /** Values of the step's blanks and checks: recorded, given, or read from the output. */
  fields: Record<string, string>;
  /** The expected results that a person has confirmed, as the runbook has them. */
  confirmed: readonly string[];
  /** What else the step still owes for a PASS, in words. */
  owed: readonly string[];
}

/** `ran` records nothing: the step stays running, and `open` says what somebody has yet to answer. */
export type ExecOutcome =
  | { verdict: "pass" }
  | { verdict: "warn" | "fail"; reason: string }
  | { verdict: "ran"; open: string[] };

type ExitCodes = RunbookDefinition["exitCodes"];

const base = (path: string) => path.replace(/^.*[\\/]/, "").toLowerCase();

/** Words of the command that may name a script, without quotes. */
function namesIn(command: string): string[] {
  return command.split(/[\s;|&()]+/).map((word) => word.replace(/^["']+|["']+$/g, ""));
}

/** What the script table says of this command's code; null where it has neither. */
function tableWord(exitCodes: ExitCodes, command: string, code: number): string | null {
  const names = namesIn(command);
  const exact = exitCodes.find((row) => names.includes(row.command.trim().replace(/^\.\//, "")));
  const row =
    exact ??
    exitCodes.find((each) => names.some((name) => name !== "" && base(name) === base(each.command.trim())));
  return row?.map[String(code)] ?? null;
}

type Meaning = "pass" | "warn" | "fail";

function meaningOf(word: string | null): Meaning | null {
  if (word === null) return null;
  if (/warn/i.test(word)) return "warn";
  if (/fail|error|block|abort|stop|no.?go/i.test(word)) return "fail";
  return /pass|success|ok\b|done|go\b/i.test(word) ? "pass" : null;
}

function byCode(code: number, exitCodes: ExitCodes, command: string): ExecOutcome | null {
  const word = tableWord(exitCodes, command, code);
  const meaning = meaningOf(word);
  const said = word === null ? "" : `, which the runbook's script table calls ${word}`;
  if (meaning === "warn") return { verdict: "warn", reason: `The command ended with code ${code}${said}.` };
  if (code !== 0 || meaning === "fail") {
    // A code besides 0 never passes, whatever the table calls it (X.3).
    return { verdict: "fail", reason: `The command ended with code ${code}${said}.` };
  }
  return null;
}

/** The exit code as a value for a check that asks for it. */
function withExitCode(step: StepState, fields: Record<string, string>, code: number): Record<string, string> {
  const asked = step.checks.filter(({ left }) => /^(?:exit|return) (?:code|status)$/i.test(left.trim()));
  return { ...fields, ...Object.fromEntries(asked.map(({ left }) => [left, String(code)])) };
}

/** The result that an executed command gives its step (X.1-X.8). Pure: the same end and output give the same result. */
export function execOutcome(step: StepState, executed: ExecutedCommand, exitCodes: ExitCodes): ExecOutcome {
  const { end, command, output, confirmed, owed } = executed;
  if (end.signal !== null) return { verdict: "fail", reason: `The command was killed by ${end.signal}.` };
  if (end.code === null) return { verdict: "ran", open: ["How the command ended is not known."] };
  const coded = byCode(end.code, exitCodes, command);
  if (coded) return coded;
  const fields = withExitCode(step, executed.fields, end.code);
  const refused = checkBlockers(step, fields).map(({ text }) => text);
  if (refused.length > 0) return { verdict: "fail", reason: refused.join(" ") };
  const expected = openExpectations(step, fields, linesOf(output))
    .filter((text) => !confirmed.includes(text))
    .map((text) => `Expected, and not confirmed: ${text}`);
  const open = [...expected, ...owed];
  return open.length > 0 ? { verdict: "ran", open } : { verdict: "pass" };
}
