import type { Change } from "../lib/run/amendment-state";
import type { RunbookDefinition } from "../lib/run/definition";
import { Failure } from "./failure";
import { type Compared, ImportThread } from "./import-thread";
import { type Linted, lintFile } from "./lint";
import { type Context, count, EXIT, plain, short, toJson } from "./terminal";

export interface DiffOptions {
  json?: boolean;
  transcript?: boolean;
}

const SIGN = { added: "+", removed: "-", moved: ">", reworded: "~", changed: "~" } as const;

function changeText({ kind, about, text, before, after, weighty }: Change): string {
  const heavy = weighty ? "  (touches a mutating command, a gate or the rollback)" : "";
  const lines = [`${SIGN[kind]} ${about} ${kind}: ${plain(text)}${heavy}`];
  if (before !== null) lines.push(`    - ${short(before, 200)}`);
  if (after !== null) lines.push(`    + ${short(after, 200)}`);
  return lines.map((line) => `${line}\n`).join("");
}

/** What is executed and what gates it, and nothing else: how a checklist is held against its runbook. */
function transcriptText({ commandAndGate: { same, differs } }: Compared): string {
  const counts = ["command", "gate", "check", "artifact"].map((about) => {
    const number = same.filter((part) => part.about === about).length;
    return count(number, about);
  });
  const kept = `the same in both: ${counts.join(", ")}\n`;
  if (differs.length === 0)
    return `transcript-identical: commands, gates, checks and artifacts are the same\n${kept}`;
  return `NOT transcript-identical: ${count(differs.length, "difference")}\n${differs.map(changeText).join("")}${kept}`;
}

function meaningText({ changes }: Compared, sameBytes: boolean): string {
  if (changes.length > 0)
    return `${count(changes.length, "difference")} in meaning\n${changes.map(changeText).join("")}`;
  return sameBytes ? "the same text\n" : "the same in meaning; the texts differ in their words alone\n";
}

/** Diagnostics of a text that no structure was taken from: two of them would look the same. */
const NOT_READ = new Set(["too-slow", "too-large", "too-complex", "not-text", "empty"]);

function definitionOf(linted: Linted, context: Context): RunbookDefinition {
  if ("unreadable" in linted) {
    const message = `${plain(linted.file)} cannot be read: ${plain(linted.unreadable)}.`;
    throw new Failure(EXIT.unusable, { code: "unreadable", message });
  }
  const { file, definition } = linted;
  const unread = definition.diagnostics.find(({ code }) => NOT_READ.has(code));
  if (unread) {
    const message = `${plain(file)} cannot be compared: ${plain(unread.message)}`;
    throw new Failure(EXIT.unusable, { code: unread.code, message });
  }
  const errors = definition.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    context.err(`${plain(file)} has ${count(errors.length, "error")}: \`holdpoint lint\` names them.\n`);
  return definition;
}

/** `holdpoint diff A.md B.md`: what differs in meaning; needs no server. */
export async function diff(
  a: string,
  b: string,
  { json, transcript }: DiffOptions,
  context: Context,
): Promise<number> {
  const thread = new ImportThread();
  try {
    const before = definitionOf(await lintFile(a, thread, context), context);
    const after = definitionOf(await lintFile(b, thread, context), context);
    const compared = await thread.compare(before, after);
    if (!compared) {
      const message = "The two texts could not be compared in time.";
      throw new Failure(EXIT.unusable, { code: "too-slow", message });
    }
    const { changes, commandAndGate } = compared;
    const found = transcript ? commandAndGate.differs : changes;
    if (json) {
      const name = (file: string, { title, sha256 }: RunbookDefinition) => ({ file, title, sha256 });
      const transcriptIdentical = commandAndGate.differs.length === 0;
      const names = { before: name(a, before), after: name(b, after) };
      context.out(
        toJson({ ...names, same: found.length === 0, changes, transcriptIdentical, commandAndGate }),
      );
    } else
      context.out(
        transcript ? transcriptText(compared) : meaningText(compared, before.sha256 === after.sha256),
      );
    return found.length === 0 ? EXIT.done : EXIT.refused;
  } finally {
    await thread.close();
  }
}
