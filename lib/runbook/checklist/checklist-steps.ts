import { plain } from "../../run/compare/texts";
import type {
  CheckDefinition,
  DecisionPointDefinition,
  FieldDefinition,
  PhaseDefinition,
  RunbookDefinition,
  StepDefinition,
} from "../../run/definition";
import { annotationValue } from "../annotations";
import { findChecks } from "../checks";
import { codeBlock, lineText } from "./checklist-text";

const INDENT = "  ";

/** A blank to fill, as it is written: `Snapshot ID: ____`, `Result: PASS / FAIL`. */
function blankText({ name, options }: FieldDefinition): string {
  return options && options.length > 0 ? `${name}: ${options.join(" / ")}` : `${name}: ____`;
}

function valued(key: string, value: string | null | undefined): string[] {
  const written = value ? annotationValue(value) : null;
  return written === null ? [] : [`${key}=${written}`];
}

/** What the step is besides its words, so that the importer reads it as the version does. */
function annotationOf(step: StepDefinition, roles: ReadonlyMap<string, string>): string {
  const role = (key: string | null | undefined) => (key ? (roles.get(key) ?? key) : null);
  const words = [
    ...valued("role", role(step.role)),
    ...(step.commands.length > 0
      ? [step.mutating ? "mutating" : "read-only"]
      : step.mutating
        ? ["mutating"]
        : []),
    ...(step.noExceptions ? ["no-exceptions"] : []),
    ...(step.critical ? ["critical"] : []),
    ...(step.optional ? ["optional"] : []),
    ...(step.timeBound ? ["time-bound"] : []),
    ...(step.durationMinutes === null ? [] : [`duration=${step.durationMinutes}m`]),
    ...valued("verifier", role(step.verifier)),
    ...valued("sign-off", (step.signOffs ?? []).map((key) => role(key) ?? key).join(", ")),
    ...valued("stream", step.stream),
    ...valued("condition", step.condition),
    ...valued("alternative", step.alternative),
    ...valued("exception", (step.exceptions ?? []).join("; ")),
    ...valued("requires", step.artifacts.join(", ")),
  ];
  return words.length === 0 ? "" : ` <!-- hp: ${words.join(" ")} -->`;
}

const sameCheck = (one: CheckDefinition, two: CheckDefinition) =>
  one.left === two.left && one.op === two.op && one.right === two.right;

/** Checks of the step that neither its title nor an expected result says in words. */
export function unsaidChecks(step: StepDefinition): string[] {
  const said = [step.title, ...step.expected].flatMap((text) => findChecks(text, 1));
  const plainly = step.expected.map(plain);
  return step.checks
    .filter((check) => !said.some((other) => sameCheck(check, other)))
    .filter(({ right }) => !plainly.some((text) => text.includes(plain(right))))
    .map(({ left, op, right }) => `${left} ${op} ${right}`);
}

/** Blanks to fill; PASS / FAIL is none, because every box has it. */
export function blanksOf(step: StepDefinition): FieldDefinition[] {
  const all = [...step.fields, ...step.substeps.flatMap(({ fields }) => fields)];
  return all.filter(({ type }) => type !== "outcome");
}

/** What a step says besides its title, where the title is all that there is to tick off: "Access" alone asks nothing. */
export function wordsOfBareStep({ commands, expected, substeps, checks, notes }: StepDefinition): string[] {
  const bare = [commands, expected, substeps, checks].every((facts) => facts.length === 0);
  return bare ? (notes ?? []) : [];
}

/** A command that the text forbids, said so that nobody takes it for one to run. */
function forbiddenLines(text: string, indent: string): string[] {
  const code = `\`${text.split("\n")[0]?.replaceAll("`", "'") ?? ""}\``;
  return [`${indent}- Command: ${code} (forbidden: do not run ${code})`];
}

function stepLines(step: StepDefinition, mark: string, roles: ReadonlyMap<string, string>): string[] {
  const indent = " ".repeat(mark.length > 5 ? 3 : 2);
  const owner = step.role === null ? null : roles.get(step.role);
  return [
    `${mark} ${lineText(step.title)}${annotationOf(step, roles)}`,
    ...(owner ? [`${indent}- Owner: ${lineText(owner)}`] : []),
    ...step.commands.flatMap((command) =>
      command.copyable === false
        ? forbiddenLines(command.text, indent)
        : ["", ...codeBlock(command.text, command.language || "bash", indent), ""],
    ),
    ...step.expected.map((text) => `${indent}- Expected: ${lineText(text)}`),
    ...unsaidChecks(step).map(
      (text) => `${indent}- ${step.commands.length > 0 ? "Expected" : "Note"}: ${lineText(text)}`,
    ),
    ...wordsOfBareStep(step).map((text) => `${indent}- Note: ${lineText(text)}`),
    ...step.artifacts.map((name) => `${indent}- Evidence: \`${name}\``),
    ...step.substeps.map(({ title }) => `${indent}- [ ] ${lineText(title)}`),
    ...blanksOf(step).map((field) => `${indent}- ${blankText(field)}`),
  ];
}

/** Heading of a phase with its label, in the form that the label was read from. */
export function phaseHeading({ label, title }: PhaseDefinition): string {
  if (label === null) return title;
  if (/^[A-Z]$/.test(label)) return `${label}) ${title}`;
  return /^[A-Z]{1,3}\d{1,3}$/.test(label) ? `Phase ${label} — ${title}` : `${label} — ${title}`;
}

/** A decision point as a box of its own: criteria that no step proves, and who is polled. */
function decisionLines(point: DecisionPointDefinition, roles: ReadonlyMap<string, string>): string[] {
  const names = (keys: readonly string[]) => keys.map((key) => roles.get(key) ?? key).join(", ");
  const words = [
    "decision",
    ...valued("poll", names(point.polledRoles)),
    ...valued("sign-off", names(point.signOffs)),
  ];
  return [
    "",
    `- [ ] **${lineText(point.title)}** <!-- hp: ${words.join(" ")} -->`,
    ...criteriaOf(point).map((text) => `${INDENT}- GO: ${lineText(text)}`),
  ];
}

/** What decides at the point and is no step's result. */
export function criteriaOf(point: DecisionPointDefinition): string[] {
  return point.criteria.filter(({ stepId }) => stepId === null).map(({ text }) => text);
}

const ABORTING = /^(?:abort|stop if|halt if|no-?go if)/i;

function gateLines({ abortGates }: PhaseDefinition): string[] {
  return abortGates.flatMap(({ text, conditions }) => {
    if (conditions.length > 0)
      return ["- Abort if any of these holds:", ...conditions.map((each) => `${INDENT}- ${lineText(each)}`)];
    return [`- ${ABORTING.test(text) ? lineText(text) : `Abort if: ${lineText(text)}`}`];
  });
}

/** A phase with its boxes to tick and its abort gates. */
export function phaseLines(phase: PhaseDefinition, definition: RunbookDefinition, heading: string): string[] {
  const roles = new Map(definition.roles.map(({ key, name }) => [key, name]));
  const steps = phase.steps.flatMap((step, index) =>
    stepLines(step, phase.ordered ? `${index + 1}. [ ]` : "- [ ]", roles),
  );
  const gates = gateLines(phase);
  const decisions = definition.decisionPoints.filter(
    ({ afterPhaseId, implied }) => !implied && afterPhaseId === phase.id,
  );
  return [
    `${heading} ${lineText(phaseHeading(phase))}`,
    "",
    ...steps,
    ...decisions.flatMap((point) => decisionLines(point, roles)),
    ...(gates.length > 0 ? ["", "**Abort gates**", "", ...gates] : []),
    "",
  ];
}
