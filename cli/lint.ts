import type { Diagnostic, RunbookDefinition } from "../lib/run/definition";
import { LATIN_1, TOO_SLOW } from "../lib/runbook/read-limits";
import { ImportThread } from "./import-thread";
import { type ReadMarkdown, readMarkdown } from "./read-markdown";
import { type Context, count, EXIT, plain, toJson } from "./terminal";

export interface LintOptions {
  json?: boolean;
  strict?: boolean;
}

/** A file as `lint` sees it: its structure, or why nothing of it could be read. */
export type Linted =
  | { file: string; definition: RunbookDefinition; text: string }
  | { file: string; unreadable: string };

/** A definition with nothing in it but why. */
async function without(
  thread: ImportThread,
  sha256: string,
  why: Diagnostic,
): Promise<RunbookDefinition | null> {
  const empty = await thread.import("", sha256);
  return empty && { ...empty, diagnostics: [why] };
}

async function importFile(
  { sha256, decoding }: Extract<ReadMarkdown, { ok: true }>,
  thread: ImportThread,
): Promise<RunbookDefinition | null> {
  if (!decoding.ok) {
    const { code, message } = decoding;
    return without(thread, sha256, { line: 1, severity: "error", code, message });
  }
  const definition = await thread.import(decoding.text, sha256);
  if (!definition) return without(thread, sha256, TOO_SLOW);
  const latin = decoding.encoding === "latin-1" ? [LATIN_1] : [];
  return { ...definition, diagnostics: [...latin, ...definition.diagnostics] };
}

/** Reads and imports one file. Whatever it holds, this ends: what is too much for the importer is a diagnostic. */
export async function lintFile(file: string, thread: ImportThread, context: Context): Promise<Linted> {
  const read = await readMarkdown(file, context);
  if (!read.ok) return { file, unreadable: read.message };
  const definition = await importFile(read, thread);
  if (!definition) return { file, unreadable: "the importer does not start" };
  return { file, definition, text: read.decoding.ok ? read.decoding.text : "" };
}

type Severity = Diagnostic["severity"];

function countsOf({ diagnostics }: RunbookDefinition): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
}

function summaryText(file: string, definition: RunbookDefinition): string {
  const phases = [...definition.phases, ...definition.rollback.phases];
  const steps = phases.flatMap((phase) => phase.steps);
  const commands = steps.reduce((sum, step) => sum + step.commands.length, 0);
  const { error, warning, info } = countsOf(definition);
  const structure = [
    count(phases.length, "phase"),
    count(steps.length, "step"),
    count(commands, "command"),
    count(definition.roles.length, "role"),
    count(definition.decisionPoints.length, "decision point"),
    count(definition.rollback.triggers.length, "trigger"),
    count(definition.evidence.length, "artifact"),
  ].join(", ");
  const found = `${count(error, "error")}, ${count(warning, "warning")}, ${count(info, "note")}`;
  return `${plain(file)}: ${plain(definition.title) || "(no title)"}: ${structure}; ${found}\n`;
}

function lintText(linted: Linted): string {
  const name = plain(linted.file);
  if ("unreadable" in linted) return `${name}: cannot be read: ${plain(linted.unreadable)}\n`;
  const lines = linted.definition.diagnostics.map(
    ({ line, severity, code, message }) => `${name}:${line}: ${severity} ${plain(code)} ${plain(message)}\n`,
  );
  return [...lines, summaryText(linted.file, linted.definition)].join("");
}

function jsonOf(linted: Linted): unknown {
  if ("definition" in linted) return linted.definition;
  return { error: { code: "unreadable", message: linted.unreadable }, file: linted.file };
}

function exitOf(all: readonly Linted[], strict: boolean): number {
  if (all.some((linted) => "unreadable" in linted)) return EXIT.unusable;
  const bad = all.some((linted) => {
    if (!("definition" in linted)) return true;
    const { error, warning } = countsOf(linted.definition);
    return error > 0 || (strict && warning > 0);
  });
  return bad ? EXIT.refused : EXIT.done;
}

/** `holdpoint lint FILES…`: the structure of runbooks and what could not be placed; needs no server. */
export async function lint(
  files: string[],
  { json, strict = false }: LintOptions,
  context: Context,
): Promise<number> {
  const thread = new ImportThread();
  const all: Linted[] = [];
  try {
    for (const file of files) {
      const linted = await lintFile(file, thread, context);
      all.push(linted);
      if (!json) context.out(lintText(linted));
    }
  } finally {
    await thread.close();
  }
  const [only] = all;
  if (json && only && all.length === 1) context.out(toJson(jsonOf(only)));
  else if (json) {
    const shown = (linted: Linted) =>
      "definition" in linted
        ? { file: linted.file, counts: countsOf(linted.definition), definition: linted.definition }
        : jsonOf(linted);
    context.out(toJson({ files: all.map(shown) }));
  }
  return exitOf(all, strict);
}
