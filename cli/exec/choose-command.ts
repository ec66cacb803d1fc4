import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { commandText } from "../../lib/run/compare/command-text";
import { resolveVariables } from "../../lib/run/resolve-variables";
import type { StepState } from "../../lib/run/step-state";
import { unresolvedPlaceholders } from "../../lib/runbook/placeholders";
import { Failure } from "../failure";
import { EXIT, plain } from "../terminal";

export interface CommandOptions {
  shell?: string;
  fromRunbook?: boolean;
  literal: string[];
}

/** What is run, and how it reads. */
export interface ChosenCommand {
  argv: string[];
  text: string;
}

const SHELL_LANGUAGES = new Set(["", "bash", "sh", "shell", "zsh", "console", "text", "shell-session"]);

function unusable(message: string, missing: string[] = []): Failure {
  return new Failure(EXIT.unusable, { code: "usage", message, missing });
}

/** Any failure in a pipeline counts, which plain `sh` cannot do everywhere. */
function shellArgv(text: string, ...flags: string[]): string[] {
  return ["bash", ...flags, "-o", "pipefail", "-c", text];
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function fromRunbook(step: StepState | null, variables: Readonly<Record<string, string>>): ChosenCommand {
  if (!step)
    throw unusable("The server is away and this machine does not know the step: give the command itself.");
  const forbidden = step.commands.find(({ copyable }) => copyable === false);
  if (forbidden) throw unusable(`The runbook forbids to run ${plain(forbidden.text)}.`);
  if (step.commands.length === 0) throw unusable(`“${plain(step.title)}” has no command in the runbook.`);
  const foreign = step.commands.find(({ language }) => !SHELL_LANGUAGES.has(language.toLowerCase()));
  if (foreign) {
    const message = `The step's command is ${plain(foreign.language)}, which no shell runs: give the command that runs it.`;
    throw unusable(message, [plain(foreign.text)]);
  }
  const text = step.commands.map((command) => resolveVariables(command.text, variables).text).join("\n");
  // One after another, as the runbook has them; the first that fails is the last.
  return { argv: shellArgv(text, "-e"), text };
}

function given(argv: readonly string[], { shell }: CommandOptions): ChosenCommand {
  if (shell !== undefined && argv.length > 0)
    throw unusable("Give --shell or a command behind --, not both.");
  if (shell !== undefined) return { argv: shellArgv(shell), text: shell };
  if (argv.length === 0)
    throw unusable("Give the command behind --, with --shell, or take the runbook's with --from-runbook.");
  return { argv: [...argv], text: argv.map(quoted).join(" ") };
}

/** The command that is meant. Throws where there is none, or where something in it is still to be filled in. */
export function chooseCommand(
  argv: readonly string[],
  options: CommandOptions,
  { step, variables }: { step: StepState | null; variables: Readonly<Record<string, string>> },
): ChosenCommand {
  if (options.fromRunbook && (argv.length > 0 || options.shell !== undefined)) {
    throw unusable("--from-runbook runs the step's own command: give no other.");
  }
  const chosen = options.fromRunbook ? fromRunbook(step, variables) : given(argv, options);
  const checked = options.fromRunbook || options.shell !== undefined ? chosen.text : argv.join(" ");
  const open = unresolvedPlaceholders(checked, options.literal);
  if (open.length === 0) return chosen;
  const message = `The command has placeholders that are not filled in: ${open.join(", ")}. Nothing was run.`;
  throw new Failure(EXIT.unusable, { code: "placeholders", message, missing: open });
}

const bare = (text: string) => text.replace(/\\\n/g, " ").replace(/["'`]/g, "").replace(/\s+/g, " ").trim();

/** Whether the command is one of the step's, or all of them: quotes, spaces, and where output is kept aside. */
export function isStepsCommand(
  text: string,
  step: StepState,
  variables: Readonly<Record<string, string>>,
): boolean {
  const own = step.commands.map((command) =>
    bare(commandText({ text: resolveVariables(command.text, variables).text })),
  );
  const run = bare(commandText({ text }));
  return own.length === 0 || own.includes(run) || own.join(" ") === run;
}

function isProgram(path: string): "yes" | "not executable" | "no" {
  try {
    if (!statSync(path).isFile()) return "not executable";
    accessSync(path, constants.X_OK);
    return "yes";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EACCES" ? "not executable" : "no";
  }
}

/** 127 where there is no such program, 126 where it is none, as a shell says; null where it can be run. */
export function cannotRun(name: string, path: string | undefined): 126 | 127 | null {
  const places = name.includes("/")
    ? [name]
    : (path ?? "").split(delimiter).map((folder) => join(folder || ".", name));
  const found = places.map(isProgram);
  if (found.includes("yes") || process.platform === "win32") return null;
  return found.includes("not executable") ? 126 : 127;
}
