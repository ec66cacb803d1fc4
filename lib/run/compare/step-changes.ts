import type { Change } from "../amendment-state";
import type { CheckDefinition, FieldDefinition, StepDefinition } from "../definition";
import { commandText } from "./command-text";
import { isGate, isWeighty, type LaidOut, type LaidStep } from "./laid-out";
import type { Matched } from "./match-steps";
import type { Pair } from "./pair-up";
import { listChanges, type Subject, spaced, valueChange } from "./texts";

export function checkText({ left, op, right, command, pair }: CheckDefinition): string {
  const of = pair ? ` (${pair.left} against ${pair.right})` : "";
  return `${left} ${op} ${right}${of}${command ? ` by ${commandText({ text: command })}` : ""}`;
}

function blankText({ name, type, options, required }: FieldDefinition): string {
  const choice = options && options.length > 0 ? ` of ${options.join(", ")}` : "";
  return `${name} (${type}${choice}${required ? "" : ", optional"})`;
}

function partTexts({ substeps }: StepDefinition): string[] {
  return substeps.map(({ title, fields }) => [spaced(title), ...fields.map(blankText)].join(" · "));
}

/** Lists of a step, by what a change of them is about. */
const LISTS: {
  about: Change["about"];
  one: string;
  ordered?: boolean;
  /** Weighty whatever the step is. */
  gate?: boolean;
  of(step: StepDefinition): string[];
}[] = [
  { about: "command", one: "a command", ordered: true, of: (step) => step.commands.map(commandText) },
  { about: "check", one: "a check", gate: true, of: (step) => step.checks.map(checkText) },
  { about: "check", one: "an expected result", of: (step) => step.expected.map(spaced) },
  { about: "check", one: "a sub-step", ordered: true, of: partTexts },
  { about: "blank", one: "a blank", of: (step) => step.fields.map(blankText) },
  { about: "artifact", one: "an artifact", of: (step) => step.artifacts },
  { about: "gate", one: "a sign-off", gate: true, of: (step) => step.signOffs ?? [] },
  { about: "gate", one: "a granted exception", gate: true, of: (step) => step.exceptions ?? [] },
];

const yes = (value: boolean | undefined) => (value ? "yes" : "no");

/** Single values of a step, by what a change of them is about. */
const VALUES: {
  about: Change["about"];
  what: string;
  gate?: boolean;
  of(step: StepDefinition): string | null;
}[] = [
  { about: "command", what: "whether it changes production", gate: true, of: (step) => yes(step.mutating) },
  {
    about: "gate",
    what: "whether its FAIL bars GO without exceptions",
    gate: true,
    of: (step) => yes(step.noExceptions),
  },
  { about: "gate", what: "who verifies it", gate: true, of: (step) => step.verifier ?? null },
  { about: "gate", what: "whether it is critical", gate: true, of: (step) => yes(step.critical) },
  { about: "gate", what: "whether it may be left out", of: (step) => yes(step.optional) },
  { about: "gate", what: "on which condition it is done", of: (step) => step.condition },
  { about: "gate", what: "what it is an alternative to", of: (step) => step.alternative ?? null },
  { about: "gate", what: "whether it is bound to T-0", of: (step) => yes(step.timeBound) },
  { about: "gate", what: "the stream that it is in", of: (step) => step.stream },
  { about: "role", what: "who owns it", of: (step) => step.role },
  { about: "step", what: "what kind of step it is", of: (step) => step.kind },
  {
    about: "step",
    what: "how many minutes it takes",
    of: (step) => step.durationMinutes?.toString() ?? null,
  },
];

export function quoted(title: string): string {
  return `“${spaced(title)}”`;
}

/** The steps that it waits for, as titles where those of the other side are the same, so that ids do not count. */
function waitsFor(step: StepDefinition, laid: LaidOut): string[] {
  return step.after.map((id) => quoted(laid.titles.get(id) ?? id));
}

function afterChanges(subject: Subject, pair: Pair<LaidStep>, matched: Matched): Change[] {
  const { before, after } = pair;
  const mapped = new Set(before.step.after.map((id) => matched.stepIds.get(id) ?? `\u0000${id}`));
  const same =
    mapped.size === new Set(after.step.after).size && after.step.after.every((id) => mapped.has(id));
  if (same) return [];
  const titles = [waitsFor(before.step, matched.before), waitsFor(after.step, matched.after)];
  // Two steps of one title are still two.
  const sameWords = titles[0]?.join() === titles[1]?.join();
  const [old, next] = sameWords ? [before.step.after, after.step.after] : titles;
  return valueChange(
    subject,
    "what it waits for is another",
    old?.join(", ") || null,
    next?.join(", ") || null,
  );
}

/** Rewording weighs where the words are the thing itself: a gate, the rollback, a change of production without a command. */
function rewordingWeighs(laidStep: LaidStep, laid: LaidOut): boolean {
  const { step, at } = laidStep;
  return at.rollback || isGate(laidStep, laid) || (step.mutating && step.commands.length === 0);
}

/** Everything that differs within one step, but its place. */
export function stepChanges(pair: Pair<LaidStep>, matched: Matched): Change[] {
  const { before, after } = pair;
  const [old, next] = [before.step, after.step];
  const weighty = isWeighty(before, matched.before) || isWeighty(after, matched.after);
  const subject = { stepId: old.id, weighty, where: quoted(next.title) };
  const changes: Change[] = [];
  if (spaced(old.title) !== spaced(next.title)) {
    changes.push({
      kind: "reworded",
      about: "step",
      stepId: old.id,
      text: `${quoted(old.title)} now reads ${quoted(next.title)}.`,
      before: old.title,
      after: next.title,
      weighty: rewordingWeighs(before, matched.before) || rewordingWeighs(after, matched.after),
    });
  }
  for (const { about, one, ordered, gate, of } of LISTS) {
    const within = { ...subject, about, one, weighty: weighty || gate === true };
    changes.push(...listChanges(within, of(old), of(next), ordered));
  }
  for (const { about, what, gate, of } of VALUES) {
    const within = { ...subject, about, weighty: weighty || gate === true };
    changes.push(...valueChange(within, `${what} has changed`, of(old), of(next)));
  }
  const waits: Subject = { ...subject, about: "gate", one: "", weighty: true };
  return [...changes, ...afterChanges(waits, pair, matched)];
}

/** What a step that came or went brings along, one line each: its commands, checks and artifacts. */
export function contentOf(step: StepDefinition): { about: Change["about"]; text: string }[] {
  return [
    ...step.commands.map((command) => ({ about: "command" as const, text: commandText(command) })),
    ...step.checks.map((check) => ({ about: "check" as const, text: checkText(check) })),
    ...step.expected.map((expected) => ({ about: "check" as const, text: spaced(expected) })),
    ...step.artifacts.map((name) => ({ about: "artifact" as const, text: name })),
  ];
}

/** A step that came, or went: one change. Weighty where its coming or going opens or closes a gate (R8). */
export function wholeStep(laidStep: LaidStep, laid: LaidOut, kind: "added" | "removed"): Change {
  const { step, at } = laidStep;
  const content = contentOf(step).map(({ text }) => text);
  const text = [spaced(step.title), ...content].join("\n");
  const signed = (step.signOffs ?? []).length > 0 || (step.verifier ?? null) !== null;
  const gate = step.checks.length > 0 || signed;
  return {
    kind,
    about: "step",
    stepId: step.id,
    text: `${quoted(step.title)} ${kind === "added" ? "is new in" : "is gone from"} ${quoted(at.phase.title)}.`,
    before: kind === "removed" ? text : null,
    after: kind === "added" ? text : null,
    weighty: gate || isWeighty(laidStep, laid),
  };
}
