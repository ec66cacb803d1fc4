import { type Command, Option } from "commander";
import type { Context } from "./terminal";

/** Collects an option that may be given several times. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

/** Where a program's commands leave their exit code. */
export interface Call {
  context: Context;
  done(code: number): void;
}

/** A command with `--json`, its help, and the exit codes. */
export function named(holdpoint: Command, name: string, description: string, help = ""): Command {
  return holdpoint
    .command(name)
    .description(description)
    .option("--json", "print the result as JSON")
    .addHelpText("after", `${help}\nExit codes: holdpoint --help\n`);
}

/** A command that talks to a server. */
export function remote(holdpoint: Command, name: string, description: string, help = ""): Command {
  return named(holdpoint, name, description, help).addOption(
    new Option("--server <url>", "the server; else HOLDPOINT_URL, else the last sign-in"),
  );
}

/** A command about one run. */
export function aboutRun(holdpoint: Command, name: string, description: string, help = ""): Command {
  return remote(holdpoint, name, description, help).addOption(
    new Option(
      "--run <run>",
      "the run: id, beginning of it, or words of its title; else HOLDPOINT_RUN, else `holdpoint use`",
    ),
  );
}
