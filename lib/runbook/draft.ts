import type {
  CadenceRule,
  CheckDefinition,
  HypercareCheck,
  HypercareWindow,
  MessageTemplate,
  PhaseDefinition,
  PhaseKind,
  RoleCapability,
  StepDefinition,
  TriggerDefinition,
} from "../run/definition";
import type { Annotation } from "./annotations";
import { DiagnosticList } from "./diagnostics";
import { statedDuration } from "./offsets";
import type { Section } from "./outline";
import { idIssuer } from "./slug";
import { LineLedger, type SourceText } from "./source-text";

/** A step while the document is still being read: ids, roles and `after` are names until the end. */
export interface StepDraft {
  def: StepDefinition;
  roleName: string | null;
  /** Who verifies, and who signs before it starts, as the text calls them. */
  verifierName: string | null;
  signOffNames: string[];
  afterNames: string[];
  annotation: Annotation | null;
  /** Index into `PhaseDraft.groups`: the list or block that the step came from. */
  group: number;
  /** The text leaves a result or a value to fill in. */
  hasBlank: boolean;
  origin: "item" | "row" | "heading" | "command";
  /** Line behind which an author's comment refines this step; null where none can stand, as inside a fence. */
  commentLine: number | null;
}

interface PendingOutcome {
  text: string;
  line: number;
  checks: CheckDefinition[];
  /** Number of steps that stood above it: it belongs to one of these. */
  stepsAbove: number;
}

export interface PhaseDraft {
  def: PhaseDefinition;
  section: Section;
  /** Outermost section below the title: phases of one telling belong together (rule 17). */
  telling: Section;
  steps: StepDraft[];
  groups: { ordered: boolean }[];
  roleName: string | null;
  readOnly: boolean;
  outcomes: PendingOutcome[];
  artifacts: { name: string; line: number }[];
  goNoGo: boolean;
  inRollback: boolean;
}

export interface DecisionDraft {
  title: string;
  position: "start" | "intermediate" | "final";
  /** `gate`: a section of its own; `mark`: a heading or line that says GO / NO-GO. */
  origin: "gate" | "mark" | "annotation";
  offset: number | null;
  criteria: { text: string; step: StepDraft | null; line: number }[];
  statement: string | null;
  signOffNames: string[];
  pollNames: string[];
  afterPhase: PhaseDraft | null;
  line: number;
}

export interface RoleDraft {
  name: string;
  capability: RoleCapability | null;
  description: string | null;
  line: number;
  /** A list or table of roles names it; otherwise it was only mentioned as an owner. */
  declared: boolean;
}

interface EvidenceDraft {
  name: string;
  requiredBefore: string | null;
  line: number;
}

/** Everything that the readers of single sections put together. */
export class ImportDraft {
  readonly diagnostics = new DiagnosticList();
  readonly ledger: LineLedger;
  readonly metadata: Record<string, string> = {};
  readonly roles: RoleDraft[] = [];
  title = "";
  /** The headings were guessed from plain lines (rule 18). */
  unmarked = false;
  phases: PhaseDraft[] = [];
  rollbackPhases: PhaseDraft[] = [];
  decisions: DecisionDraft[] = [];
  readonly triggers: TriggerDefinition[] = [];
  clockMinutes: number | null = null;
  readonly noExceptionSubjects: { subject: string; line: number }[] = [];
  readonly forbidden: { text: string; line: number }[] = [];
  readonly exitCodes: { command: string; map: Record<string, string> }[] = [];
  readonly templates: MessageTemplate[] = [];
  readonly cadence: CadenceRule[] = [];
  readonly channels: string[] = [];
  readonly checks: HypercareCheck[] = [];
  readonly schedule: HypercareWindow[] = [];
  readonly focus: string[] = [];
  readonly evidence: EvidenceDraft[] = [];
  readonly taxonomy: string[] = [];
  readonly finalRecord: { name: string; options: string[]; line: number }[] = [];
  readonly completion: { text: string; line: number }[] = [];
  readonly phaseCriteria: { text: string; line: number }[] = [];
  readonly contacts: { role: string; contact: string; escalation: string | null; line: number }[] = [];
  readonly timeline: { offset: number; label: string; text: string; line: number }[] = [];
  readonly tools: { label: string; command: string; line: number }[] = [];
  readonly statements: { text: string; line: number }[] = [];
  /** Keys of the choices that the text leaves to the decider; each is handed out once. */
  readonly choiceKey = idIssuer();
  readonly globalGates: { text: string; conditions: string[]; line: number }[] = [];

  constructor(readonly source: SourceText) {
    this.ledger = new LineLedger(source.lines.length);
  }
}

export function newStep(
  title: string,
  line: number,
  endLine: number,
  origin: StepDraft["origin"],
): StepDraft {
  return {
    def: {
      id: "",
      title,
      kind: "action",
      role: null,
      commands: [],
      expected: [],
      fields: [],
      artifacts: [],
      substeps: [],
      mutating: false,
      critical: false,
      noExceptions: false,
      optional: false,
      condition: null,
      after: [],
      stream: null,
      durationMinutes: null,
      checks: [],
      line,
      endLine,
    },
    roleName: null,
    verifierName: null,
    signOffNames: [],
    afterNames: [],
    annotation: null,
    group: 0,
    hasBlank: false,
    origin,
    commentLine: null,
  };
}

export function newPhase(section: Section, telling: Section, title: string, kind: PhaseKind): PhaseDraft {
  return {
    def: {
      id: "",
      title,
      kind,
      label: section.label.label,
      offset: section.annotation?.offset ?? section.label.offset,
      durationMinutes: section.annotation?.durationMinutes ?? statedDuration(section.heading.plain),
      ordered: true,
      optional: section.label.optional || section.annotation?.optional === true,
      steps: [],
      abortGates: [],
      line: section.line,
      endLine: section.endLine,
    },
    section,
    telling,
    steps: [],
    groups: [],
    roleName: section.annotation?.role ?? null,
    readOnly: section.label.readOnly || section.annotation?.mutating === false,
    outcomes: [],
    artifacts: [],
    goNoGo: section.label.goNoGo,
    inRollback: false,
  };
}

/** A list or block of steps of its own within a phase; returns its index. */
export function openGroup(phase: PhaseDraft, ordered: boolean): number {
  phase.groups.push({ ordered });
  return phase.groups.length - 1;
}

export function addNote(step: StepDraft, text: string): void {
  const note = text.trim();
  if (
    note === "" ||
    note === step.def.title ||
    /^(?:commands?|cmd|run|script|steps?|actions?|befehl|commande|comando|命令|コマンド)\s*[:：]$/iu.test(
      note,
    )
  )
    return;
  if (step.def.commands.some((command) => command.text === note)) return;
  step.def.notes ??= [];
  if (!step.def.notes.includes(note)) step.def.notes.push(note);
}

export function addGate(phase: PhaseDraft, text: string, conditions: string[], line: number): void {
  if (phase.def.abortGates.some((gate) => gate.text === text)) return;
  phase.def.abortGates.push({ id: "", text, conditions, line });
}
