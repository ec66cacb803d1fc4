import type { Change } from "../lib/run/amendment-state";
import type { TranscriptComparison } from "../lib/run/compare/compare-transcripts";
import { countParts, differenceSentence, transcriptVerdict } from "../lib/run/compare/transcript-verdict";
import { Failure } from "./failure";
import { type ImportedText, ImportThread } from "./import-thread";
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

function transcriptText(comparison: TranscriptComparison): string {
  const differences = comparison.differs.map((each) => `- ${plain(differenceSentence(each))}\n`).join("");
  return `${plain(transcriptVerdict(comparison))}\n${differences}`;
}

function meaningText(changes: readonly Change[], sameBytes: boolean): string {
  if (changes.length > 0) {
    return `${count(changes.length, "difference")} in meaning\n${changes.map(changeText).join("")}`;
  }
  return sameBytes ? "the same text\n" : "the same in meaning; the texts differ in their words alone\n";
}

/** Diagnostics of a text that no structure was taken from: two of them would look the same. */
const NOT_READ = new Set(["too-slow", "too-large", "too-complex", "not-text", "empty"]);

function importedOf(linted: Linted, context: Context): ImportedText {
  if ("unreadable" in linted) {
    const message = `${plain(linted.file)} cannot be read: ${plain(linted.unreadable)}.`;
    throw new Failure(EXIT.unusable, { code: "unreadable", message });
  }
  const { file, definition, text } = linted;
  const unread = definition.diagnostics.find(({ code }) => NOT_READ.has(code));
  if (unread) {
    const message = `${plain(file)} cannot be compared: ${plain(unread.message)}`;
    throw new Failure(EXIT.unusable, { code: unread.code, message });
  }
  const errors = definition.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    context.err(`${plain(file)} has ${count(errors.length, "error")}: \`holdpoint lint\` names them.\n`);
  }
  return { definition, text };
}

function inTime<T>(compared: T | null): T {
  if (compared !== null) return compared;
  const message = "The two texts could not be compared in time.";
  throw new Failure(EXIT.unusable, { code: "too-slow", message });
}

interface Compared {
  same: boolean;
  facts: Record<string, unknown>;
  text: string;
}

async function compare(
  thread: ImportThread,
  a: ImportedText,
  b: ImportedText,
  transcript: boolean,
): Promise<Compared> {
  if (transcript) {
    const comparison = inTime(await thread.compareTranscripts(a, b));
    const { identical, differs } = comparison;
    const told = differs.map((each) => ({ ...each, sentence: differenceSentence(each) }));
    const facts = {
      identical,
      verdict: transcriptVerdict(comparison),
      parts: countParts(comparison),
      differs: told,
    };
    return { same: identical, facts, text: transcriptText(comparison) };
  }
  const changes = inTime(await thread.compare(a, b));
  const sameText = a.definition.sha256 === b.definition.sha256;
  return { same: changes.length === 0, facts: { sameText, changes }, text: meaningText(changes, sameText) };
}

/** `holdpoint diff A.md B.md`: what differs in meaning, or between a runbook and its checklist; needs no server. */
export async function diff(
  a: string,
  b: string,
  { json, transcript = false }: DiffOptions,
  context: Context,
): Promise<number> {
  const thread = new ImportThread();
  try {
    const before = importedOf(await lintFile(a, thread, context), context);
    const after = importedOf(await lintFile(b, thread, context), context);
    const { same, facts, text } = await compare(thread, before, after, transcript);
    if (json) {
      const name = (file: string, { definition: { title, sha256 } }: ImportedText) => ({
        file,
        title,
        sha256,
      });
      context.out(toJson({ before: name(a, before), after: name(b, after), same, ...facts }));
    } else context.out(text);
    return same ? EXIT.done : EXIT.refused;
  } finally {
    await thread.close();
  }
}
