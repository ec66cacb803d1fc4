import type {
  AbortGateDefinition,
  CheckDefinition,
  PhaseDefinition,
  RunbookDefinition,
  StepDefinition,
} from "../definition";
import { commandText } from "./command-text";
import { spaced } from "./texts";

/** What an operator's transcript is made of. A check is an expected result, an action a step without a command. */
export type TranscriptPart = "command" | "artifact" | "gate" | "check" | "action" | "record";

/** A text with its lines, so that a difference can be named by its line. */
export interface TranscriptText {
  definition: RunbookDefinition;
  /** Lines of the source, credentials masked. */
  lines: readonly string[];
}

/** One thing that somebody runs, keeps, holds or looks at, with its place in the text. */
export interface TranscriptItem {
  part: TranscriptPart;
  text: string;
  /** Title of its phase, with its label; null for what belongs to none. */
  phase: string | null;
  phaseId: string | null;
  /** Title of its step. */
  step: string | null;
  /** 1-based. */
  line: number;
  /** What it is besides its words, where that makes it the same as another: its checks, the artifacts that it needs. */
  checks: readonly CheckDefinition[];
  artifacts: readonly string[];
}

interface Place {
  phase: PhaseDefinition;
  step: StepDefinition;
}

const ABORTS =
  /^(?:abort|stop)\s+(?:immediately\s+)?(?:(?:on|if|when)\s+)?|\s*(?:=>|→|⇒)\s*\**(?:stop|fail)\**\.?$/gi;

/** The condition of an abort gate, without the words that say that it is one. */
export function abortText(text: string): string {
  return text.replace(ABORTS, "").trim();
}

function phaseName({ label, title }: PhaseDefinition): string {
  return spaced(label === null ? title : `${label} ${title}`);
}

/** The line on which a text of the step stands, as near as the source tells; the step's own line where it does not. */
function lineOf(text: string, { step }: Place, lines: readonly string[]): number {
  const said = compact(text);
  const first = said.slice(0, 40);
  for (let line = step.line; line <= Math.min(lines.length, step.line + 60); line++) {
    const here = compact(lines[line - 1] ?? "");
    if (here !== "" && (here.includes(first) || (here.length > 8 && said.startsWith(here)))) return line;
  }
  return step.line;
}

function compact(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function item(part: TranscriptPart, text: string, line: number, place: Partial<Place>): TranscriptItem {
  return {
    part,
    text: spaced(text),
    phase: place.phase ? phaseName(place.phase) : null,
    phaseId: place.phase?.id ?? null,
    step: place.step ? spaced(place.step.title) : null,
    line,
    checks: [],
    artifacts: [],
  };
}

/** The step as one text: its title, and what is ticked off below it. */
function titleOf(step: StepDefinition): string {
  const parts = step.substeps.map(({ title }) => title);
  return parts.length === 0 ? step.title : `${step.title}: ${parts.join(", ")}`;
}

function stepItems(place: Place, lines: readonly string[]): TranscriptItem[] {
  const { phase, step } = place;
  const commands = step.commands.map((command) => ({
    ...item("command", "", command.line, place),
    text: commandText(command),
    artifacts: step.artifacts,
  }));
  const expected = step.expected.map((text) => {
    const line = lineOf(text, place, lines);
    const says = (check: CheckDefinition) =>
      check.line === line || compact(text).includes(compact(check.right));
    return { ...item("check", text, line, place), checks: step.checks.filter(says) };
  });
  const asked = step.checks
    .filter((check) => !expected.some(({ checks }) => checks.includes(check)))
    .map((check) => ({ text: `${check.left} ${check.op} ${check.right}`, check }));
  const stated = step.commands.length > 0 ? asked : [];
  return [
    ...commands,
    ...(step.commands.length === 0 || step.substeps.length > 0 || phase.kind === "preconditions"
      ? [ownItem(place)]
      : []),
    ...expected,
    ...stated.map(({ text, check }) => ({
      ...item("check", text, check.line ?? step.line, place),
      checks: [check],
    })),
    ...gateWords(step).map((text) => item("gate", text, step.line, { phase, step })),
  ];
}

function ownItem(place: Place): TranscriptItem {
  const { phase, step } = place;
  const part =
    phase.kind === "preconditions"
      ? "gate"
      : step.kind === "check" || step.commands.length > 0
        ? "check"
        : "action";
  return { ...item(part, titleOf(step), step.line, place), checks: step.checks, artifacts: step.artifacts };
}

/** What bars the way at a step, besides its place. */
function gateWords(step: StepDefinition): string[] {
  return [
    ...(step.noExceptions ? [`${step.title}: a FAIL bars GO without exceptions`] : []),
    ...(step.verifier ? [`${step.title}: verified by ${step.verifier}`] : []),
    ...(step.signOffs ?? []).map((role) => `${step.title}: signed by ${role}`),
  ];
}

function abortItems(
  gate: AbortGateDefinition,
  phase: PhaseDefinition,
  lines: readonly string[],
): TranscriptItem[] {
  const texts = gate.conditions.length > 0 ? gate.conditions : [gate.text];
  return texts.map((text) => {
    const at = lines.findIndex(
      (line, index) => index >= gate.line - 1 && compact(line).includes(compact(text)),
    );
    return item("gate", abortText(text), at < 0 || at > gate.line + 40 ? gate.line : at + 1, {
      phase,
    });
  });
}

function artifactItems({ definition }: TranscriptText, places: readonly Place[]): TranscriptItem[] {
  const kept = new Map<string, Place>();
  for (const place of places)
    for (const name of place.step.artifacts) if (!kept.has(name)) kept.set(name, place);
  const listed = new Map(definition.evidence.map((each) => [each.name, each]));
  const names = [...new Set([...listed.keys(), ...kept.keys()])];
  return names.map((name) => {
    const place = kept.get(name);
    const line = place?.step.line ?? listed.get(name)?.line ?? 1;
    return { ...item("artifact", name, line, place ?? {}), artifacts: [name] };
  });
}

/** What decides at a decision point and is no step of its own, and what has to be in before anything is executed. */
function documentGates({ definition }: TranscriptText): TranscriptItem[] {
  const required = definition.evidence.filter(
    ({ requiredBefore, stepIds }) => requiredBefore === "execution" && stepIds.length === 0,
  );
  return [
    ...definition.decisionPoints.flatMap((point) =>
      point.criteria
        .filter(({ stepId }) => stepId === null)
        .map(({ text, line }) => ({
          ...item("gate", text, line ?? point.line ?? 1, {}),
          phase: point.title,
        })),
    ),
    ...definition.rollback.triggers.map((trigger) => item("gate", trigger.text, trigger.line, {})),
    ...required.map(({ name, line }) => ({
      ...item("gate", `${name}, required before execution`, line, {}),
      artifacts: [name],
    })),
  ];
}

/** A definition as what somebody does with it, in the order of the text. */
export function transcriptOf(text: TranscriptText): TranscriptItem[] {
  const { definition, lines } = text;
  const phases = [...definition.phases, ...definition.rollback.phases];
  const places = phases.flatMap((phase) => phase.steps.map((step) => ({ phase, step })));
  const aborts = phases.flatMap((phase) =>
    phase.abortGates.flatMap((gate) => abortItems(gate, phase, lines)),
  );
  const record = definition.finalRecord.map(({ name, line }) => item("record", name, line, {}));
  return [
    ...places.flatMap((place) => stepItems(place, lines)),
    ...aborts,
    ...documentGates(text),
    ...artifactItems(text, places),
    ...record,
  ];
}
