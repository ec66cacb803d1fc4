import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { addOfflineCommands } from "./commands-offline";
import { addRemoteCommands } from "./commands-remote";
import { Failure, refusalJson, refusalText } from "./failure";
import { EXIT_CODES, OVERVIEW } from "./help";
import type { Call } from "./program";
import { type Context, EXIT } from "./terminal";

function programOf(call: Call): Command {
  const { out, err } = call.context;
  const holdpoint = new Command("holdpoint")
    .description("The command line of Holdpoint, the war room for planned production cutovers.")
    .version(version)
    .enablePositionalOptions()
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride()
    .addHelpText("after", OVERVIEW + EXIT_CODES);
  addRemoteCommands(holdpoint, call);
  addOfflineCommands(holdpoint, call);
  return holdpoint;
}

/** Whether the line asks for JSON; what stands behind `--` is another command's. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).includes("--json");
}

function tell(error: unknown, args: readonly string[], { out, err }: Context): number {
  // Commander has said already what is wrong with the line; asking for help is nothing wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  if (error instanceof Failure) {
    if (wantsJson(args)) out(refusalJson(error.exit, error.refusal));
    err(refusalText(error.refusal));
    return error.exit;
  }
  err(`${error instanceof Error ? error.message : String(error)}\n`);
  return EXIT.refused;
}

/** Runs a command line (without node and script) and answers its exit code. */
export async function main(args: readonly string[], context: Context): Promise<number> {
  let code: number = EXIT.done;
  const done = (answer: number) => {
    code = answer;
  };
  try {
    await programOf({ context, done }).parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return tell(error, args, context);
  }
}
