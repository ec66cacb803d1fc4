import type { CommandDefinition, RunbookDefinition } from "../run/definition";
import type { ExpectedCommand, ExpectedImport } from "./expected-import.test-support";
import { at, from, lineIn, type Score, to } from "./match-items.test-support";
import { foundSteps } from "./measure-steps.test-support";

const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();

/** A found block may hold several of the expected commands; a comment above the command may be part of it. */
function covers(e: ExpectedCommand, f: { command: CommandDefinition; step: number }): boolean {
  const end = f.command.line + f.command.text.split("\n").length;
  const reached = f.command.line <= to(e.line) && from(e.line) <= end;
  return reached && lineIn(e.step, f.step) && squeezed(f.command.text).includes(squeezed(e.text));
}

export function scoreCommands(d: RunbookDefinition, want: ExpectedImport): Score {
  const found = foundSteps(d).flatMap((step) =>
    step.commands
      .filter((command) => command.copyable !== false)
      .map((command) => ({ command, step: step.line })),
  );
  const sure = want.commands.filter((e) => e.optional !== true);
  const missed = sure.filter((e) => !found.some((f) => covers(e, f)));
  const forbidden = (text: string) =>
    (want.forbidden ?? []).some((no) => squeezed(text).includes(squeezed(no)));
  const swallowed = found.filter(
    ({ command }) =>
      forbidden(command.text) ||
      (want.notCommands ?? []).some(
        (line) => command.line <= line && line < command.line + command.text.split("\n").length,
      ),
  );
  const inventions = found.filter((f) => !want.commands.some((e) => covers(e, f)) || swallowed.includes(f));
  const matched = sure.length - missed.length;
  return {
    found: matched + inventions.length,
    expected: sure.length,
    matched,
    misses: missed.map((e) => at(e.line, e.text)),
    inventions: inventions.map((f) => at(f.command.line, f.command.text)),
  };
}
