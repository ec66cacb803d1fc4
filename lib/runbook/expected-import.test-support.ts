/**
 * What a careful reader ticks off in a document, beside it as `<name>.expected.json`. Lines are 1-based; a
 * range `[from, to]` stands where an item spreads over lines and any of them is a true answer.
 */
export type Where = number | readonly [number, number];

export interface ExpectedPhase {
  /** null where no line of the text opens the phase; it is then known by the steps it holds. */
  line: Where | null;
  title: string | null;
  kind: readonly string[];
  /** Minutes from T-0. */
  offset?: number;
  /** A reading that the specification leaves open: neither a miss without it nor an invention with it. */
  optional?: boolean;
}

export interface ExpectedStep {
  line: Where;
  title: string;
  /** Index into `phases`. */
  phase: number;
  owner?: string;
  minutes?: number;
  optional?: boolean;
}

export interface ExpectedCommand {
  line: Where;
  /** Line of the step that the command belongs to. */
  step: Where;
  /** Beginning of the command. */
  text: string;
  optional?: boolean;
}

/** A text that belongs to a step, known by the step's line. */
interface StepText {
  step: Where;
  text: string;
}

interface ExpectedCheck {
  step: Where;
  op: string;
  right: string;
  optional?: boolean;
}

/** Kinds known by their lines alone. */
export interface LineKinds {
  gates?: readonly Where[];
  triggers?: readonly Where[];
  decisionPoints?: readonly Where[];
  noExceptions?: readonly Where[];
  substeps?: readonly Where[];
  hypercare?: readonly Where[];
  cadence?: readonly Where[];
  templates?: readonly Where[];
  completion?: readonly Where[];
  finalRecord?: readonly Where[];
  contacts?: readonly Where[];
  errors?: readonly Where[];
}

interface NamedKinds {
  roles?: readonly string[];
  artifacts?: readonly string[];
  fields?: readonly StepText[];
  expected?: readonly StepText[];
}

/** The kinds up to `decisionPoints` are always measured, the others where the document's expectation lists them. */
export interface ExpectedImport extends LineKinds, NamedKinds {
  runbook: boolean;
  phases: readonly ExpectedPhase[];
  steps: readonly ExpectedStep[];
  commands: readonly ExpectedCommand[];
  roles: readonly string[];
  artifacts: readonly string[];
  gates: readonly Where[];
  triggers: readonly Where[];
  decisionPoints: readonly Where[];
  checks?: readonly ExpectedCheck[];
  metadata?: readonly string[];
  title?: string;
  clockMinutes?: number;
  /** Whether a decision point for go-live is implied because the text marks none (rule 10). */
  impliedDecision?: boolean;
  triggerActions?: readonly { line: Where; action: string }[];
  /** Beginnings of commands that the text forbids: none of them may be copyable. */
  forbidden?: readonly string[];
  /** Lines that must be in no command: output, configuration, templates. */
  notCommands?: readonly number[];
  /** What may be found without being an invention. */
  allowed?: LineKinds & NamedKinds;
}
