import { writtenFiles } from "./artifacts";
import type { CodeBlock } from "./blocks";
import { isReadOnlyCommand } from "./classify-command";
import { addNote, newStep, type PhaseDraft, type StepDraft } from "./draft";
import { countedComments, fenceKind, fenceLanguage } from "./fence-kind";
import { type LogicalCommand, logicalCommands, trailingComment } from "./logical-commands";
import { statedDuration } from "./offsets";
import { once } from "./once";
import { addArtifacts, addExpected, readComments } from "./outcome-comments";
import { conditionOf, expectedValue, isAbortText, isOptional } from "./phrases";
import { sharedCount } from "./similarity";

/** The commands of a block, none where it holds something else. */
export const commandsOf = once((block: CodeBlock): readonly LogicalCommand[] =>
  fenceKind(block.lang, block.value) === "commands"
    ? logicalCommands(block.value, block.firstLine, fenceLanguage(block.lang, block.value))
    : [],
);

/** True where a block does nothing but set up the operator's own session (variables, working directory). */
export function isSessionSetup(block: CodeBlock): boolean {
  if (fenceKind(block.lang, block.value) === "env-list") return true;
  const commands = commandsOf(block);
  return (
    commands.length > 0 &&
    commands.every(
      (command) =>
        /^(?:export\s|set\s+\w+=|setx?\s|\$env:|\$\w+\s*=|cd\s|Set-Location\s|source\s|\.\s|[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"']*)\s*$)/i.test(
          command.text,
        ) && isReadOnlyCommand(command.text, "bash"),
    )
  );
}

/** Gives a step a command and, as artifacts, the files that the command writes (rule 15). */
export function addCommand(step: StepDraft, language: string, text: string, line: number): void {
  if (!step.def.commands.some((known) => known.text === text))
    step.def.commands.push({ language, text, line });
  if (language !== "sql") addArtifacts(step, writtenFiles(text));
}

function attachCommand(
  step: StepDraft,
  command: LogicalCommand,
  language: string,
  phase: PhaseDraft,
  skip: string | null,
): void {
  step.def.commands.push({ language, text: command.text, line: command.line });
  addArtifacts(step, writtenFiles(command.text));
  readComments(command.before, step, phase, command.text, skip);
  readComments(command.after, step, phase, command.text, skip);
  const remark = language === "sql" ? undefined : trailingComment(command.text)?.comment;
  if (remark !== undefined) readRemark(remark, step, command);
  if (command.output.length > 0) addExpected(step, command.output.join("\n"), command.endLine, command.text);
}

/** A remark behind a command says what it must give ("# → 200", "# expect: NOOP", "# 200"), or is worth reading. */
function readRemark(remark: string, step: StepDraft, command: LogicalCommand): void {
  const expected =
    expectedValue(remark) ?? /^(?:→|->|=>|expects?|must|should)\s*:?\s*(\S.*)$/i.exec(remark)?.[1] ?? null;
  if (expected !== null) addExpected(step, expected, command.endLine, command.text);
  else if (/^(?:[1-5]\d\d(?: \w+)?|OK|PASS|healthy|active|true)$/.test(remark))
    addExpected(step, remark, command.endLine, command.text);
  else addNote(step, remark);
}

const NUMBERED = /^(?:step\s*)?(\d{1,2})\s*[.):：–-]\s*(\S.*)$/i;

/** `# 1. …` comments that each stand above a command number the steps of a block; one of them is no numbering. */
export function numberedCommands(commands: readonly LogicalCommand[]): boolean {
  const counted = commands.flatMap(({ before, after }) => [...instructions(before), ...instructions(after)]);
  const numbers = new Set(counted.map((comment) => NUMBERED.exec(comment.text)?.[1]));
  return numbers.size >= 2;
}

/** The numbered comments of a run; those that follow "This script will:" only say what a command does. */
function instructions(comments: LogicalCommand["before"]): LogicalCommand["before"] {
  const told = comments.findIndex((comment) => /^(?:this|the|it|these)\s.*[:：]$/i.test(comment.text));
  return comments.filter((comment, index) => NUMBERED.test(comment.text) && (told < 0 || index < told));
}

/** Adds all commands of a block to one step. */
export function attachBlock(step: StepDraft, block: CodeBlock, phase: PhaseDraft): void {
  const language = fenceLanguage(block.lang, block.value);
  for (const command of commandsOf(block)) attachCommand(step, command, language, phase, null);
}

/** Gives each command of a block to the step of the list above that names the same thing, else to the last. */
export function distributeBlock(steps: StepDraft[], block: CodeBlock, phase: PhaseDraft): void {
  const language = fenceLanguage(block.lang, block.value);
  const last = steps[steps.length - 1];
  if (last === undefined) return;
  for (const command of commandsOf(block)) {
    const words = new Set(command.text.toLowerCase().split(/[^\p{L}\p{N}_]+/u));
    const naming = (names: (title: string) => string[]): StepDraft | undefined =>
      steps.find(
        (step) => sharedCount(new Set(names(step.def.title).map((name) => name.toLowerCase())), words) > 0,
      );
    const owner =
      naming((title) => (title.match(/[A-Za-z]\w{2,}/g) ?? []).filter((name) => name.includes("_"))) ??
      naming((title) => title.match(/\w{4,}$/g) ?? []);
    attachCommand(owner ?? last, command, language, phase, null);
  }
}

/** A whole script goes by its first remark, else by its first line of code. */
function scriptTitle(text: string): string {
  const line = text.split("\n").find((each, index) => index > 0 && /[\p{L}\p{N}]/u.test(each)) ?? text;
  return line
    .replace(/^\s*#+\s*/, "")
    .trim()
    .slice(0, 120);
}

function commandTitle(text: string): string {
  if (text.startsWith("#!")) return scriptTitle(text);
  const lines = (trailingComment(text)?.bare ?? text).split("\n");
  const first = (
    /^(?:begin|start transaction)\s*;?$/i.test((lines[0] ?? "").trim())
      ? (lines[1] ?? lines[0] ?? "")
      : (lines[0] ?? "")
  )
    .trim()
    .replace(/\s*\\$/, "");
  const bare = first
    .replace(/\s*\*?(?:\d|&)?>&?\d?\s*\|\s*Tee-Object\b.*$/i, "")
    .replace(/\s*\*?>&1\s*\|?.*$/, "")
    .replace(/\s*(?:2>&1)?\s*\|\s*tee\s.*$/, "")
    .replace(/\s*(?:2>&1|(?<=\s)\d?>{1,2}\s?\S+)\s*$/, "")
    .trim();
  return bare.length > 120 ? `${bare.slice(0, 117)}…` : bare;
}

/** The comment directly above a command; where a sentence runs over several lines, the line that it starts on. */
function namingComment(command: LogicalCommand): string | undefined {
  const { before } = command;
  let at = before.length - 1;
  if (before[at]?.line !== command.line - 1) return undefined;
  while (at > 0) {
    const [previous, own] = [before[at - 1], before[at]];
    if (previous === undefined || own === undefined || previous.line !== own.line - 1) break;
    const runsOn = /^[\p{Ll}(]/u.test(own.text) || /[,(–—]$/.test(previous.text);
    if (!runsOn || /^[-=#*~\s]*$|[.:!?]$/.test(previous.text)) break;
    at--;
  }
  return before[at]?.text;
}

/** "cd …": where the next command runs, and nothing to tick off by itself. */
const isMove = (command: LogicalCommand): boolean =>
  /^(?:cd|pushd|Set-Location|sl)\s+[^\n;&|]+$/i.test(command.text);

/** Each logical command of a block as a step of its own, in order (rule 8). */
export function commandSteps(block: CodeBlock, phase: PhaseDraft): StepDraft[] {
  const language = fenceLanguage(block.lang, block.value);
  const commands = commandsOf(block);
  const numbered = numberedCommands(commands);
  if (commands.length === 0)
    return countedComments(block.value).map(({ text, at }) =>
      commentStep({ text, line: block.firstLine + at }),
    );
  const steps: StepDraft[] = [];
  let setUp: LogicalCommand[] = [];
  for (const whole of commands) {
    if (!numbered && whole.before.length === 0 && whole !== commands.at(-1) && isMove(whole)) {
      setUp.push(whole);
      continue;
    }
    if (/^set\s+[-+]\w{1,6}(?:\s+pipefail)?$/.test(whole.text)) continue;
    const { command, bare, later } = numbered ? apart(whole) : { command: whole, bare: [], later: [] };
    steps.push(...bare.map(commentStep));
    const open = steps[steps.length - 1];
    const named = command.before.find((comment) => NUMBERED.test(comment.text));
    if (numbered && named === undefined && open !== undefined) {
      attachCommand(open, command, language, phase, null);
      open.def.endLine = command.endLine;
      steps.push(...later.map(commentStep));
      continue;
    }
    const direct = namingComment(command);
    const comment =
      named?.text ??
      (direct !== undefined && !isAbortText(direct) && direct.length <= 100 && /\p{L}{3}/u.test(direct)
        ? direct
        : null);
    const match = numbered && comment !== null ? NUMBERED.exec(comment) : null;
    const title = (match?.[2] ?? comment ?? commandTitle(command.text)).trim();
    const line = (numbered ? named?.line : undefined) ?? command.before[0]?.line ?? command.line;
    const step = newStep(title, line, command.endLine, "command");
    step.def.condition = conditionOf(title);
    step.def.optional = isOptional(title);
    step.def.durationMinutes = statedDuration(title);
    for (const earlier of setUp) attachCommand(step, earlier, language, phase, null);
    setUp = [];
    attachCommand(step, command, language, phase, comment);
    steps.push(step, ...later.map(commentStep));
  }
  return steps;
}

/** Numbered comments with no command of their own: what they say is done by hand. */
function apart(command: LogicalCommand): {
  command: LogicalCommand;
  bare: LogicalCommand["before"];
  later: LogicalCommand["before"];
} {
  const at = command.before.findLastIndex((comment) => NUMBERED.test(comment.text));
  const isNumbered = (comment: { text: string }): boolean => NUMBERED.test(comment.text);
  return {
    command: {
      ...command,
      before: command.before.filter((comment, index) => index === at || !isNumbered(comment)),
      after: command.after.filter((comment) => !isNumbered(comment)),
    },
    bare: command.before.filter((comment, index) => index !== at && isNumbered(comment)),
    later: command.after.filter(isNumbered),
  };
}

function commentStep(comment: LogicalCommand["before"][number]): StepDraft {
  const title = (NUMBERED.exec(comment.text)?.[2] ?? comment.text).trim();
  const step = newStep(title, comment.line, comment.line, "command");
  step.def.condition = conditionOf(title);
  step.def.optional = isOptional(title);
  return step;
}
